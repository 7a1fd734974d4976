"""Styled lines as the escape sequences of one terminal."""

from collections.abc import Sequence
from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.text import Span, Text

from voice_guide.screen import palette


class Ink:
    """Colours lines for the terminal behind `out`, as far as it can and the person wishes."""

    def __init__(self, out: TextIO) -> None:
        known = Console(file=out)
        self._console = Console(
            file=StringIO(), force_terminal=True, color_system=known.color_system or None,  # type: ignore[arg-type]
            no_color=known.no_color, width=10_000, legacy_windows=False, highlight=False,
            markup=False, emoji=False,
        )  # fmt: skip
        self._last: dict[tuple[int, str, tuple[Span, ...]], str] = {}
        """The lines of the last picture: most of them are in the next one as well."""

    @property
    def ground(self) -> str:
        """What sets the colours of empty space; empty without colours."""
        return self._sequences(Text("|")).split("|")[0]

    def rows(self, lines: Sequence[Text], columns: int) -> list[str]:
        """Each line, `columns` wide."""
        keys = [(columns, line.plain, tuple(line.spans)) for line in lines]
        self._last = {
            key: self._last.get(key) or self._row(line, columns)
            for key, line in zip(keys, lines, strict=True)
        }
        return [self._last[key] for key in keys]

    def _row(self, line: Text, columns: int) -> str:
        wide = line.copy()
        wide.pad_right(columns - line.cell_len)
        return self._sequences(wide)

    def _sequences(self, text: Text) -> str:
        with self._console.capture() as drawn:
            self._console.print(
                text, style=palette.GROUND, end="", no_wrap=True, crop=False, overflow="ignore"
            )
        return drawn.get()
