"""What is wrong in a file, where, and what would be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voice_guide.errors import InputError

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file, as editors count: both from 1, columns in characters."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to correct; its text is one line."""

    path: Path
    line: int
    column: int
    problem: str
    allowed: str = ""
    given: str = ""
    """The word that stands there, when another is meant,"""
    meant: str = ""
    """which is this one."""
    broken: bool = False
    """The file is no YAML from here on, and the rest of it was not read."""

    def __str__(self) -> str:
        what = f"{self.problem}; {self.allowed}" if self.allowed else self.problem
        return f"{_harmless(str(self.path))}:{self.line}:{self.column}: {what}"


class RoutineError(InputError):
    """A file that cannot be played; its text is one line for each mistake."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(
            "\n".join(map(str, mistakes)),
            hint="Correct the lines named above and check the file again.",
        )
        self.mistakes = tuple(mistakes)


def shown(value: object) -> str:
    """A value from a file in a few words that no terminal can be upset by."""
    match value:
        case None:
            return "empty"
        case bool():
            return "a yes-or-no word"
        case int() | float():
            return f"the number {value}"
        case str():
            return repr(value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "...")
        case list():
            return "a list"
        case _:
            return "a group of keys"


def _harmless(text: str) -> str:
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )
