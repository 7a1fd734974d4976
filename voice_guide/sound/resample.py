"""From one sampling rate to another, block by block."""

import numpy as np
import samplerate

from voice_guide.core.units import Seconds
from voice_guide.sound.samples import Samples

_HELD = 48
"""Samples of the lower rate that are held back at most. Measured with 10 ms blocks: 2.9 ms from
48 or 44.1 kHz to 16 kHz and from there up, 5.9 ms from 8 kHz up."""


class Resampler:
    """Converts an endless mono sound; each block gives as much sound as it took.

    A windowed sinc of libsamplerate's (J. O. Smith, "Digital Audio Resampling", 2002), which looks
    no farther ahead than it must. Up to 7 kHz of 8 it takes off 0.3 dB at most; what would fold
    back, or be an image, stays below -117 dB.
    """

    def __init__(self, from_rate: int, to_rate: int) -> None:
        self._stream = None
        self._from, self._slower = from_rate, min(from_rate, to_rate)
        self._ratio = to_rate / from_rate
        self._owed = 0.0
        """Samples that what went in is worth, and that have not come out."""
        if from_rate != to_rate:
            self._stream = samplerate.Resampler("sinc_medium", channels=1)

    @property
    def delay(self) -> Seconds:
        """How far what comes out lags behind what went in, at most; it never changes on the way."""
        return _HELD / self._slower if self._stream else 0.0

    def convert(self, block: Samples) -> Samples:
        """Return what is ready after this block; of the first one, less."""
        if self._stream is None:
            return block
        converted: Samples = self._stream.process(np.ascontiguousarray(block), self._ratio)
        self._owed += block.size * self._ratio - converted.size
        return converted

    def flush(self) -> Samples:
        """Return what was held back; after this the resampler is used up."""
        owed = round(self._owed)
        silence = np.zeros(round(2 * self.delay * self._from), np.float32)
        return self.convert(silence)[:owed]
