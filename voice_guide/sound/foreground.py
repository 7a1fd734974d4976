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
"""In which the loudest is looked for; a command lasts less."""
PAUSE: Seconds = 0.5
"""Within what one voice says at a time."""
ONSET: Seconds = 0.3
"""A first consonant is softer, and not what came before."""
SMOOTH: Seconds = 0.1
LOUDNESS: Seconds = 0.5
"""Over which what is as loud as what is told: music has peaks, and a word is as short."""
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
    """Each the mean of SMOOTH."""
    _means: deque[float] = field(init=False)
    """Powers, each the mean of LOUDNESS."""

    def __post_init__(self) -> None:
        self._powers = deque(maxlen=round(MEMORY / self.block))
        self._levels = deque(maxlen=round(MEMORY / self.block))
        self._means = deque(maxlen=round(MEMORY / self.block))

    def take(self, level: Decibels) -> None:
        """Take in the level of a block."""
        self._powers.append(10 ** (level / 10))
        latest = list(islice(reversed(self._powers), self._half))
        short = latest[: round(SMOOTH / self.block)]
        self._levels.append(10 * math.log10(sum(short) / len(short)))
        self._means.append(sum(latest) / len(latest))

    @property
    def loudness(self) -> Decibels:
        """Mean level of the last LOUDNESS."""
        return 10 * math.log10(self._means[-1])

    def stretch(self, within: Seconds = MEMORY) -> tuple[Seconds, Seconds, Decibels]:
        """How long ago it began and was heard last, and how far it is above what came before.

        `within`: what is longer ago is another matter, such as the command before this.
        """
        blocks = max(1, round(within / self.block))
        levels = list(islice(reversed(self._levels), blocks))
        least = max(levels) - DEPTH
        loud = [ago for ago, level in enumerate(levels) if level >= least]
        began = last = loud[0]
        for ago in loud[1:]:
            if (ago - began) * self.block > PAUSE:
                break
            began = ago
        before = began + 1 + round(ONSET / self.block)
        above = self._loudest(0, began + 1) - self._loudest(before, len(levels))
        return began * self.block, last * self.block, above

    @property
    def _half(self) -> int:
        return round(LOUDNESS / self.block)

    def _loudest(self, since: int, until: int) -> Decibels:
        """Of any LOUDNESS in a row, from so many blocks ago until so many."""
        if since >= until:
            return _SILENCE
        if until - since < self._half:
            powers = list(islice(reversed(self._powers), since, until))
            return 10 * math.log10(sum(powers) / len(powers))
        return 10 * math.log10(max(islice(reversed(self._means), since, until - self._half + 1)))


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
