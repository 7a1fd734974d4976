"""What keeps the hands in time: the tick, the breathing tone, and when they come."""

from functools import cache

import numpy as np

from voice_guide.core.rhythm import BREATH_IN, BREATH_OUT, Pulse, Rhythm
from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.fade import faded
from voice_guide.sound.level import peak, ratio
from voice_guide.sound.samples import SAMPLE_RATE, Samples

PEAK: Decibels = -30.0
"""A third of a chime's: beside the hands, not before them."""

_TICK_PITCH = 880.0
_TICK: Seconds = 0.06
_LOW, _HIGH = 220.0, 330.0
"""Hz, at the ends of a breath and at its turn; low enough to be soft, high enough for small
loudspeakers."""
_OVERTONE = 0.25


class PulseSound:
    """A pulse as sound, taken from where it stands; what began before is not begun again."""

    def __init__(self, pulse: Pulse, at: Seconds) -> None:
        self._sound = tick() if pulse.rhythm is Rhythm.STROKE else breath()
        self._at = round(at * SAMPLE_RATE)
        starts = (round(start * SAMPLE_RATE) for start in pulse.starts)
        self._starts = [start for start in starts if start >= self._at]

    def pull(self, frames: int) -> Samples:
        block = np.zeros(frames, np.float32)
        for start in self._starts:
            if start >= self._at + frames:
                break
            here = max(0, start - self._at)
            part = self._sound[max(0, self._at - start) :][: frames - here]
            block[here : here + len(part)] += part
        self._at += frames
        self._starts = [start for start in self._starts if start + len(self._sound) > self._at]
        return block


@cache
def tick() -> Samples:
    """Return the tick for a stroke; the array is shared and cannot be written to."""
    at = np.arange(round(_TICK * SAMPLE_RATE)) / SAMPLE_RATE
    wood = np.exp(-5 * at / _TICK) * np.sin(2 * np.pi * _TICK_PITCH * at)
    return _finished(faded(wood.astype(np.float32), 0.004))


@cache
def breath() -> Samples:
    """Return one breath: louder and higher to its turn, then back; shared like the tick."""
    rising = round(BREATH_IN * SAMPLE_RATE)
    falling = round(BREATH_OUT * SAMPLE_RATE)
    way = np.concatenate([np.linspace(0, 1, rising, endpoint=False), np.linspace(1, 0, falling)])
    swell = (1 - np.cos(np.pi * way)) / 2
    phase = 2 * np.pi * np.cumsum(_LOW * (_HIGH / _LOW) ** swell) / SAMPLE_RATE
    tone = swell * (np.sin(phase) + _OVERTONE * np.sin(2 * phase))
    return _finished(tone.astype(np.float32))


def _finished(sound: Samples) -> Samples:
    result: Samples = sound * np.float32(ratio(PEAK) / peak(sound))
    result.setflags(write=False)
    return result
