"""A time trial: the times it takes down, and the table of them."""

from collections.abc import Sequence

from rich.table import Table

from voice_guide.core.record import Entry, SessionStarted, StepTimed
from voice_guide.core.units import Seconds
from voice_guide.language.labels import load_labels
from voice_guide.screen.trial_table import trial_table


class Times:
    """An event log that keeps how long the steps of the last routine took.

    Of a step that was done again, the last time.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[int, str], StepTimed] = {}

    def write(self, at: Seconds, entry: Entry) -> None:
        del at
        match entry:
            case SessionStarted():  # of another routine, after "change the routine"
                self._found.clear()
            case StepTimed(number, title):
                self._found[number, title] = entry
            case _:
                pass

    @property
    def found(self) -> tuple[StepTimed, ...]:
        return tuple(self._found.values())


def shown(timed: Sequence[StepTimed]) -> Table:
    """The times, to read."""
    return trial_table(timed, load_labels("en"))
