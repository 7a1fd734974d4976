"""What was really handed to the loudspeaker, by the sample of the session at which it was."""

import threading

import numpy as np

from voice_guide.core.units import Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples

REMEMBERED: Seconds = 8.0
"""Ears that were held up ask for what was played some seconds ago."""


class FarEnd:
    """Written by the loudspeaker's thread, read by the microphone's; neither waits for long.

    Samples are counted on without a gap from the session time at which the first was taken: the
    count is exact, and the clock, which threads may be late to ask, is not asked again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: Samples = np.zeros(round(REMEMBERED * SAMPLE_RATE), np.float32)
        self._end = 0
        self._counting = False

    def restart(self) -> None:
        """Another loudspeaker is about to be opened: look at the clock for its first sample."""
        with self._lock:
            self._counting = False

    def take(self, sound: Samples, now: Seconds) -> None:
        """Keep what is handed over at this session time."""
        with self._lock:
            if not self._counting:
                self._counting = True
                self._silent_until(round(now * SAMPLE_RATE))
            self._append(sound)

    def until(self, end: int, count: int) -> Samples:
        """The `count` samples before sample `end` of the session; silence where there are none."""
        with self._lock:
            size = self._kept.size
            last = min(end, self._end)
            first = max(end - count, last - size, 0)
            if first >= last:
                return np.zeros(count, np.float32)
            at, to = first % size, (last - 1) % size + 1
            there = (self._kept[at:to],) if at < to else (self._kept[at:], self._kept[:to])
            before, after = first - (end - count), end - last
            return np.concatenate(
                [np.zeros(before, np.float32), *there, np.zeros(after, np.float32)]
            )

    def _silent_until(self, end: int) -> None:
        gap = min(max(end - self._end, 0), self._kept.size)
        self._end = max(end, self._end) - gap
        self._append(np.zeros(gap, np.float32))

    def _append(self, sound: Samples) -> None:
        self._kept[np.arange(self._end, self._end + sound.size) % self._kept.size] = sound
        self._end += sound.size
