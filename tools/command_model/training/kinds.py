"""How far a word is from being a command, and what the network is taught of it."""

from collections.abc import Collection, Sequence
from enum import IntEnum


class WordKind(IntEnum):
    """Of each frame; NO_WORD where nobody speaks."""

    COMMAND = 0
    VOCABULARY = 1
    STRANGE = 2
    NO_WORD = 3
    IN_TALK = 4
    """A word of a command, in a sentence that is none."""


DOUBTS = (0.06, 0.45, 0.80, 0.0, 0.45)
"""By WordKind: the share of `[unk]` in what the network is taught a frame is."""


_JUST_WORDS = 4
"""At most so many words are no sentence."""


class WordKinds:
    """Which words are which."""

    def __init__(self, phrases: Collection[str], vocabulary: Collection[str]) -> None:
        """`phrases`: all ways to say a command."""
        self._phrases, self._vocabulary = frozenset(phrases), vocabulary
        self._commands = {word for phrase in phrases for word in phrase.split()}

    def of(self, words: Sequence[str]) -> list[WordKind]:
        """Of what one person said in one go."""
        talk = len(words) > _JUST_WORDS and " ".join(words) not in self._phrases
        command = WordKind.IN_TALK if talk else WordKind.COMMAND
        return [command if word in self._commands else self._of(word) for word in words]

    def _of(self, word: str) -> WordKind:
        return WordKind.VOCABULARY if word in self._vocabulary else WordKind.STRANGE
