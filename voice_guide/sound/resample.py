"""From one sampling rate to another, block by block."""

import numpy as np
import soxr

from voice_guide.core.units import Seconds
from voice_guide.sound.samples import Samples

_HELD = 240
"""Samples of the lower rate that are held back at most. Measured with 10 ms blocks: 12.5 ms from
48 kHz to 16 kHz, 13.6 ms from 44.1 kHz, 15.0 ms from 16 kHz up, 30 ms from 8 kHz up."""


class Resampler:
    """Converts an endless mono sound; each block gives as much sound as it took.

    soxr's fixed-rate converter gathers 20 ms at its lowest useful quality ("LQ") and gives them in
    lumps; its variable-rate one, held at one rate, answers every 10 ms block with 10 ms, and lets
    10 kHz through at -114 dB where it would fold back.
    """

    def __init__(self, from_rate: int, to_rate: int) -> None:
        self._stream = None
        self._slower = min(from_rate, to_rate)
        if from_rate != to_rate:
            self._stream = soxr.ResampleStream(
                from_rate, to_rate, 1, dtype="float32", quality="LQ", vr=True
            )

    @property
    def delay(self) -> Seconds:
        """How far what comes out lags behind what went in, at most; it never changes on the way."""
        return _HELD / self._slower if self._stream else 0.0

    def convert(self, block: Samples) -> Samples:
        """Return what is ready after this block; of the first one or two, nothing or little."""
        if self._stream is None:
            return block
        converted: Samples = self._stream.resample_chunk(np.ascontiguousarray(block))
        return converted

    def flush(self) -> Samples:
        """Return what was held back; after this the resampler is used up."""
        if self._stream is None:
            return np.zeros(0, np.float32)
        rest: Samples = self._stream.resample_chunk(np.zeros(0, np.float32), last=True)
        return rest
