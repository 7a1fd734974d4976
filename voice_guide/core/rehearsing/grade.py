"""How well a step was known, once."""

from enum import StrEnum


class Grade(StrEnum):
    """The four answers of spaced repetition, as FSRS names them."""

    AGAIN = "again"
    """Not known, or told at once."""
    HARD = "hard"
    """Known in part, or with a hint."""
    GOOD = "good"
    """Known, with small things missing."""
    EASY = "easy"
    """All of it, without help."""
