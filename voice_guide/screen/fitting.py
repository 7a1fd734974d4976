"""Fitting what there is to see into the rows there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich import get_console
from rich.text import Text

_BETWEEN = 3
"""Columns between two columns."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    lines: tuple[Text, ...]
    rank: int
    """0 is given room first."""
    least: int = 1
    """So many lines matter more than anything of a later rank."""


def fit(blocks: Sequence[Block], rows: int, more: str) -> list[list[Text]]:
    """The lines of each block, in at most `rows` rows; a block that was cut ends in `more`."""
    given = [0] * len(blocks)
    order = sorted(range(len(blocks)), key=lambda index: blocks[index].rank)
    for whole in (False, True):
        for index in order:
            block = blocks[index]
            wanted = len(block.lines) if whole else min(block.least, len(block.lines))
            extra = min(wanted - given[index], rows)
            given[index] += extra
            rows -= extra
    return [_cut(block.lines, count, more) for block, count in zip(blocks, given, strict=True)]


def _cut(lines: tuple[Text, ...], count: int, more: str) -> list[Text]:
    kept = list(lines[:count])
    if kept and count < len(lines) and lines[count].plain.strip():
        last = kept[-1].copy()
        last.rstrip()
        last.append(f" {more}")
        kept[-1] = last
    return kept


def wrapped(text: Text, width: int) -> tuple[Text, ...]:
    """`text` in lines of at most `width` columns."""
    lines = text.wrap(get_console(), max(1, width), overflow="fold")
    for line in lines:
        line.rstrip()
    return tuple(line for line in lines if line.plain)


def cropped(text: Text, width: int, more: str) -> Text:
    """`text` in at most `width` columns, ending in `more` where it was cut."""
    if text.cell_len <= width:
        return text
    short = text.copy()
    short.truncate(max(0, width - len(more)), overflow="crop")
    short.rstrip()
    short.append(more[:width])
    return short


def packed(items: Sequence[Text], gap: str, width: int) -> tuple[Text, ...]:
    """`items` one after the other with `gap` between, as many on a line as go."""
    lines: list[Text] = []
    for item in items:
        if lines and lines[-1].cell_len + len(gap) + item.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], gap, item)
        else:
            lines.append(item)
    return tuple(lines)


def side_by_side(lines: Sequence[Text], width: int) -> tuple[Text, ...]:
    """`lines` in two columns, read downwards; empty where they are too wide for that."""
    half = (len(lines) + 1) // 2
    left, right = lines[:half], lines[half:]
    column = max((line.cell_len for line in left), default=0) + _BETWEEN
    if column + max((line.cell_len for line in right), default=0) > width:
        return ()
    pairs = zip_longest(left, right, fillvalue=Text())
    return tuple(
        Text.assemble(one, " " * (column - one.cell_len), other) if other else one
        for one, other in pairs
    )


def apart(left: Text, right: Text, width: int, more: str) -> Text:
    """`left` and `right` at the two ends of one line; `left` gives way."""
    right = cropped(right, width, more)
    space = width - right.cell_len
    left = cropped(left, max(0, space - 2), more)
    return Text.assemble(left, " " * (space - left.cell_len), right)
