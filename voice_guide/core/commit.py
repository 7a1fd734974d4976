"""When what is heard counts as a command."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a recogniser believes was said in the current utterance."""

    words: tuple[str, ...]
    final: bool = False
    """The recogniser has seen the end of the utterance."""
    confidence: float | None = None
    """0 to 1, of the least certain word; known of final hypotheses only."""
