"""A past rehearsal from memory: how each step was known, out of what the journal kept of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from voice_guide.core.past import Line
from voice_guide.core.plain import Forms
from voice_guide.core.record import Recalled
from voice_guide.core.units import Seconds

_FORM = Forms().of(Recalled)


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One step that was asked for."""

    at: Seconds
    how: Recalled


def answers(lines: Iterable[Line]) -> tuple[PastAnswer, ...]:
    """In the order they were given; raise Unreadable for what does not hold what it should."""
    told = (line for line in lines if line.event == Recalled.event)
    return tuple(PastAnswer(line.at, _FORM.read(dict(line.values))) for line in told)
