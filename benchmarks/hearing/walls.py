"""Rooms in which the loudspeaker comes back into the microphone."""

from dataclasses import dataclass, replace

import numpy as np
import samplerate

from benchmarks.hearing.scene import hum
from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.echo_path import EchoPath, decay
from voice_guide.sound.samples import SAMPLE_RATE, Samples

_LONGEST_JUMP: Seconds = 0.2


@dataclass(frozen=True, slots=True)
class Walls:
    """A simulated room."""

    reverberation: Seconds
    delay: Seconds
    seed: int
    drift: float = 0.0
    """Growth of the delay, seconds per second: the microphone's clock against the loudspeaker's."""

    def path(self, level: Decibels) -> EchoPath:
        return EchoPath(level, self.delay, decay(self.reverberation, self.seed))

    def echo(self, played: Samples, level: Decibels) -> Samples:
        """All that comes back of what was played."""
        echo = self.path(level)(played)
        if not self.drift:
            return echo
        late: Samples = samplerate.resample(echo, 1 + self.drift, "sinc_best")
        return np.pad(late, (0, max(echo.size - late.size, 0)))[: echo.size]

    def __str__(self) -> str:
        room = f"{self.reverberation} s of reverberation, {1000 * self.delay:.0f} ms of delay"
        return f"{room}, clocks {1e6 * self.drift:.0f} ppm apart" if self.drift else room


ROOMS = (Walls(0.15, 0.03, 41), Walls(0.3, 0.08, 42), Walls(0.5, 0.15, 43))
DRIFTING = tuple(replace(ROOMS[1], drift=drift) for drift in (20e-6, 100e-6))


class Humming:
    """An echo in a room that hums, too; no work while nothing has been played for a second.

    Every `steady` seconds of sound the echo comes by up to 200 ms later or earlier, as it does
    after an underrun.
    """

    def __init__(self, walls: Walls, level: Decibels, steady: Seconds | None = None) -> None:
        self._path = walls.path(level)
        self._noise = hum(SAMPLE_RATE * 7, 62)
        self._at = self._silent = self._late = 0
        self._steady = steady
        self._left = steady or 0.0
        self._kept: Samples = np.zeros(round(_LONGEST_JUMP * SAMPLE_RATE), np.float32)
        self._rng = np.random.default_rng(walls.seed)

    def __call__(self, played: Samples) -> Samples:
        self._at = (self._at + played.size) % (self._noise.size - played.size)
        humming = self._noise[self._at : self._at + played.size]
        sounding = bool(played.any())
        self._silent = 0 if sounding else self._silent + played.size
        if self._silent > SAMPLE_RATE:
            return humming
        return self._later(self._path(played), sounding=sounding) + humming

    def _later(self, echo: Samples, *, sounding: bool) -> Samples:
        if self._steady is None:
            return echo
        self._left -= sounding * echo.size / SAMPLE_RATE
        if self._left <= 0:
            self._left += self._steady
            self._late = int(self._rng.integers(self._kept.size))
        whole = np.concatenate([self._kept, echo])
        self._kept = whole[echo.size :]
        end = whole.size - self._late
        return whole[end - echo.size : end]
