"""What keeps the hands in time: a soft tick for each stroke, or a tone to breathe with."""

from dataclasses import dataclass
from enum import StrEnum

from voice_guide.core.routine import Step
from voice_guide.core.units import Seconds

BREATH_IN: Seconds = 4.0
BREATH_OUT: Seconds = 6.0
"""Six breaths a minute, longer out than in: the pace that slow-breathing exercises use."""


class Rhythm(StrEnum):
    """What is sounded while the time of a step runs."""

    NONE = "none"
    STROKE = "stroke"
    """A tick at the beginning of each repetition."""
    BREATH = "breath"
    """A tone that rises to breathe in and falls to breathe out, in holds."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """The rhythm of one step's doing."""

    rhythm: Rhythm
    starts: tuple[Seconds, ...]
    """When each stroke or breath begins, in seconds of the doing."""


def pulse(rhythm: Rhythm, step: Step, whole: Seconds) -> Pulse | None:
    """The rhythm of a doing of `whole` seconds; None where the routine gives none."""
    match rhythm:
        case Rhythm.STROKE if step.repetitions is not None:
            starts = _strokes(step, whole)
        case Rhythm.BREATH if step.hold is not None:
            starts = _breaths(whole)
        case _:
            starts = ()
    return Pulse(rhythm, starts) if starts else None


def _strokes(step: Step, whole: Seconds) -> tuple[Seconds, ...]:
    a_set = (step.repetitions or 0) * step.seconds_each + step.rest
    # More time may have been asked for than the step's own sets take.
    sets = max(step.sets, int(whole // a_set) + 1) if a_set else 0
    moments = (
        number * a_set + stroke * step.seconds_each
        for number in range(sets)
        for stroke in range(step.repetitions or 0)
    )
    return tuple(at for at in moments if at < whole)


def _breaths(whole: Seconds) -> tuple[Seconds, ...]:
    """Whole breaths alone: nobody is left with the lungs full."""
    breath = BREATH_IN + BREATH_OUT
    return tuple(number * breath for number in range(int(whole // breath)))
