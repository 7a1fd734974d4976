"""How far a word is from being a command, and what the network is taught of it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum


class WordKind(IntEnum):
    """Of each frame; NO_WORD where nobody speaks."""

    COMMAND = 0
    VOCABULARY = 1
    STRANGE = 2
    NO_WORD = 3


DOUBTS = (0.06, 0.30, 0.75, 0.0)
"""By WordKind: the share of `[unk]` in what the network is taught a frame is."""


@dataclass(frozen=True, slots=True)
class WordKinds:
    """Which words are which."""

    commands: Collection[str]
    vocabulary: Collection[str]

    def of(self, word: str) -> WordKind:
        if word in self.commands:
            return WordKind.COMMAND
        return WordKind.VOCABULARY if word in self.vocabulary else WordKind.STRANGE
