"""How well routines and their steps are known, with a bar for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.bar import Bar
from rich.console import Group
from rich.table import Table
from rich.text import Text

from voice_guide.core.rehearsing.known import Known
from voice_guide.core.rehearsing.order import SURE
from voice_guide.screen.history_list import when
from voice_guide.screen.letters import clean

_BAR_WIDTH = 12
_SHAKY = 0.75
"""What is known tomorrow with less of a chance is shown as not known."""
_DAY = len("2026-01-31")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a routine."""

    number: int
    title: str
    known: Known | None
    """None: never asked for."""
    comes_up: bool
    """The next rehearsal from memory asks for it."""


@dataclass(frozen=True, slots=True)
class RoutineRow:
    """One routine."""

    id: str
    title: str
    steps: int
    met: int
    """How many of the steps were ever asked for."""
    sure: int
    """How many of them are known well."""
    chance: float
    """Of all steps on the average, those that were never asked for counting as unknown."""
    last: str
    """ISO 8601; empty: never."""


def step_table(title: str, told: str, rows: Sequence[StepRow], words: Mapping[str, str]) -> Group:
    """The steps of one routine in its order; `told` is a line about all of it."""
    table = _table()
    table.add_column(words["number"], justify="right", no_wrap=True)
    # On a narrow terminal the titles give way, and wrap.
    table.add_column(words["plot_step"])
    table.add_column(words["progress_chance"], no_wrap=True, width=_BAR_WIDTH)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(words["progress_times"], justify="right", no_wrap=True)
    table.add_column(words["progress_last"], no_wrap=True)
    table.add_column(words["progress_due"], no_wrap=True)
    for row in rows:
        table.add_row(str(row.number), Text(clean(row.title)), *_of_step(row, words))
    return Group(Text(clean(title), style="bold"), Text(told, style="dim"), Text(), table)


def _of_step(row: StepRow, words: Mapping[str, str]) -> tuple[Bar | str | Text, ...]:
    known = row.known
    now = words["progress_now"] if row.comes_up else ""
    if known is None:
        return Text(words["progress_new"], style="dim"), "", "", "", now
    last, due = when(known.last)[:_DAY], now or when(known.due)[:_DAY]
    return _bar(known.chance), _share(known.chance), str(known.times), last, due


def routine_table(rows: Iterable[RoutineRow], words: Mapping[str, str]) -> Table:
    """All routines that anything is known of."""
    table = _table()
    table.add_column(words["id"], no_wrap=True)
    table.add_column(words["progress_chance"], no_wrap=True, width=_BAR_WIDTH)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(words["progress_sure"], justify="right", no_wrap=True)
    table.add_column(words["progress_last"], no_wrap=True)
    for row in rows:
        sure = words["progress_of"].format(sure=row.sure, steps=row.steps)
        name = Text(clean(row.id))
        table.add_row(name, _bar(row.chance), _share(row.chance), sure, when(row.last)[:_DAY])
    return table


def _table() -> Table:
    return Table(box=None, pad_edge=False, show_edge=False, header_style="bold")


def _bar(chance: float) -> Bar:
    colour = "green" if chance >= SURE else "yellow" if chance >= _SHAKY else "red"
    return Bar(1.0, 0.0, chance, width=_BAR_WIDTH, color=colour)


def _share(chance: float) -> str:
    return f"{chance:.0%}"
