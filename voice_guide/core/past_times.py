"""A past time trial: how long the steps took, out of what the journal kept of it."""

from collections.abc import Iterable

from voice_guide.core.past import Line
from voice_guide.core.plain import Forms
from voice_guide.core.record import StepTimed

_FORM = Forms().of(StepTimed)


def times(lines: Iterable[Line]) -> tuple[StepTimed, ...]:
    """In the order of the routine, of a step done again the last; raise Unreadable."""
    told = (_FORM.read(dict(line.values)) for line in lines if line.event == StepTimed.event)
    found = {(one.number, one.title): one for one in told}
    return tuple(found[key] for key in sorted(found))
