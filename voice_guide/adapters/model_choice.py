"""Which speech model is used, and whether a folder is one."""

import filecmp
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from voice_guide.errors import MissingPartError
from voice_guide.resources import shipped

SHIPPED = "models/command-en"
"""The small model that comes with the product."""

OWN = "command-en-own"
"""The shipped one with words of the person's own; `voice-guide models add-words` makes it."""

_VARIABLE = "VOSK_MODEL_PATH"
_NEEDED = (("am/final.mdl", "final.mdl"), ("conf/model.conf", "mfcc.conf"))
_GRAPHS = ("graph/HCLr.fst", "HCLr.fst")


@dataclass(frozen=True, slots=True)
class Choice:
    """The model to use; `notice` says what was wrong with a better one, or nothing."""

    path: Path
    notice: str = ""


def choose_model(asked: str | None = None, option: str = "--model") -> Path:
    """The model's folder; see `choose`."""
    return choose(asked, option).path


def choose(asked: str | None = None, option: str = "--model") -> Choice:
    """`asked` for by path or name, else VOSK_MODEL_PATH, else the best found, else the shipped one.

    MissingPartError when a model that was asked for, with this `option`, is no model; a broken one
    that was only found is passed over with a notice.
    """
    if asked:
        return Choice(_wanted(asked, option))
    if variable := os.environ.get(_VARIABLE):
        return Choice(_wanted(variable, _VARIABLE))
    notices: list[str] = []
    for folder in sorted(found_models(), key=_worth, reverse=True):
        if missing := missing_files(folder):
            notices.append(f"{folder} is passed over: {', '.join(missing)} is missing.")
        elif _outdated(folder):
            notices.append(
                f"{folder} is passed over: it was made from an older model; "
                "`voice-guide models add-words` makes it anew."
            )
        else:
            return Choice(folder, " ".join(notices))
    small = shipped(SHIPPED)
    if missing := missing_files(small):
        raise MissingPartError(
            f"no speech model: {small} lacks {', '.join(missing)}",
            hint="Get one with `voice-guide models get`, or install voice_guide again.",
        )
    return Choice(small, " ".join(notices))


def model_folders() -> tuple[Path, ...]:
    """Where models are looked for: ours first, then where Vosk itself keeps them."""
    home = Path.home()
    vosk = home / "AppData/Local/vosk" if sys.platform == "win32" else home / ".cache/vosk"
    own = platformdirs.user_data_path("voice-guide", appauthor=False) / "models"
    return (shipped("models/command-en").parent, own, vosk, Path("/usr/share/vosk"))


def found_models() -> tuple[Path, ...]:
    """Every folder that was meant to be a model, in the order of `model_folders`."""
    return tuple(
        entry
        for folder in model_folders()
        if folder.is_dir()
        for entry in sorted(folder.iterdir())
        if entry.is_dir() and ((entry / "am").is_dir() or (entry / "final.mdl").is_file())
    )


def missing_files(folder: Path) -> tuple[str, ...]:
    """What `folder` lacks to be a model that takes a grammar; nothing when it is one."""
    if not folder.is_dir():
        return ("the folder itself",)
    lacking = tuple(
        names[0] for names in _NEEDED if not any((folder / name).is_file() for name in names)
    )
    if any((folder / name).is_file() for name in _GRAPHS):
        return lacking
    return (*lacking, f"{_GRAPHS[0]} (a model with a fixed graph cannot take our phrases)")


def _wanted(name: str, source: str) -> Path:
    direct = Path(name).expanduser()
    named = [folder / name for folder in model_folders() if (folder / name).is_dir()]
    folder = direct if direct.is_dir() or not named else named[0]
    if missing := missing_files(folder):
        raise MissingPartError(
            f"{source}: {folder} is not a speech model: {', '.join(missing)} is missing",
            hint="`voice-guide models` lists the models that are there; without "
            f"{source} the best of them is used.",
        )
    return folder


def _outdated(folder: Path) -> bool:
    """Whether a model of the person's own words was made from another small model than ours."""
    if folder.name != OWN:
        return False
    acoustic = _NEEDED[0][0]
    return not filecmp.cmp(folder / acoustic, shipped(SHIPPED) / acoustic, shallow=False)


def _worth(folder: Path) -> tuple[bool, bool, int]:
    """Published models hear better than our small one, and larger ones better than smaller.

    Our small one with the person's own words is better than without.
    """
    small = {Path(SHIPPED).name, OWN}
    acoustic = next((folder / name for name in _NEEDED[0] if (folder / name).is_file()), None)
    size = acoustic.stat().st_size if acoustic else 0
    return (folder.name not in small, folder.name == OWN, size)
