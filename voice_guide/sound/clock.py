"""The one clock of a session: seconds counted in samples."""

import threading
import time
from collections.abc import Callable
from enum import IntEnum

from voice_guide.core.units import Seconds

LEEWAY: Seconds = 0.1
"""How far the time goes on by the processor's clock while a device is late with its next block.

A card that stalls holds the time, so no hold can end during a sentence that is stuck.
"""


class Source(IntEnum):
    """What may count the time; the lowest of those that run does."""

    LOUDSPEAKER = 1
    MICROPHONE = 2
    PROCESSOR = 3


class SessionClock:
    """Seconds since the first source was gained; never runs backwards. Any thread may ask."""

    def __init__(self, monotonic: Callable[[], Seconds] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._running: set[Source] = set()
        self._source: Source | None = None
        self._counted: Seconds = 0.0
        self._counted_at = monotonic()
        self._latest: Seconds = 0.0

    def now(self) -> Seconds:
        """The session time."""
        with self._lock:
            return self._now()

    def gained(self, source: Source) -> None:
        """Follow this source if it is the best that runs."""
        with self._lock:
            self._running.add(source)
            self._follow_the_best()

    def lost(self, source: Source) -> None:
        """Go on from here by another count."""
        with self._lock:
            self._running.discard(source)
            self._follow_the_best()

    def passed(self, source: Source, seconds: Seconds) -> None:
        """Count what a device played or heard; only the followed source moves the time."""
        with self._lock:
            if source is self._source:
                self._counted += seconds
                self._counted_at = self._monotonic()

    def _follow_the_best(self) -> None:
        best = min(self._running, default=None)
        if best is not self._source:
            self._counted = self._now()
            self._counted_at = self._monotonic()
            self._source = best

    def _now(self) -> Seconds:
        since = self._monotonic() - self._counted_at
        if self._source is None:
            since = 0.0
        elif self._source is not Source.PROCESSOR:
            since = min(since, LEEWAY)
        self._latest = max(self._latest, self._counted + since)
        return self._latest
