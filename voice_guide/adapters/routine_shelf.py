"""Where routines are kept: folders of YAML files, the person's own before the shipped."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from voice_guide.core.phrases import normal
from voice_guide.core.routine import Routine
from voice_guide.errors import InputError

_ENDINGS = (".yaml", ".yml")
_LONGEST_GUESS = 80


@dataclass(frozen=True, slots=True)
class Shelf:
    """Routines by id, title or path; of two with the same id the one in the earlier folder."""

    folders: Sequence[Path]
    """A folder that is not there holds nothing."""
    read: Callable[[Path], Routine]
    """Raises InputError for a file with mistakes."""

    def ids(self) -> tuple[str, ...]:
        """The ids of all files, sorted, also of those with mistakes."""
        return tuple(sorted(self._files()))

    def load(self, name: str) -> Routine:
        """The routine with this id, title or path.

        Raise InputError for a file with mistakes, or with the closest names when there is none.
        """
        return self.read(self.find(name))

    def find(self, name: str) -> Path:
        """The file of the routine with this id, title or path, whatever is in it or wrong with it.

        Raise InputError with the closest names when there is none.
        """
        file = self.file(name)
        if file is not None and not _is_another(file):
            return file
        files = self._files()
        titles = self._titles(files.values())
        if file := titles.get(normal(name)):
            return file
        if _is_another(Path(name)):
            raise InputError(
                f"{name}: this is no routine file",
                hint=f"A routine is a YAML file: its name ends in {' or '.join(_ENDINGS)}. "
                "`voice-guide import` drafts one from an article.",
            )
        raise _unknown(name, files, titles)

    def file(self, name: str) -> Path | None:
        """The file that has this id, path or name of a file; None for any other name.

        A file's name is one of the current folder's before it is one of ours.
        """
        files = self._files()
        if found := files.get(name) or files.get("-".join(normal(name).split())):
            return found
        path = Path(name)
        ours = files.get(path.stem)
        if ours is not None and ours.name == name and not path.exists():
            return ours
        return path if _is_path(name) else None

    def _files(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self.folders:
            for file in sorted(_listed(folder)):
                found.setdefault(file.stem, file)
        return found

    def _titles(self, files: Iterable[Path]) -> dict[str, Path]:
        found = {}
        for file in files:
            # One with mistakes has no title to be found by.
            with suppress(InputError):
                found[normal(self.read(file).title)] = file
        return found


def _listed(folder: Path) -> list[Path]:
    try:
        return [file for file in folder.iterdir() if file.suffix in _ENDINGS]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be read: {error.strerror}", hint="Allow reading this folder."
        ) from error


def _is_path(name: str) -> bool:
    return name.endswith(_ENDINGS) or "/" in name or "\\" in name


def _is_another(path: Path) -> bool:
    """Whether it is a file, but none of ours by its ending."""
    with suppress(OSError):  # A name too long for a file is the name of none.
        return path.suffix.lower() not in _ENDINGS and path.is_file()
    return False


def _unknown(name: str, files: dict[str, Path], titles: dict[str, Path]) -> InputError:
    if not files:
        return InputError("there are no routines", hint="Install voice_guide again.")
    ids = {normal(file): file for file in files} | {
        said: file.stem for said, file in titles.items()
    }
    close = get_close_matches(normal(name[:_LONGEST_GUESS]), ids, n=3)
    names = dict.fromkeys(ids[said] for said in close)
    hint = f"Did you mean {' or '.join(names)}?" if names else f"There are: {', '.join(files)}."
    return InputError(f"there is no routine {name[:_LONGEST_GUESS]!r}", hint=hint)
