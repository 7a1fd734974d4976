"""A routine unrolled: each step once for every side it is done on, in the order it is done."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from voice_guide.core.routine import Part, Routine, Side, Sides, Step
from voice_guide.core.units import Seconds

CHANGE_OVER: Seconds = 6.0
"""Time to walk round or turn before the other side."""

_WORDS_A_MINUTE = 140

Key: TypeAlias = tuple[int, Side | None]
"""A step's number and a side: what times are kept by, in whatever order the sides come."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A step on one side: what is going on at one time."""

    number: int
    """The step's number, from 1."""
    part: int
    """Index of its part."""
    step: Step
    side: Side | None
    mirrored: bool = False
    """The step's words were written for the other side."""
    second: bool = False
    """The step has been done on its other side before."""

    @property
    def key(self) -> Key:
        return self.number, self.side

    def turned(self) -> "Beat":
        """The same step on the other side; only for a beat that has one."""
        side = self.side.other if self.side else None
        return replace(self, side=side, mirrored=not self.mirrored)


def beats(routine: Routine) -> tuple[Beat, ...]:
    """Unroll `routine`; a part with two sides comes whole on one, then whole on the other."""
    found: list[Beat] = []
    number = 1
    for index, part in enumerate(routine.parts):
        found += _of_part(part, index, number)
        number += len(part.steps)
    return in_order(found)


def in_order(found: Iterable[Beat]) -> tuple[Beat, ...]:
    """The beats in this order, each knowing whether its step's other side comes before it."""
    marked: list[Beat] = []
    for beat in found:
        seen = any(before.number == beat.number for before in marked)
        marked.append(replace(beat, second=seen))
    return tuple(marked)


def changes_sides(now: Beat, then: Beat) -> bool:
    """Going from one to the other takes a walk round: the same step or part, another side."""
    if now.part != then.part or not now.side or not then.side or now.side is then.side:
        return False
    # A side without a step's own `sides` comes from a part that is done on each.
    return now.number == then.number or then.step.sides is Sides.NONE


def _of_part(part: Part, index: int, number: int) -> list[Beat]:
    steps = list(enumerate(part.steps, number))
    if part.sides is Sides.EACH:
        first = [Beat(n, index, step, part.first) for n, step in steps]
        return first + [beat.turned() for beat in first]
    return [beat for n, step in steps for beat in _of_step(step, index, n)]


def _of_step(step: Step, part: int, number: int) -> list[Beat]:
    match step.sides:
        case Sides.NONE:
            return [Beat(number, part, step, None)]
        case Sides.LEFT:
            return [Beat(number, part, step, Side.LEFT)]
        case Sides.RIGHT:
            return [Beat(number, part, step, Side.RIGHT)]
        case Sides.EACH:
            first = Beat(number, part, step, step.first)
            return [first, first.turned()]


def sentences(text: str) -> tuple[str, ...]:
    """`text` sentence by sentence, the units that are spoken and come back to."""
    return tuple(part for part in re.split(r"(?<=[.!?])\s+", text.strip()) if part)


def speaking_time(text: str) -> Seconds:
    """About how long `text` takes to say."""
    return len(text.split()) * 60 / _WORDS_A_MINUTE


def words_time(beat: Beat) -> Seconds:
    """About how long the words of a beat take."""
    return speaking_time(" ".join((beat.step.say, *(() if beat.second else beat.step.cautions))))


def seconds(beat: Beat) -> Seconds:
    """About how long a beat takes, words and doing together."""
    return words_time(beat) + beat.step.seconds


def change_overs(found: Iterable[Beat]) -> Seconds:
    """How long the changes of sides within these beats take."""
    return sum(CHANGE_OVER for now, then in pairwise(found) if changes_sides(now, then))


def minutes(routine: Routine, start: int = 1) -> float:
    """About how long the routine takes from step `start` to the last, in minutes."""
    unrolled = [beat for beat in beats(routine) if beat.number >= start]
    return (sum(map(seconds, unrolled)) + change_overs(unrolled)) / 60
