"""The time of a step: digits to read from afar, and a bar that grows shorter."""

from collections.abc import Callable
from functools import partial

from rich.style import Style
from rich.text import Text

from voice_guide.screen import palette
from voice_guide.screen.big import ROWS, big
from voice_guide.screen.fitting import Block, packed
from voice_guide.screen.letters import clock
from voice_guide.screen.page import Page, Scene

_RANK = 2
_LEAST_BAR = 8
"""Columns; a shorter bar tells nothing."""


def time_left(scene: Scene, page: Page) -> Block:
    """The time that is left, or where none is running, what is going on."""
    left, whole = scene.left, scene.view.whole
    chip = _what_is_on(scene, page)
    if left is None or whole is None:
        rows = ROWS if scene.view.number is not None and page.tall else 1
        return Block((chip, *[Text()] * (rows - 1)), _RANK)
    running = scene.view.running
    style = palette.TIME if running else palette.TIME_STANDS
    above = Text() if running else chip
    told = page.label("left_of", palette.HINT, left=clock(left), whole=clock(whole))
    bar = partial(_bar, left / whole if whole > 0 else 0.0, style, page)
    digits = big(clock(left)) if page.tall and page.marks.big else None
    if digits is None or len(digits[0]) > page.column // 2:
        return _small(above, told, bar, page)
    drawn = [Text.assemble((row, style), "   ") for row in digits]
    beside = (above, bar(page.column - drawn[0].cell_len), told)
    return Block(tuple(map(Text.assemble, drawn, beside)), _RANK, least=ROWS)


def _what_is_on(scene: Scene, page: Page) -> Text:
    key = f"phase_{scene.view.phase}"
    if key not in page.words:
        return Text()
    return Text(f" {page.label(key).plain} ", style=palette.STATE)


def _small(above: Text, told: Text, bar: Callable[[int], Text], page: Page) -> Block:
    *before, last = packed([text for text in (above, told) if text], "  ", page.column)
    room = page.column - last.cell_len - 2
    if room >= _LEAST_BAR:
        last = Text.assemble(last, "  ", bar(room))
    return Block((*before, last), _RANK, least=2)


def _bar(share: float, style: Style, page: Page, width: int) -> Text:
    """A bar of which `share` is left, to a fraction of a column."""
    parts = page.marks.parts
    steps = round(min(1.0, max(0.0, share)) * width * len(parts))
    cells, rest = divmod(steps, len(parts))
    full = parts[-1] * cells + (parts[rest - 1] if rest else "")
    return Text.assemble((full, style), (page.marks.gone * (width - len(full)), palette.BAR_GONE))
