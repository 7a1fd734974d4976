"""The text of a file, or the reason why it is not one we read."""

import re
import shutil
import stat
from pathlib import Path

from voice_guide.adapters.routine_file.mistakes import Mistake, Place, RoutineError

LARGEST = 256 * 1024
"""Bytes; the longest routine we know of has 20,000."""

# What YAML 1.1 calls printable, chapter 5.1; the byte order mark is taken off before.
_NOT_TEXT = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def text_of(path: Path) -> str:
    """The file's text; raise RoutineError when it is missing, no file, too large or not UTF-8."""
    content = _content_of(path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_in(content[: error.start].decode("utf-8-sig", "replace"))
        raise _refused(path, "not UTF-8", "save the file as UTF-8", place) from error
    if strange := _NOT_TEXT.search(text):
        problem = f"the character {strange.group()!a} is not text"
        raise _refused(path, problem, "take it out", place_in(text[: strange.start()]))
    return text


def overwrite(path: Path, text: str) -> None:
    """Put `text` in place of what the file has: all of it, or nothing when that fails.

    Links stay links, and the file's rights stay as they are. Raises OSError.
    """
    file = path.resolve(strict=True)
    new = file.with_name(f".{file.name}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="")
        shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def place_in(before: str) -> Place:
    """The place of what follows `before`."""
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _content_of(path: Path) -> bytes:
    try:
        # Asked before opening: opening a pipe would wait for someone to write into it.
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            what = "a folder" if stat.S_ISDIR(kind) else "not an ordinary file"
            raise _refused(path, what, "name a YAML file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _refused(path, f"cannot be read: {reason}", "name a YAML file") from error
    if len(content) > LARGEST:
        raise _refused(path, "too large", f"at most {LARGEST // 1024} kB")
    return content


def _refused(path: Path, problem: str, allowed: str, place: Place = Place()) -> RoutineError:  # noqa: B008
    return RoutineError([Mistake(path, place.line, place.column, problem, allowed)])
