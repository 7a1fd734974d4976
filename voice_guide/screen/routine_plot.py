"""How a routine runs: the time and the pressure of its steps, one above the other."""

from collections.abc import Mapping

from rich.console import Group
from rich.table import Table
from rich.text import Text

from voice_guide.core.beats import beats, minutes, seconds
from voice_guide.core.routine import PRESSURES, Routine
from voice_guide.screen.letters import clean, clock, has

_WIDEST = 24
_MARKS = ("\N{FULL BLOCK}", "\N{MIDDLE DOT}")
_PLAIN_MARKS = ("#", ".")


def routine_plot(routine: Routine, words: Mapping[str, str], encoding: str | None) -> Group:
    """A line for each step: number, title, a bar of its time (both sides), its pressure in dots.

    `words` are the labels of the language, `encoding` is that of where it is shown.
    """
    full, empty = _MARKS if has("".join(_MARKS), encoding) else _PLAIN_MARKS
    times = [0.0] * len(routine.steps)
    for beat in beats(routine):
        times[beat.number - 1] += seconds(beat)
    longest = max(times)
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    table.add_column(words["number"], justify="right")
    table.add_column(words["plot_step"], overflow="ellipsis", no_wrap=True, max_width=24)
    table.add_column(words["plot_time"], no_wrap=True, overflow="crop")
    table.add_column("", justify="right", no_wrap=True, min_width=len("0:00:00"))
    table.add_column(words["plot_pressure"], no_wrap=True, min_width=len(words["plot_pressure"]))
    for number, (step, time) in enumerate(zip(routine.steps, times, strict=True), 1):
        bar = full * max(1, round(_WIDEST * time / longest))
        level = step.pressure or 0
        dots = full * level + empty * (PRESSURES[-1] - level)
        table.add_row(
            str(number), Text(clean(step.title)), Text(bar, "cyan"), clock(time), Text(dots)
        )
    about = words["about"].format(minutes=max(1, round(minutes(routine))), steps=len(routine.steps))
    return Group(Text(), table, Text(about, style="dim"))
