"""How long the steps of a time trial took, beside the plan."""

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from voice_guide.core.record import StepTimed
from voice_guide.core.rehearsing.trial import beyond, is_off
from voice_guide.core.units import Seconds
from voice_guide.screen.letters import clean, clock


def trial_table(timed: Sequence[StepTimed], words: Mapping[str, str]) -> Table:
    """A line a step; what was notably slower or faster than planned stands out."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(words["number"], justify="right", no_wrap=True)
    table.add_column(words["plot_step"])
    for column in ("trial_planned", "trial_taken", "trial_off"):
        table.add_column(words[column], justify="right", no_wrap=True)
    for one in timed:
        off = Text(_signed(beyond(one)), style="bold" if is_off(one) else "dim")
        times = clock(one.planned), clock(one.taken)
        table.add_row(str(one.number), Text(clean(one.title)), *times, off)
    planned, taken = sum(one.planned for one in timed), sum(one.taken for one in timed)
    table.add_section()
    told = clock(planned), clock(taken), _signed(taken - planned)
    table.add_row("", words["trial_all"], *told)
    return table


def _signed(seconds: Seconds) -> str:
    whole = round(seconds)
    return f"{'-' if whole < 0 else '+'}{clock(abs(whole))}"
