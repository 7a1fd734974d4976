"""A terminal on which a picture stands still while somebody types below it.

The system echoes and edits the typed line by itself (so it works the same for any reader of
standard input). To keep echo and picture apart, the two bottom rows are a scrolling region of
their own in which the cursor lives; each changed row of the picture is written at its place,
and the cursor put back, in one piece that the echo cannot get between.
"""

from collections.abc import Sequence
from typing import TextIO

TYPING_ROWS = 2
"""The line being typed and the one before it: "Enter" needs a row to scroll into."""

_AT_ONCE = 1500
"""Characters; the terminals' drivers take pieces of 2048 bytes."""

_ALTERNATE, _BACK = "\x1b[?1049h", "\x1b[?1049l"
_SAVE, _RESTORE = "\x1b7", "\x1b8"
_WRAP, _NO_WRAP = "\x1b[?7h", "\x1b[?7l"
_SHOW_CURSOR, _HIDE_CURSOR = "\x1b[?25h", "\x1b[?25l"
_CLEAR, _WHOLE_SCREEN, _PLAIN = "\x1b[2J", "\x1b[r", "\x1b[0m"


class Canvas:
    """Takes over the terminal behind `out` from the first `draw` until `close`.

    `ground` is the escape sequence of the colours of empty space; `typing` shows the cursor.
    """

    def __init__(self, out: TextIO, ground: str, *, typing: bool) -> None:
        self._out = out
        self._ground = ground
        self._cursor = _SHOW_CURSOR if typing else _HIDE_CURSOR
        self._rows: list[str] = []
        self._size: tuple[int, int] | None = None

    def draw(self, rows: Sequence[str], size: tuple[int, int]) -> None:
        """Show `rows` on a terminal of `size` (columns, rows), rewriting what has changed."""
        if size != self._size:
            self._prepare(size)
        shown = rows[: max(0, size[1] - TYPING_ROWS)]
        piece = ""
        for index, row in enumerate(shown):
            if index < len(self._rows) and self._rows[index] == row:
                continue
            piece += f"\x1b[{index + 1};1H{row}"
            if len(piece.encode(errors="replace")) > _AT_ONCE:
                self._put(piece)
                piece = ""
        if piece:
            self._put(piece)
        self._rows = list(shown)

    def close(self) -> None:
        """Give the terminal back as it was."""
        if self._size is None:
            return
        self._size = None
        self._write(_PLAIN + _WHOLE_SCREEN + _WRAP + _SHOW_CURSOR + _CLEAR + "\x1b[H" + _BACK)

    def _prepare(self, size: tuple[int, int]) -> None:
        begin = _ALTERNATE if self._size is None else ""
        height = size[1]
        region = f"\x1b[{height - 1};{height}r" if height > TYPING_ROWS else _WHOLE_SCREEN
        self._write(
            begin + self._cursor + self._ground + _WHOLE_SCREEN + _CLEAR + region
            + f"\x1b[{height};1H"
        )  # fmt: skip
        self._rows, self._size = [], size

    def _put(self, piece: str) -> None:
        self._write(_SAVE + _NO_WRAP + piece + _WRAP + _RESTORE)

    def _write(self, piece: str) -> None:
        self._out.write(piece)
        self._out.flush()
