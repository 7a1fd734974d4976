"""Prose on a terminal, broken between words; a file or a pipe gets each line whole."""

import os
import sys
from textwrap import wrap
from typing import TextIO

_NARROWEST = 20


def tell(text: str, out: TextIO | None = None, hang: int = 0) -> None:
    """Write `text` to `out`, by default standard output, and end the line."""
    out = out or sys.stdout
    if out is not None:
        out.write(folded(text, out, hang) + "\n")
        out.flush()


def folded(text: str, out: TextIO, hang: int = 0) -> str:
    """`text` for `out`: what goes on in a further line stands `hang` columns farther in.

    A word that is wider than the terminal, such as a path, stays whole, to be copied.
    """
    if not out.isatty():
        return text
    width = max(terminal_size(out)[0] - 1, _NARROWEST)
    return "\n".join(_folded(line, width, hang) for line in text.split("\n"))


def terminal_size(out: TextIO) -> tuple[int, int]:
    """Columns and rows of the terminal behind `out`; what is usual where none tells."""
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        return 80, 24
    return (columns, rows) if columns and rows else (80, 24)


def _folded(line: str, width: int, hang: int) -> str:
    further = " " * (len(line) - len(line.lstrip()) + hang)
    return "\n".join(
        wrap(line, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)
    )
