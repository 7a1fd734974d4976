"""A routine unrolled: each step once for every side it is done on, in the order it is done."""

import re
from dataclasses import dataclass

from voice_guide.core.routine import Part, Routine, Side, Sides, Step
from voice_guide.core.units import Seconds

CHANGE_OVER: Seconds = 6.0
"""Time to walk round or turn before the other side."""

_WORDS_A_MINUTE = 140


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

    def turned(self) -> "Beat":
        """The same step on the other side; only for a beat that has one."""
        side = self.side.other if self.side else None
        return Beat(self.number, self.part, self.step, side, not self.mirrored)


def beats(routine: Routine) -> tuple[Beat, ...]:
    """Unroll `routine`; a part with two sides comes whole on one, then whole on the other."""
    found: list[Beat] = []
    number = 1
    for index, part in enumerate(routine.parts):
        found += _of_part(part, index, number)
        number += len(part.steps)
    return tuple(found)


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


def seconds(beat: Beat) -> Seconds:
    """About how long a beat takes, words, doing and change-over together."""
    change = CHANGE_OVER if beat.mirrored else 0.0
    words = " ".join((beat.step.say, *(() if beat.mirrored else beat.step.cautions)))
    return speaking_time(words) + beat.step.seconds + change


def minutes(routine: Routine) -> float:
    """About how long the routine takes from the first step to the last, in minutes."""
    return sum(seconds(beat) for beat in beats(routine)) / 60
