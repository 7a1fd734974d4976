"""The session as plain lines, for a log, a pipe, a braille line or no screen at all."""

from collections.abc import Mapping
from typing import TextIO

from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.language.place import place
from voice_guide.screen.letters import clean, clock, spelt
from voice_guide.screen.lines import tell

_NOT_WORTH_TELLING: Seconds = 5.0
_FURTHER = 2
"""Columns before what goes on in a further line."""


class PlainScreen:
    """A Screen that only ever adds lines; `words` are the labels of the language.

    `page` is the address of the page for browsers, told first.
    """

    def __init__(self, out: TextIO, words: Mapping[str, str], page: str = "") -> None:
        self._out: TextIO | None = out
        self._words = words
        self._heading = ""
        self._told: Seconds | None = None
        """The time left that was last told."""
        if page:
            self._line(words["page"].format(address=page))

    def show(self, view: View) -> None:
        """Tell a new step, the start of its time, and what is left each time it has halved."""
        heading = self._heading_of(view)
        if heading != self._heading:
            self._heading, self._told = heading, None
            self._line(heading)
        self._tell_time(view)

    def said(self, text: str) -> None:
        self._line(self._words["guide"].format(text=clean(text)))

    def heard(self, text: str) -> None:
        self._line(self._words["heard"].format(text=clean(text)))

    def notice(self, text: str) -> None:
        self._line(self._words["notice"].format(text=clean(text)))

    def close(self) -> None:
        """Write nothing more; the stream stays open."""
        self._out = None

    def _heading_of(self, view: View) -> str:
        if view.number is None:
            return clean(view.title)
        parts = [place(view, self._words)]
        if view.side:
            parts.append(self._words["side"].format(side=view.side))
        if view.pressure is not None:
            parts.append(self._words["pressure"].format(level=view.pressure))
        return " · ".join(clean(part) for part in (*parts, view.title))

    def _tell_time(self, view: View) -> None:
        if view.left is None or view.whole is None:
            self._told = None
        elif self._told is None or view.left > self._told:
            self._told = view.left
            self._line(self._words["hold"].format(time=clock(view.left)))
        elif _NOT_WORTH_TELLING <= view.left <= self._told / 2:
            self._told = view.left
            self._line(self._words["left"].format(time=clock(view.left)))

    def _line(self, text: str) -> None:
        if self._out is None or not text:
            return
        try:
            tell(spelt(text, self._out.encoding), self._out, _FURTHER)
        except (OSError, ValueError):  # Nobody reads any more; the session goes on.
            self._out = None
