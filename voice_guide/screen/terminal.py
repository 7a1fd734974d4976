"""The session on a terminal: the step at a glance, the time running."""

import atexit
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from io import StringIO
from threading import Event, Lock, Thread
from typing import TextIO

from rich.console import Console
from rich.text import Text

from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.screen import palette
from voice_guide.screen.canvas import TYPING_ROWS, Canvas
from voice_guide.screen.marks import marks
from voice_guide.screen.page import Page, Scene
from voice_guide.screen.picture import picture
from voice_guide.screen.plain import PlainScreen

_REFRESH: Seconds = 0.25
_LAST_NOTICES = 10

_NOTHING = View(
    routine="", phase="", number=None, of=0, part="", title="", words="", side="", pressure=None,
    areas=(), kept_out=(), left=None, whole=None, running=False, next_title="", hints=(),
    listening=True,
)  # fmt: skip


def can_draw(out: TextIO) -> bool:
    """Whether `out` is a terminal on which a picture can stand."""
    console = Console(file=out)
    return console.is_terminal and not console.is_dumb_terminal and not console.legacy_windows


class TerminalScreen:
    """A Screen that draws on the terminal `out`, taken over with the first thing to show.

    `words` are the labels of the language, `now` tells session time and may be asked from any
    thread, `typing` says that commands are typed below the picture. Drawing has its own thread,
    so a slow terminal delays nobody.
    """

    def __init__(
        self,
        out: TextIO,
        words: Mapping[str, str],
        now: Callable[[], Seconds],
        *,
        typing: bool = True,
    ) -> None:
        self._out = out
        self._words = words
        self._now = now
        self._typing = typing
        self._lock = Lock()
        self._scene = Scene(_NOTHING, None)
        self._shown_at: Seconds = 0.0
        self._notices: list[str] = []
        self._changed = Event()
        self._closing = False
        self._drawing: Thread | None = None
        self._console = _console(out)
        self._canvas = Canvas(out, _ground(self._console), typing=typing)

    def show(self, view: View) -> None:
        with self._lock:
            self._shown_at = self._now()
        self._change(view=view)

    def said(self, text: str) -> None:
        self._change(said=text)

    def heard(self, text: str) -> None:
        self._change(heard=text, notice="")

    def notice(self, text: str) -> None:
        with self._lock:
            self._notices = [*(old for old in self._notices if old != text), text]
        self._change(notice=text)

    def close(self) -> None:
        """Give the terminal back, and leave the last notices on it."""
        if self._closing:
            return
        self._closing = True
        atexit.unregister(self.close)
        if self._drawing is None:
            return
        self._changed.set()
        self._drawing.join(2.0)
        with suppress(OSError, ValueError):
            self._canvas.close()
        left_behind = PlainScreen(self._out, self._words)
        for text in self._notices[-_LAST_NOTICES:]:
            left_behind.notice(text)

    def _change(self, **changes: View | str) -> None:
        with self._lock:
            self._scene = replace(self._scene, **changes)  # type: ignore[arg-type]
        if self._drawing is None and not self._closing:
            atexit.register(self.close)
            self._drawing = Thread(target=self._draw_on, name="screen", daemon=True)
            self._drawing.start()
        self._changed.set()

    def _draw_on(self) -> None:
        with suppress(OSError, ValueError):  # The terminal is gone: the session goes on.
            while not self._closing:
                self._draw()
                self._changed.wait(_REFRESH)
                self._changed.clear()

    def _draw(self) -> None:
        columns, rows = size = _size(self._out)
        encoding = self._out.encoding
        page = Page(
            columns, max(1, rows - TYPING_ROWS), self._words,
            marks(encoding, os.environ.get("TERM", "")), encoding, self._typing,
        )  # fmt: skip
        lines = picture(self._scene_now(), page)
        self._canvas.draw([self._ansi(line, columns) for line in lines], size)

    def _scene_now(self) -> Scene:
        with self._lock:
            view = self._scene.view
            gone = self._now() - self._shown_at if view.running else 0.0
            left = None if view.left is None else max(0.0, view.left - gone)
            return replace(self._scene, left=left)

    def _ansi(self, line: Text, columns: int) -> str:
        line.pad_right(max(0, columns - line.cell_len))
        with self._console.capture() as drawn:
            self._console.print(
                line, style=palette.GROUND, end="", no_wrap=True, crop=False, overflow="ignore"
            )
        return drawn.get()


def _size(out: TextIO) -> tuple[int, int]:
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        return 80, 24
    return (columns, rows) if columns and rows else (80, 24)


def _console(out: TextIO) -> Console:
    """A console that draws for `out` into memory, in the colours the person allows."""
    known = Console(file=out)
    return Console(
        file=StringIO(), force_terminal=True, color_system=known.color_system or None,  # type: ignore[arg-type]
        no_color=known.no_color, width=10_000, legacy_windows=False, highlight=False,
        markup=False, emoji=False,
    )  # fmt: skip


def _ground(console: Console) -> str:
    """The escape sequence that sets the colours of the ground; empty without colours."""
    with console.capture() as drawn:
        console.print("|", style=palette.GROUND, end="")
    return drawn.get().split("|")[0]
