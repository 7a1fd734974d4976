"""A rehearsal: a routine gone through with nobody on the table."""

from dataclasses import dataclass
from enum import StrEnum

from voice_guide.core.rehearsing.fading import Fading


class Mode(StrEnum):
    """How it is rehearsed."""

    READ = "read"
    """All of it aloud, at a brisk pace."""
    FADING = "fading"
    """Several times, with less said and seen each time."""
    RECALL = "recall"
    """From memory: the learner tells each step."""
    TRIAL = "trial"
    """At the real pace, without any word about the time until the end."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What makes a course a rehearsal."""

    mode: Mode
    pace: float = 1.0
    """How fast the guide speaks at first, compared with its usual rate."""
    fading: Fading | None = None
    """What is left out in this pass of a rehearsal that fades."""
