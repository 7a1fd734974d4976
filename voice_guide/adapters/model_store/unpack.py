"""A zip file that was fetched, unpacked without trusting it."""

import shutil
import stat
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from voice_guide.adapters.model_store.found import is_model
from voice_guide.errors import MissingPartError

_MOST_FILES = 10_000
_MOST_SWELLING = 10
"""Times the zip file's size: models swell to about twice."""

_ALWAYS_ALLOWED = 32 << 20


def unpack(archive: Path, folder: Path, name: str) -> Path:
    """Put the model `name` of `archive` into `folder`, whole or not at all.

    Raise MissingPartError for an archive that is no model or not to be trusted, or OSError.
    """
    with tempfile.TemporaryDirectory(prefix=f".{name}.", dir=folder) as scratch:
        try:
            with zipfile.ZipFile(archive) as contents:
                _check(contents, archive.stat().st_size, name)
                contents.extractall(scratch)
        except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
            raise _refused(name, f"it cannot be unpacked ({error})") from error
        model = Path(scratch, name)
        if not is_model(model):
            raise _refused(name, "it is not a speech model")
        if (folder / name).exists():
            shutil.rmtree(folder / name)
        return model.rename(folder / name)


def _check(contents: zipfile.ZipFile, size: int, name: str) -> None:
    members = contents.infolist()
    if len(members) > _MOST_FILES:
        raise _refused(name, f"it has {len(members)} files")
    # Never more comes out of a member than it announces: zipfile stops there.
    swollen = sum(member.file_size for member in members)
    if swollen > max(_ALWAYS_ALLOWED, _MOST_SWELLING * size):
        raise _refused(name, f"{swollen / 1e6:.0f} MB would come out of {size / 1e6:.1f} MB")
    for member in members:
        _check_member(member, name)


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    path = PurePosixPath(member.filename)
    if "\\" in member.filename or ":" in member.filename or ".." in path.parts:
        raise _refused(name, f"{member.filename!r} would leave its folder")
    if path.parts[:1] != (name,):
        raise _refused(name, f"{member.filename!r} lies outside of {name}")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise _refused(name, f"{member.filename!r} is a link")
    if member.flag_bits & 1:
        raise _refused(name, f"{member.filename!r} is encrypted")


def _refused(name: str, problem: str) -> MissingPartError:
    return MissingPartError(
        f"What was fetched as {name} is refused: {problem}",
        hint="Nothing was installed. `voice-guide models` names other models.",
    )
