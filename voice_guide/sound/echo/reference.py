"""What was played, to be read again later: at any delay, also between two samples."""

import math

import numpy as np

from voice_guide.sound.samples import Samples

REACH = 8
"""Samples on either side that an interpolated one is made of."""


class Reference:
    """The last `length` samples of what was played."""

    def __init__(self, length: int) -> None:
        self._kept: Samples = np.zeros(length + 2 * REACH, np.float32)

    def append(self, played: Samples, count: int) -> None:
        """Take in what was played: the last `count` samples are new.

        Those before replace what was taken for them: it may have come late.
        """
        kept = self._kept.size + count - played.size
        self._kept = np.concatenate([self._kept[count:kept], played])

    def latest(self, count: int) -> Samples:
        """The last `count` samples as they were played."""
        return self._kept[self._kept.size - count :]

    def read(self, count: int, delay: float, drift: float = 0.0) -> Samples:
        """The `count` samples up to the one played `delay` samples before the latest.

        The delay of the last sample is `delay`; each earlier one's is less by `drift`.
        """
        if drift == 0.0:
            return self._between(count, delay)
        first, last = self._between(count, delay - drift * count), self._between(count, delay)
        mix = np.arange(1, count + 1, dtype=np.float32) / np.float32(count)
        blended: Samples = first + mix * (last - first)
        return blended

    def _between(self, count: int, delay: float) -> Samples:
        whole = math.floor(delay)
        part = delay - whole
        end = self._kept.size - whole
        if part == 0.0 or whole < REACH:
            return self._padded(end - count, end)
        wide = self._padded(end - count - REACH, end + REACH - 1)
        return np.convolve(wide, _interpolator(part), "valid").astype(np.float32)

    def _padded(self, start: int, end: int) -> Samples:
        wanted = np.zeros(end - start, np.float32)
        first, last = (min(max(at, 0), self._kept.size) for at in (start, end))
        wanted[first - start : last - start] = self._kept[first:last]
        return wanted


def _interpolators() -> Samples:
    """A sinc under a Kaiser window, delaying by REACH - 1 and 0, 1, ... _FINE parts of a sample."""
    at = np.arange(2 * REACH) - (REACH - 1) - np.arange(_FINE + 1)[:, None] / _FINE
    window = np.i0(6 * np.sqrt(np.maximum(1 - (at / REACH) ** 2, 0)))
    taps = np.sinc(at) * window
    normal: Samples = (taps / taps.sum(axis=1, keepdims=True)).astype(np.float32)
    return normal


_FINE = 512
_TAPS = _interpolators()


def _interpolator(part: float) -> Samples:
    """The same for any `part` of a sample, between two of them: an error below -100 dB."""
    row = int(part * _FINE)
    taps: Samples = _TAPS[row] + np.float32(part * _FINE - row) * (_TAPS[row + 1] - _TAPS[row])
    return taps
