"""Past sessions as a list to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rich.table import Table
from rich.text import Text

from voice_guide.screen.letters import clean


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of one session."""

    id: int
    routine: str
    started: str
    """ISO 8601."""
    receiver: str
    step: int | None
    side: str | None
    outcome: str


def history_list(rows: Iterable[Row], words: Mapping[str, str]) -> Table:
    """The sessions in the order they are given in."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(words["number"], justify="right", no_wrap=True)
    table.add_column(words["history_started"], no_wrap=True)
    table.add_column(words["title"])
    table.add_column(words["history_receiver"])
    table.add_column(words["history_outcome"])
    table.add_column(words["history_place"])
    for row in rows:
        table.add_row(
            str(row.id),
            when(row.started),
            Text(clean(row.routine)),
            Text(clean(row.receiver)),
            outcome(row.outcome, words),
            _place(row, words),
        )
    return table


def when(started: str) -> str:
    """The local time without its seconds."""
    try:
        return datetime.fromisoformat(started).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return clean(started)


def outcome(how: str, words: Mapping[str, str]) -> str:
    """In the words of the language; one that it has no words for stays as it is."""
    return words.get(f"outcome_{how}", clean(how))


def _place(row: Row, words: Mapping[str, str]) -> str:
    if row.step is None:
        return words["history_not_begun"]
    place = words["history_step"].format(number=row.step)
    return f"{place}, {words[f'{row.side}_side']}" if row.side in ("left", "right") else place
