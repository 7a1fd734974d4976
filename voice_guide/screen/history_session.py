"""One past session, step by step, with a bar for the time of each step."""

from collections.abc import Iterator, Mapping, Sequence

from rich.bar import Bar
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from voice_guide.core.past import PastStep, seconds_by_step
from voice_guide.core.past_answers import PastAnswer
from voice_guide.core.record import StepTimed
from voice_guide.screen.history_list import Row, outcome, when
from voice_guide.screen.letters import clean, clock
from voice_guide.screen.trial_table import trial_table

_BAR_WIDTH = 40


def one_session(
    row: Row,
    done: Sequence[PastStep],
    answers: Sequence[PastAnswer],
    areas: Mapping[str, str],
    words: Mapping[str, str],
) -> Group:
    """What was done when, how firmly, where it hurt, and how long each step took.

    Of a rehearsal from memory: how each step was known, and what was missing.
    """
    table = _answers(answers, words) if answers else None
    return Group(*_head(row, words), *((table,) if table else _lines(done, areas, words)))


def one_trial(row: Row, timed: Sequence[StepTimed], words: Mapping[str, str]) -> Group:
    """A time trial: how long each step took, beside the plan."""
    return Group(*_head(row, words), trial_table(timed, words))


def _head(row: Row, words: Mapping[str, str]) -> Iterator[RenderableType]:
    yield Text(clean(row.routine), style="bold")
    told = [when(row.started), outcome(row.outcome, words)]
    if row.receiver:
        told.insert(1, clean(row.receiver))
    yield Text(" · ".join(told), style="dim")
    yield Text()


def _lines(
    done: Sequence[PastStep], areas: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[RenderableType]:
    if not done:
        yield Text(words["history_not_begun"])
        return
    yield _table(done, areas, words)
    yield Text()
    yield _chart(done, words)


def _answers(answers: Sequence[PastAnswer], words: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(words["history_at"], justify="right")
    table.add_column(words["plot_step"])
    table.add_column(words["history_known"], no_wrap=True)
    table.add_column(words["history_missing"])
    for answer in answers:
        how = answer.how
        table.add_row(
            clock(answer.at),
            Text(f"{how.number} {clean(how.title)}"),
            words[f"grade_{how.grade}"],
            Text(clean(", ".join(how.missing))),
        )
    return table


def _table(done: Sequence[PastStep], areas: Mapping[str, str], words: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column(words["history_at"], justify="right")
    table.add_column(words["plot_step"])
    table.add_column(words["history_time"], justify="right")
    table.add_column(words["plot_pressure"], justify="right")
    table.add_column(words["history_pain"])
    for step in done:
        title = f"{step.number} {clean(step.title)}"
        side = words.get(f"{step.side}_side", "")
        table.add_row(
            clock(step.at),
            Text(f"{title}, {side}" if side else title),
            clock(step.seconds) + (f" ({words['phase_paused'].lower()})" if step.paused else ""),
            "" if step.pressure is None else str(step.pressure),
            _pain(step, areas, words),
        )
    return table


def _pain(step: PastStep, areas: Mapping[str, str], words: Mapping[str, str]) -> str:
    if not step.pain:
        return ""
    where = ", ".join(areas.get(area, clean(area)) for area in step.pain)
    return f"{where}: {words.get(f'pain_{step.choice}', clean(step.choice))}"


def _chart(done: Sequence[PastStep], words: Mapping[str, str]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False, show_edge=False)
    table.title = words["history_chart"]
    table.title_justify = "left"
    times = seconds_by_step(done)
    longest = max(times.values(), default=0.0)
    for (number, title), seconds in times.items():
        bar = Bar(max(longest, 1.0), 0.0, seconds, width=_BAR_WIDTH)
        table.add_row(str(number), Text(clean(title)), clock(seconds), bar)
    return table
