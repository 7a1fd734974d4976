"""A mistake by the way to it, before it has a line."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

Loc: TypeAlias = tuple[str | int, ...]
"""The way to a value: ("parts", 0, "title")."""

_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class OneOf:
    """What is allowed, with a guess at what was meant.

    Guessing takes a while, so it waits until the text is wanted: a bad file may have thousands.
    """

    known: tuple[str, ...]
    given: str = ""

    @property
    def meant(self) -> str:
        """The closest word that is allowed, or nothing."""
        word = self.given.lower().replace(" ", "_") if len(self.given) <= _LONGEST_WORD else ""
        return next(iter(get_close_matches(word, self.known, n=1)), "")

    def __str__(self) -> str:
        guess = f"did you mean {self.meant}? " if self.meant else ""
        return f"{guess}allowed: {', '.join(self.known)}"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at `at`."""

    at: Loc
    problem: str
    allowed: str | OneOf
    of_key: bool = False
    """It is about the key, not its value."""


def label(at: Loc) -> str:
    """What a person would call it: "`areas`, entry 2"."""
    names = [(number, key) for number, key in enumerate(at) if isinstance(key, str)]
    if not names:
        return "the file" if not at else f"entry {int(at[-1]) + 1}"
    number, key = names[-1]
    entries = [f"entry {int(entry) + 1}" for entry in at[number + 1 :]]
    return ", ".join([_quoted(key), *entries])


def _quoted(key: str) -> str:
    return f"`{key}`" if key.isprintable() and len(key) <= _LONGEST_WORD else "this key"
