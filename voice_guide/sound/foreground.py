"""What stands in front of a noise that never falls silent: the latest of what is loudest."""

import math
from collections import deque
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

import numpy as np

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples

DEPTH: Decibels = 8.0
"""So far below the loudest it is still the same voice; see docs/decisions/0015-noise.md."""
MEMORY: Seconds = 3.0
"""In which the loudest is looked for, at most; a command lasts less."""
PAUSE: Seconds = 0.5
"""Within what one voice says at a time."""
ONSET: Seconds = 0.3
"""A first consonant is softer, and not what came before."""
SMOOTH: Seconds = 0.1
BAND = (250.0, 3400.0)
"""Hertz; where vowels are loudest, and most of a room's hiss and rumble is not."""
_SILENCE: Decibels = -90.0


@dataclass(slots=True)
class Foreground:
    """The levels of the last seconds, by block."""

    block: Seconds
    """How long each lasts."""
    _powers: deque[float] = field(init=False)
    _levels: deque[Decibels] = field(init=False)

    def __post_init__(self) -> None:
        self._powers = deque(maxlen=round(SMOOTH / self.block))
        self._levels = deque(maxlen=round(MEMORY / self.block))

    def take(self, level: Decibels) -> None:
        """Take in the level of a block."""
        self._powers.append(10 ** (level / 10))
        self._levels.append(10 * math.log10(sum(self._powers) / len(self._powers)))

    @property
    def level(self) -> Decibels:
        """Of the last SMOOTH."""
        return self._levels[-1]

    def stretch(self, within: Seconds = MEMORY) -> tuple[Seconds, Seconds, Decibels]:
        """How long ago it began and was heard last, and how far it is above what came before.

        `within`: what is longer ago is another matter, such as the command before this.
        """
        levels = list(islice(reversed(self._levels), max(1, round(within / self.block))))
        loudest = max(levels)
        loud = [ago for ago, level in enumerate(levels) if level >= loudest - DEPTH]
        began = last = loud[0]
        for ago in loud[1:]:
            if (ago - began) * self.block > PAUSE:
                break
            began = ago
        before = levels[began + 1 + round(ONSET / self.block) :]
        return began * self.block, last * self.block, loudest - max(before, default=_SILENCE)


def level_in_band(block: Samples) -> Decibels:
    """Mean level of what of it is in BAND."""
    window, heard = _band(len(block))
    spectrum = np.fft.rfft(block * window)[heard]
    power = float(np.real(spectrum @ spectrum.conj())) / len(block) ** 2
    return max(_SILENCE, 10.0 * math.log10(power + 1e-12))


@cache
def _band(length: int) -> tuple[Samples, slice]:
    lowest, highest = (round(hertz * length / SAMPLE_RATE) for hertz in BAND)
    return np.hanning(length).astype(np.float32), slice(lowest, highest + 1)
