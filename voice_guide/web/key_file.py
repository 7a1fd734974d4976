"""The keys of a shared page, kept so that a tablet finds the way back tomorrow."""

import json
from pathlib import Path

from voice_guide import private_file
from voice_guide.errors import VoiceGuideError
from voice_guide.web.gate import Keys, new_key

_LEAST = 20  # characters


def load_keys(path: Path, *, anew: bool = False) -> Keys:
    """The keys in this file, which is made where it is missing, for its owner alone.

    With `anew` the old keys open nothing any more. Raise VoiceGuideError.
    """
    try:
        return (None if anew else _read(path)) or _made(path)
    except OSError as error:
        raise VoiceGuideError(
            f"{path}: the keys of the page cannot be kept: {error}",
            hint="Check the rights of that folder, or leave out --share.",
        ) from error


def _read(path: Path) -> Keys | None:
    """None for no file, and for one that is not as we write it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        keys = Keys(str(found["control"]), str(found["view"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError, RecursionError):
        return None
    long = min(len(keys.control), len(keys.view)) >= _LEAST
    plain = keys.control.isascii() and keys.view.isascii()
    return keys if long and plain and keys.control != keys.view else None


def _made(path: Path) -> Keys:
    keys = Keys(control=new_key(), view=new_key())
    path.parent.mkdir(parents=True, exist_ok=True)
    private_file.put(path, json.dumps({"control": keys.control, "view": keys.view}).encode())
    return keys
