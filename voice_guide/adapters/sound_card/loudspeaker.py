"""The loudspeaker."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from voice_guide.adapters.sound_card.stream import STEADY, Latency, Stream
from voice_guide.core.units import Seconds
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import SAMPLE_RATE, Samples


class Loudspeaker:
    """Plays what `pull` gives, for ever; `pull` must be quick and give exactly what is asked.

    `passed` is told the seconds of each block that went out, from PortAudio's thread. Raise as
    Microphone does. What `pull` itself raises ends the sound and is kept in `failure`.
    """

    def __init__(
        self,
        name: str | None,
        pull: Callable[[int], Samples],
        *,
        passed: Callable[[Seconds], None] = lambda _: None,
        latency: Latency = STEADY,
    ) -> None:
        self.underruns = 0
        """Times that the card had nothing to play because we were late."""
        self.failure: Exception | None = None
        self._pull = pull
        self._passed = passed
        self._waiting: Samples = np.zeros(0, np.float32)
        self._stream = Stream("output", name, latency, self._wanted)
        self._resampler = Resampler(SAMPLE_RATE, self._stream.rate)
        self._stream.start()

    @property
    def alive(self) -> bool:
        """The device still takes sound."""
        return self._stream.alive

    def close(self) -> None:
        """Let what was pulled play out, and give the device back."""
        self._stream.close()

    def _wanted(self, data: NDArray[np.float32], frames: int, late: bool) -> None:  # noqa: FBT001
        self.underruns += late
        self._passed(frames / self._stream.rate)
        while len(self._waiting) < frames and self.failure is None:
            self._fetch(frames - len(self._waiting))
        ready = self._waiting[:frames]
        self._waiting = self._waiting[frames:]
        data[: len(ready)] = ready[:, None]
        data[len(ready) :] = 0

    def _fetch(self, frames: int) -> None:
        count = max(round(frames * SAMPLE_RATE / self._stream.rate), 1)
        try:
            fresh = self._resampler.convert(self._pull(count))
        except Exception as failure:  # noqa: BLE001 - PortAudio's thread has nobody to raise to
            self.failure = failure
        else:
            self._waiting = np.append(self._waiting, fresh)
