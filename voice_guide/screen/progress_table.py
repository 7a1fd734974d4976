"""How well routines and their steps are known, with a bar for each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group
from rich.table import Table
from rich.text import Text

from voice_guide.core.rehearsing.known import Known
from voice_guide.core.rehearsing.order import SURE
from voice_guide.screen.history_list import when
from voice_guide.screen.letters import clean, has

_BAR_WIDTH = 12
_MARKS = ("\N{FULL BLOCK}", "\N{MIDDLE DOT}")
_PLAIN_MARKS = ("#", ".")
_SHAKY = 0.75
"""What is known tomorrow with less of a chance is shown as not known."""
_DAY = len("2026-01-31")


def _of_terminal(chance: float) -> str:
    return "green" if chance >= SURE else "yellow" if chance >= _SHAKY else "red"


@dataclass(frozen=True, slots=True)
class Bars:
    """How bars are drawn."""

    encoding: str | None = None
    """Of where they are shown; None: any letter can be shown."""
    colour: Callable[[float], str] = _of_terminal
    """Of a chance, as Rich names colours."""


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
    """Or where its file is."""
    steps: int
    met: int
    """How many of the steps were ever asked for."""
    sure: int
    """How many of them are known well."""
    chance: float
    """Of all steps on the average, those that were never asked for counting as unknown."""
    last: str
    """ISO 8601; empty: never."""


def step_table(
    title: str,
    told: str,
    rows: Sequence[StepRow],
    words: Mapping[str, str],
    bars: Bars,
) -> Group:
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
        table.add_row(str(row.number), Text(clean(row.title)), *_of_step(row, words, bars))
    return Group(Text(clean(title), style="bold"), Text(told, style="dim"), Text(), table)


def _of_step(row: StepRow, words: Mapping[str, str], bars: Bars) -> tuple[str | Text, ...]:
    known = row.known
    now = words["progress_now"] if row.comes_up else ""
    if known is None:
        return Text(words["progress_new"], style="dim"), "", "", "", now
    last, due = when(known.last)[:_DAY], now or when(known.due)[:_DAY]
    bar = _bar(known.chance, bars)
    return bar, _share(known.chance), str(known.times), last, due


def routine_table(
    rows: Iterable[RoutineRow], words: Mapping[str, str], encoding: str | None = None
) -> Table:
    """All routines that anything is known of; `encoding` as for `Bars`."""
    table = _table()
    # A routine that is a file is called by where it is, which can be long.
    table.add_column(words["id"], overflow="fold")
    table.add_column(words["progress_chance"], no_wrap=True, width=_BAR_WIDTH)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(words["progress_sure"], justify="right", no_wrap=True)
    table.add_column(words["progress_last"], no_wrap=True)
    for row in rows:
        sure = words["progress_of"].format(sure=row.sure, steps=row.steps)
        name = Text(clean(row.id))
        bar, share = _bar(row.chance, Bars(encoding)), _share(row.chance)
        table.add_row(name, bar, share, sure, when(row.last)[:_DAY])
    return table


def _table() -> Table:
    return Table(box=None, pad_edge=False, show_edge=False, header_style="bold")


def _bar(chance: float, bars: Bars) -> Text:
    full, empty = _MARKS if has("".join(_MARKS), bars.encoding) else _PLAIN_MARKS
    cells = round(_BAR_WIDTH * chance)
    return Text.assemble((full * cells, bars.colour(chance)), (empty * (_BAR_WIDTH - cells), "dim"))


def _share(chance: float) -> str:
    return f"{chance:.0%}"
