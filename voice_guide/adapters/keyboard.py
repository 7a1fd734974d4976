"""Lines that are typed: from a terminal or a pipe as they come, or taken from a script."""

import io
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache
from math import isfinite
from typing import TextIO, TypeGuard

from voice_guide.core.messages import PartFailed
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.ports import Report, Typed

_REMEDY = "Speak the commands; for typing, start again from a terminal."
_LONGEST = 1_000  # characters of a line; nobody types more, and a binary file has no line ends


class Keyboard:
    """Posts each line as Typed, from a thread of its own.

    `stream` is sys.stdin: None or closed when the program was started without one, which is as
    good as at its end. The end of a pipe is expected; the end of a terminal (Ctrl-D, a connection
    that broke) takes away what somebody may rely on, and is announced.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._lock = threading.Lock()
        self._post: Callable[[Report], None] | None = None
        self._early: list[Report] = []
        self._over = threading.Event()
        # A daemon: a thread that waits for a line cannot be woken when the session ends.
        self._thread = threading.Thread(target=self._read, daemon=True)

    @property
    def ended(self) -> bool:
        """No line can come any more, and all that came have been posted."""
        return self._over.is_set() and not self._early

    def start(self, post: Callable[[Report], None]) -> None:
        """Post to this session from now on, first what was typed before it."""
        with self._lock:
            self._post = post
            while self._early:
                post(self._early.pop(0))
            if self._thread.ident is None:
                self._thread.start()

    def stop(self) -> None:
        """Keep what is typed from now on for the next session."""
        with self._lock:
            self._post = None

    def _read(self) -> None:
        problem = ""
        try:
            if _open(self._stream) and self._stream.isatty():
                problem = "The keyboard's input has ended."
            for line in _lines(self._stream):
                self._deliver(Typed(line))
        except (OSError, ValueError) as error:  # ValueError: it was closed meanwhile
            problem = str(error)
        if problem:
            self._deliver(PartFailed("typing", problem, _REMEDY))
        self._over.set()

    def _deliver(self, report: Report) -> None:
        with self._lock:
            if self._post is None:
                self._early.append(report)
            else:
                self._post(report)


@cache
def keyboard() -> Keyboard:
    """The one keyboard of this process: two threads that read it would share out the lines."""
    return Keyboard(sys.stdin)


class TypedLines:
    """The lines of a script, for a room whose time is pumped.

    Each line is one typed command and is taken when the guide is not speaking, one at a time. A
    line that begins with "@SECONDS " is taken at that session time, whether it speaks or not, and
    those after it wait for it. Empty lines, and lines that begin with "#", are left out. Raise
    InputError for a time that is no number.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._lines = deque(_timed(line) for line in _lines(stream) if not line.startswith("#"))

    @property
    def ended(self) -> bool:
        """No line is left."""
        return not self._lines

    def take(self, at: Seconds, *, speaking: bool) -> list[str]:
        """Return the lines whose moment is now, in order."""
        taken: list[str] = []
        while self._lines and self._ripe(at, speaking or bool(taken)):
            taken.append(self._lines.popleft()[1])
        return taken

    def _ripe(self, at: Seconds, speaking: bool) -> bool:  # noqa: FBT001
        moment = self._lines[0][0]
        return not speaking if moment is None else at >= moment


def _open(stream: TextIO | None) -> TypeGuard[TextIO]:
    return stream is not None and not stream.closed


def _lines(stream: TextIO | None) -> Iterator[str]:
    """The lines with anything on them, without the space around."""
    if not _open(stream):
        return
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    while line := stream.readline(_LONGEST):
        if line.strip():
            yield line.strip()


def _timed(line: str) -> tuple[Seconds | None, str]:
    if not line.startswith("@"):
        return None, line
    moment, _, text = line[1:].partition(" ")
    try:
        seconds = float(moment)
    except ValueError:
        seconds = float("nan")
    if not isfinite(seconds) or not text.strip():
        raise InputError(f"typed line {line!r}: no time", hint='Write "@12.5 next", in seconds.')
    return seconds, text.strip()
