"""The step at a glance, as lines of text for a page of any size."""

from collections.abc import Iterable

from rich.text import Text

from voice_guide.core.routine import PRESSURES
from voice_guide.core.session.state import Phase
from voice_guide.core.view import View
from voice_guide.language.place import place
from voice_guide.screen import palette
from voice_guide.screen.big import big
from voice_guide.screen.fitting import Block, apart, cropped, fit, packed, side_by_side, wrapped
from voice_guide.screen.letters import clean
from voice_guide.screen.page import Page, Scene
from voice_guide.screen.time_left import time_left

CHOOSING = "choosing"
"""What goes on before there is a session."""
_BESIDE_A_LIST = 7
"""Rows for what else has to be seen: the title, what was heard, what can be said."""
_ASKS = frozenset({Phase.PAIN, Phase.CONFIRMING})
"""What the guide says matters more than the step's words."""


def picture(scene: Scene, page: Page) -> list[Text]:
    """Exactly `page.height` lines of at most `page.width` columns."""
    head, body, foot = _head(scene, page), _body(scene, page), _foot(scene, page)
    fitted = fit([*head, *body, *foot], page.height, page.marks.more)
    top = _joined(fitted[: len(head)])
    middle = _joined(fitted[len(head) : len(head) + len(body)])
    bottom = _joined(fitted[len(head) + len(body) :])
    spare = page.height - len(top) - len(middle) - len(bottom)
    air = min(spare, page.height // 10) if page.very_tall else 0
    above, below = [Text()] * air, [Text()] * (spare - air)
    return [_placed(line, page) for line in (*top, *above, *middle, *below, *bottom)]


def _joined(blocks: Iterable[list[Text]]) -> list[Text]:
    return [line for block in blocks for line in block]


def _placed(line: Text, page: Page) -> Text:
    left = (page.width - page.column) // 2
    return Text.assemble(" " * left, cropped(line, page.column, page.marks.more))


def _gap(rank: int) -> Block:
    """An empty row; of a rank below 20 it stays, so that what is around it does not jump."""
    return Block((Text(),), rank, least=int(rank < 20))


def _head(scene: Scene, page: Page) -> list[Block]:
    view = scene.view
    routine = page.text(view.routine, palette.QUIET)
    if view.number is None:
        alone = (routine,) if view.routine else ()
        return [Block(alone, 10), Block((_rule(0, page),), 12), _gap(13)]
    told = page.text(place(view, page.words), palette.HINT)
    if view.part:
        part = page.text(view.part, palette.QUIET)
        told = Text.assemble(part, (f" {page.marks.dot} ", palette.QUIET), told)
    done = view.number / view.of if view.of else 0
    return [
        Block((apart(routine, told, page.column, page.marks.more),), 9),
        Block((_rule(done, page),), 12),
        _gap(13 if page.tall else 20),
    ]


def _rule(done: float, page: Page) -> Text:
    cells = round(page.column * min(1.0, max(0.0, done)))
    return Text.assemble(
        (page.marks.rule_done * cells, palette.QUIET),
        (page.marks.rule * (page.column - cells), palette.BAR_GONE),
    )


def _body(scene: Scene, page: Page) -> list[Block]:
    view = scene.view
    out = page.label("kept_out", palette.KEPT_OUT, areas=", ".join(view.kept_out))
    choosing = view.phase == CHOOSING
    words = _list(view, page) if choosing else _words(view, page)
    said = _said(scene, page)
    spoken = [said, _gap(25)] if said.lines else []
    stays = 3 if page.tall and not choosing else 21
    return [
        *_title_and_areas(view, page),
        _gap(stays),
        Block(_side_and_pressure(view, page), 1, least=2),
        _gap(stays),
        time_left(scene, page),
        _gap(stays),
        Block(wrapped(out, page.column) if view.kept_out else (), 5),
        *([_gap(27)] if view.kept_out else []),
        *([*spoken, words] if view.phase in _ASKS else [words, *reversed(spoken)]),
        _gap(24),
    ]


def _words(view: View, page: Page) -> Block:
    style = palette.WORDS if view.number is not None else palette.QUESTION
    lines = view.words.splitlines()
    rows = (row for line in lines for row in wrapped(page.text(line, style), page.column))
    return Block(tuple(rows), 4, least=max(2, page.height // 4))


def _list(view: View, page: Page) -> Block:
    """What is chosen from: every line of it matters as much."""
    room = max(2, page.height - _BESIDE_A_LIST)
    lines = [page.text(line, palette.QUESTION) for line in view.words.splitlines()]
    rows = side_by_side(lines, page.column) if len(lines) > room else ()
    rows = rows or tuple(row for line in lines for row in wrapped(line, page.column))
    return Block(rows, 2, least=room)


def _title_and_areas(view: View, page: Page) -> list[Block]:
    if view.title == view.routine and view.number is None:
        return []  # The head tells it.
    title = _title(view, page)
    if not view.areas:
        return [title]
    areas = page.text(f" {page.marks.dot} ".join(map(clean, view.areas)), palette.QUIET)
    if len(title.lines) == 1 and title.lines[0].cell_len + areas.cell_len + 3 <= page.column:
        return [Block((apart(title.lines[0], areas, page.column, page.marks.more),), title.rank)]
    return [title, Block((areas,), 8)]


def _title(view: View, page: Page) -> Block:
    title = page.text(view.title, palette.TITLE)
    if page.marks.big and page.very_tall:
        lines = [big(line.plain) for line in wrapped(title, page.column // 4)]
        drawn = [row for line in lines if line for row in (*line, "")]
        if len(lines) <= 2 and None not in lines and all(len(row) <= page.column for row in drawn):
            return Block(tuple(Text(row, palette.TITLE) for row in drawn[:-1]), 0, len(drawn))
    return Block(wrapped(title, page.column), 0)


def _side_and_pressure(view: View, page: Page) -> tuple[Text, ...]:
    found = []
    if view.side:
        side = page.text(page.words["side"].format(side=view.side).upper(), palette.SIDE)
        found.append(Text.assemble((" ", palette.SIDE), side, (" ", palette.SIDE)))
    if view.pressure is not None:
        found.append(_pressure(view.pressure, page))
    return packed(found, "   ", page.column)


def _pressure(level: int, page: Page) -> Text:
    shown = min(max(level, PRESSURES.start), PRESSURES.stop - 1)
    style = palette.PRESSURE[shown - PRESSURES.start]
    bar = Text()
    for step in PRESSURES:
        on = step <= level
        bar.append(
            page.marks.pressed if on else page.marks.not_pressed,
            style if on else palette.PRESSURE_OFF,
        )
        bar.append(" ")
    return Text.assemble(page.label("pressure_of", style, level=level), "  ", bar)


def _said(scene: Scene, page: Page) -> Block:
    """What the guide says, unless it is the step's own words, which are there already."""
    said, words = clean(scene.view.question or scene.said), clean(scene.view.words)
    if not said or said in words or (words and words in said) or said == clean(scene.view.title):
        return Block((), 6)
    if scene.view.phase in _ASKS or not (words or scene.view.title):
        return Block(wrapped(page.text(said, palette.TITLE), page.column), 0, least=page.height)
    return Block(wrapped(page.label("guide", palette.GUIDE, text=said), page.column), 6)


def _foot(scene: Scene, page: Page) -> list[Block]:
    view = scene.view
    following = page.label("next", palette.QUIET, title=view.next_title)
    heard = page.label("heard", palette.HEARD, text=clean(scene.heard))
    notice = page.label("notice", palette.NOTICE, text=clean(scene.notice))
    deaf = page.label("not_listening", palette.NOTICE)
    return [
        Block((following,) if view.next_title else (), 11),
        Block((heard,) if scene.heard else (), 7),
        Block(wrapped(notice, page.column) if scene.notice else (), 7),
        Block(wrapped(deaf, page.column) if not view.listening else (), 6),
        Block(_hints(view, page), 8),
        Block((page.label("page", palette.QUIET, address=scene.page),) if scene.page else (), 15),
    ]


def _hints(view: View, page: Page) -> tuple[Text, ...]:
    if not view.hints:
        return ()
    say = page.label("say_or_type" if page.typing else "say", palette.QUIET)
    gap = f" {page.marks.dot} "
    first, *rest = (page.text(hint, palette.HINT) for hint in view.hints)
    return packed([Text.assemble(say, " ", first), *rest], gap, page.column)
