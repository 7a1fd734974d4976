"""Which words of an utterance are being said, by how much of its sound has gone by."""

from itertools import accumulate

import numpy as np

from voice_guide.core.units import Decibels
from voice_guide.sound.level import peak, ratio
from voice_guide.sound.samples import BLOCK, Samples

_PAUSE: Decibels = -30.0
"""Blocks whose peak is so far below the loudest are pauses, in which no word is said."""


class Saying:
    """Letters take the same time each, pauses left out: within half a second of the truth."""

    def __init__(self, text: str, sound: Samples) -> None:
        self.text = text
        self._words = text.split()
        self._letters = list(accumulate((len(word) + 1 for word in self._words), initial=0))
        least = peak(sound) * ratio(_PAUSE)
        blocks = np.pad(sound, (0, -sound.size % BLOCK)).reshape(-1, BLOCK)
        self._spoken = np.cumsum(np.abs(blocks).max(axis=1, initial=0.0) > least)

    def between(self, start: int, end: int) -> str:
        """What is said from one sample to another, words at the edges whole; at least one."""
        first, last = self._letter(start), self._letter(end)
        words = [
            word
            for word, begin, over in zip(
                self._words, self._letters[:-1], self._letters[1:], strict=True
            )
            if begin <= last and first < over
        ]
        return " ".join(words)

    def _letter(self, sample: int) -> float:
        """How many letters have been said by then."""
        if not self._spoken.size or not self._spoken[-1]:
            return 0.0
        block = min(max(sample // BLOCK, 0), self._spoken.size) - 1
        share = self._spoken[block] / self._spoken[-1] if block >= 0 else 0.0
        return float(share) * (self._letters[-1] - 1)
