"""The microphone."""

import time
from collections.abc import Callable
from queue import Empty, Full, Queue

import numpy as np
from numpy.typing import NDArray

from voice_guide.adapters.sound_card.stream import BLOCKS_A_SECOND, STEADY, Latency, Stream
from voice_guide.core.units import Seconds
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples, bounded

_BACKLOG = 3 * BLOCKS_A_SECOND  # blocks that wait for a busy machine before any is dropped


class Microphone:
    """Hears in blocks of 20 ms.

    `now` stamps what arrives, in session time; `passed` is told the seconds of each block that
    came in, from PortAudio's thread. Raise InputError for a name that fits no device or several,
    MissingPartError for no device, or one that cannot be opened.
    """

    def __init__(
        self,
        name: str | None,
        *,
        now: Callable[[], Seconds] = time.monotonic,
        passed: Callable[[Seconds], None] = lambda _: None,
        latency: Latency = STEADY,
    ) -> None:
        self.dropped = 0
        """Blocks lost because nobody fetched them in time."""
        self.overruns = 0
        """Times that the card had lost sound before we could ask for it."""
        self._now = now
        self._passed = passed
        self._blocks: Queue[tuple[bytes, Seconds]] = Queue(_BACKLOG)
        self._waiting: Samples = np.zeros(0, np.float32)
        self._stream = Stream("input", name, latency, self._arrived)
        self._resampler = Resampler(self._stream.rate, SAMPLE_RATE)
        self._stream.start()

    @property
    def alive(self) -> bool:
        """The device still gives sound."""
        return self._stream.alive

    def take(self, wait: Seconds) -> tuple[Samples, Seconds] | None:
        """Return the next 20 ms and the session time of their end, or None after `wait`."""
        while len(self._waiting) < BLOCK:
            try:
                taken, at = self._blocks.get(timeout=wait)
            except Empty:
                return None
            frames = np.frombuffer(taken, np.float32).reshape(-1, self._stream.channels)
            fresh = self._resampler.convert(bounded(frames).mean(axis=1))
            self._waiting = np.append(self._waiting, fresh)
            self._ended_at = at - self._resampler.delay
        block, self._waiting = self._waiting[:BLOCK], self._waiting[BLOCK:]
        return block, max(self._ended_at - len(self._waiting) / SAMPLE_RATE, 0.0)

    def close(self) -> None:
        """Give the device back."""
        self._stream.close()

    def _arrived(self, data: NDArray[np.float32], frames: int, lost: bool) -> None:  # noqa: FBT001
        self.overruns += lost
        self._passed(frames / self._stream.rate)
        try:
            self._blocks.put_nowait((data.tobytes(), self._now()))
        except Full:
            self.dropped += 1
