"""A time trial: how long each step took, beside the plan, and what is worth saying of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from voice_guide.core.beats import Key
from voice_guide.core.record import StepTimed
from voice_guide.core.units import Seconds

CLOSE: Seconds = 5.0
NEARLY = 0.15
"""A step is as planned within so many seconds, or this share of its time; less is no news."""

AT_ONCE: Seconds = 2.0
BARELY = 0.1
"""Left within so many seconds, or this share of its time, a step was passed over, not done."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What was measured so far, by step and side."""

    taken: Mapping[Key, Seconds] = field(default_factory=dict)
    planned: Mapping[Key, Seconds] = field(default_factory=dict)
    """Of each side that was done to its end."""

    def spent(self, key: Key, seconds: Seconds) -> "Trial":
        """So much more time went by in the doing of a side."""
        return replace(self, taken={**self.taken, key: self.taken.get(key, 0.0) + seconds})

    def finished(self, key: Key, planned: Seconds) -> "Trial":
        """Somebody said that a side is done."""
        return replace(self, planned={**self.planned, key: planned})

    def without(self, keys: Collection[Key]) -> "Trial":
        """As if these had never been done."""
        return Trial(
            {key: time for key, time in self.taken.items() if key not in keys},
            {key: time for key, time in self.planned.items() if key not in keys},
        )


def times(trial: Trial, titles: Sequence[str]) -> tuple[StepTimed, ...]:
    """Each step that was done, both sides together, in the order of the routine.

    A side that was left at once counts for nothing, neither in what was taken nor in the plan.
    """
    trial = trial.without({key for key in trial.planned if _is_left_at_once(trial, key)})
    numbers = sorted({number for number, _ in trial.planned})
    return tuple(
        StepTimed(
            number,
            titles[number - 1],
            planned=round(_of(trial.planned, number, trial), 1),
            taken=round(_of(trial.taken, number, trial), 1),
        )
        for number in numbers
    )


def _is_left_at_once(trial: Trial, key: Key) -> bool:
    return trial.taken.get(key, 0.0) < max(AT_ONCE, BARELY * trial.planned[key])


def _of(by_key: Mapping[Key, Seconds], number: int, trial: Trial) -> Seconds:
    return sum(by_key.get(key, 0.0) for key in trial.planned if key[0] == number)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is worth saying."""

    taken: Seconds
    planned: Seconds
    slowest: StepTimed | None
    """The step that took most beyond its time; None where all were close to it."""
    fastest: StepTimed | None


def verdict(timed: Iterable[StepTimed]) -> Verdict:
    """All of them together, and those that were farthest from the plan."""
    found = tuple(timed)
    off = sorted((one for one in found if is_off(one)), key=beyond)
    return Verdict(
        taken=sum(one.taken for one in found),
        planned=sum(one.planned for one in found),
        slowest=off[-1] if off and beyond(off[-1]) > 0 else None,
        fastest=off[0] if off and beyond(off[0]) < 0 else None,
    )


def beyond(one: StepTimed) -> Seconds:
    """How much longer than planned it took."""
    return one.taken - one.planned


def is_off(one: StepTimed) -> bool:
    """Whether it was done notably faster or slower than planned."""
    return abs(beyond(one)) > max(CLOSE, NEARLY * one.planned)
