"""The session on a terminal: the step at a glance, the time running."""

import atexit
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from threading import Event, Lock, Thread
from typing import TextIO

from rich.console import Console

from voice_guide.core.session.state import Phase
from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.screen.canvas import TYPING_ROWS, Canvas
from voice_guide.screen.ink import Ink
from voice_guide.screen.letters import clean, spelt
from voice_guide.screen.lines import tell, terminal_size
from voice_guide.screen.marks import marks
from voice_guide.screen.page import Page, Scene
from voice_guide.screen.picture import picture

_REFRESH: Seconds = 0.25
_LAST_NOTICES = 10
_DONE = frozenset({Phase.CLOSING, Phase.OVER})
"""In these nobody asks where it was left."""


def can_draw(out: TextIO) -> bool:
    """Whether `out` is a terminal on which a picture can stand."""
    console = Console(file=out)
    return console.is_terminal and not console.is_dumb_terminal and not console.legacy_windows


class TerminalScreen:
    """A Screen that draws on the terminal `out`, taken over with the first thing to show.

    `words` are the labels of the language, `now` tells session time and may be asked from any
    thread, `typing` says that commands are typed below the picture, `page` is the address of the
    page for browsers. Drawing has its own thread, so a slow terminal delays nobody.
    """

    def __init__(
        self,
        out: TextIO,
        words: Mapping[str, str],
        now: Callable[[], Seconds],
        *,
        typing: bool = True,
        page: str = "",
    ) -> None:
        self._out = out
        self._words = words
        self._now = now
        self._typing = typing
        self._lock = Lock()
        self._scene = Scene(View(), None, page=page)
        self._shown_at: Seconds = 0.0
        self._notices: list[str] = []
        self._changed = Event()
        self._closing = False
        self._drawing: Thread | None = None
        self._last: tuple[tuple[int, int], Scene] | None = None
        self._ink = Ink(out)
        self._canvas = Canvas(out, self._ink.ground, typing=typing)

    def show(self, view: View) -> None:
        now = self._now()
        with self._lock:
            self._shown_at = now
            self._scene = replace(self._scene, view=view)
        self._refresh()

    def said(self, text: str) -> None:
        with self._lock:
            self._scene = replace(self._scene, said=text)
        self._refresh()

    def heard(self, text: str) -> None:
        with self._lock:
            self._scene = replace(self._scene, heard=text, notice="")
        self._refresh()

    def notice(self, text: str) -> None:
        with self._lock:
            self._scene = replace(self._scene, notice=text)
            self._notices = [*(old for old in self._notices if old != text), text]
        self._refresh()

    def close(self) -> None:
        """Give the terminal back, and leave on it how it went and the last notices."""
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
        with suppress(OSError, ValueError):
            self._leave_behind()

    def _leave_behind(self) -> None:
        """Where it was left in the middle, how it went, and the last notices."""
        view, told = self._scene.view, []
        if view.number is not None and view.phase not in _DONE:
            place = self._words["left_at"]
            told.append(place.format(number=view.number, of=view.of, title=clean(view.title)))
        told += map(clean, view.result)
        notice = self._words["notice"]
        told += [notice.format(text=clean(text)) for text in self._notices[-_LAST_NOTICES:]]
        for text in told:
            tell(spelt(text, self._out.encoding), self._out)
        self._out.flush()

    def _refresh(self) -> None:
        if self._drawing is None and not self._closing:
            atexit.register(self.close)
            self._drawing = Thread(target=self._draw_on, name="screen", daemon=True)
            self._drawing.start()
        self._changed.set()

    def _draw_on(self) -> None:
        while not self._closing:
            size, scene = terminal_size(self._out), self._scene_now()
            if (size, scene) != self._last:
                self._last = size, scene
                rows = self._ink.rows(picture(scene, self._page(size)), size[0])
                try:
                    self._canvas.draw(rows, size)
                except (OSError, ValueError):  # The terminal is gone: the session goes on.
                    return
            self._changed.wait(_REFRESH)
            self._changed.clear()

    def _page(self, size: tuple[int, int]) -> Page:
        columns, rows = size
        encoding = self._out.encoding
        known = marks(encoding, os.environ.get("TERM", ""))
        height = max(1, rows - TYPING_ROWS)
        return Page(columns, height, self._words, known, encoding, self._typing)

    def _scene_now(self) -> Scene:
        with self._lock:
            view = self._scene.view
            gone = self._now() - self._shown_at if view.running else 0.0
            left = None if view.left is None else max(0.0, view.left - gone)
            return replace(self._scene, left=left)
