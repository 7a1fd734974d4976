"""What a recogniser makes of an utterance."""

from dataclasses import dataclass

from voice_guide.core.units import Seconds

UNKNOWN = "[unk]"
"""What a recogniser writes for speech that is none of its words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the sound of a whole utterance."""

    text: str
    share: float
    """How likely it is among all readings; together they make 1."""
    lasted: Seconds | None = None
    """From the start of the first word to the end of the last."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a recogniser believes was said in the current utterance."""

    words: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    """The likeliest first; given with an opinion, not with a running guess."""
    final: bool = False
    """An opinion on the whole utterance, which is over for the recogniser."""

    @property
    def text(self) -> str:
        return " ".join(self.words)
