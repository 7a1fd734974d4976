"""Filters, as gains over frequency: nothing is shifted in time."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_guide.sound.samples import SAMPLE_RATE, Samples

_TAIL = 1024
"""Samples of silence that keep the end from wrapping round to the start."""

_UNIT = 4096
"""A transform of whole units is quick; one of a large prime takes fifty times as long."""


def band_limited(samples: Samples, *, low: float, high: float) -> Samples:
    """Keep what is between `low` and `high` Hz, each the point at which 3 dB are lost.

    Below `low` it falls by 24 dB an octave, above `high` by 12.
    """
    size = -(-(len(samples) + _TAIL) // _UNIT) * _UNIT
    frequencies = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    spectrum = np.fft.rfft(samples, size) * _gains(frequencies, low, high)
    return np.fft.irfft(spectrum, size)[: len(samples)].astype(np.float32)


def _gains(frequencies: NDArray[Any], low: float, high: float) -> NDArray[np.float64]:
    above = 1 / np.sqrt(1 + (low / np.maximum(frequencies, 1.0)) ** 8)
    below = 1 / np.sqrt(1 + (frequencies / high) ** 4)
    return np.asarray(above * below, np.float64)
