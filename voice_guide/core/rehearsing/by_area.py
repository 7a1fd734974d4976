"""How well the steps of a routine are known, area by area of the body."""

from collections.abc import Iterable, Mapping

from voice_guide.core.body import Area
from voice_guide.core.routine import Step

LEAST = (0.5, 0.7, 0.8, 0.9)
"""The chances from which an area has level 2, 3, 4 and 5."""


def levels(steps: Iterable[tuple[Step, float | None]]) -> Mapping[Area, int]:
    """1 for what will hardly be known tomorrow to 5 for what is sure, by the mean of its steps.

    `steps` come with the chance to be known tomorrow, None where they were never asked for. An
    area whose steps were all never asked for has no level.
    """
    found: dict[Area, list[float]] = {}
    for step, chance in steps:
        if chance is not None:
            for area in step.areas:
                found.setdefault(area, []).append(chance)
    return {area: level(sum(chances) / len(chances)) for area, chances in found.items()}


def level(chance: float) -> int:
    """The level of one chance."""
    return 1 + sum(chance >= least for least in LEAST)
