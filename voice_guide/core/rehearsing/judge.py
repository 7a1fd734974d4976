"""How well a step was told: which of its key points an answer has, and the grade for it."""

from dataclasses import dataclass

from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.points import Point

GOOD = 0.6
"""The share of the weight from which a step counts as known."""
HARD = 0.3
"""The same for known in part."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, seen against the points of its step."""

    met: tuple[Point, ...]
    missing: tuple[Point, ...]

    @property
    def share(self) -> float:
        """Of the weight of all points, what was said; 1 of a step without any."""
        met = sum(point.weight for point in self.met)
        whole = met + sum(point.weight for point in self.missing)
        return met / whole if whole else 1.0


def judge(text: str, points: tuple[Point, ...]) -> Judged:
    """Which points a text has; it is given as `Reader.read` gives it."""
    met = tuple(point for point in points if point.said(text))
    return Judged(met, tuple(point for point in points if point not in met))


def grade(judged: Judged, *, hints: int = 0) -> Grade:
    """The grade of an answer that took so many hints."""
    if judged.share < HARD:
        return Grade.AGAIN
    if hints or judged.share < GOOD:
        return Grade.HARD
    return Grade.GOOD if judged.missing else Grade.EASY
