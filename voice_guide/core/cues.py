"""What is sounded or said while the time of a step runs."""

from dataclasses import dataclass
from enum import StrEnum

from voice_guide.core.routine import Step
from voice_guide.core.units import Seconds

_HALFWAY_FROM: Seconds = 40.0
"""Shorter holds need no half-way cue."""
_NEARLY_FROM: Seconds = 90.0
NEARLY: Seconds = 10.0
"""How long before the end of a long hold it is announced."""
_COUNT_FROM: Seconds = 3.0
"""Counting aloud at a quicker pace would be chatter."""


class CueKind(StrEnum):
    """Why the guide speaks up; of two at one moment, the one further down is given."""

    COUNT = "count"
    HALFWAY = "halfway"
    NEARLY = "nearly"
    REST = "rest"
    NEXT_SET = "next_set"
    CHECK_IN = "check_in"
    END = "end"


_WEIGHT = tuple(CueKind)


@dataclass(frozen=True, slots=True)
class Cue:
    """Something due at a moment of the hold."""

    at: Seconds
    kind: CueKind
    number: int = 0
    """Which repetition or which set."""


def cues(step: Step, whole: Seconds) -> tuple[Cue, ...]:
    """All cues of a hold of `whole` seconds, in order; the last is its END."""
    found = [*_counted(step), *(Cue(at, CueKind.CHECK_IN) for at in step.check_ins)]
    if step.hold is not None and whole >= _HALFWAY_FROM:
        found.append(Cue(whole / 2, CueKind.HALFWAY))
    if step.hold is not None and whole >= _NEARLY_FROM:
        found.append(Cue(whole - NEARLY, CueKind.NEARLY))
    found.sort(key=lambda cue: _WEIGHT.index(cue.kind))
    at = {cue.at: cue for cue in found if cue.at < whole}
    return (*(at[moment] for moment in sorted(at)), Cue(whole, CueKind.END))


def _counted(step: Step) -> list[Cue]:
    if step.repetitions is None:
        return []
    one_set = step.repetitions * step.seconds_each
    found: list[Cue] = []
    for index in range(step.sets):
        start = index * (one_set + step.rest)
        if index:
            found.append(Cue(start, CueKind.NEXT_SET, index + 1))
            if step.rest:
                found.append(Cue(start - step.rest, CueKind.REST, index))
        if step.seconds_each >= _COUNT_FROM:
            found += [
                Cue(start + n * step.seconds_each, CueKind.COUNT, n)
                for n in range(1, step.repetitions)
            ]
    return found
