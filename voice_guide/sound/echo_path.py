"""The way from the loudspeaker to the microphone, for rooms made of files."""

import numpy as np

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples


def decay(reverberation: Seconds, seed: int = 0) -> Samples:
    """A room's impulse response: noise that falls by 60 dB in `reverberation` seconds.

    The first sample is the direct sound; the tail carries half of its energy (Polack's model).
    """
    length = max(1, round(reverberation * SAMPLE_RATE))
    time = np.arange(length) / SAMPLE_RATE
    tail = np.random.default_rng(seed).standard_normal(length) * 10 ** (-3 * time / reverberation)
    tail *= np.sqrt(0.5 / np.sum(tail**2))
    tail[0] += 1.0
    response: Samples = (tail / np.sqrt(np.sum(tail**2))).astype(np.float32)
    return response


class EchoPath:
    """Takes what is played block by block and gives what of it the microphone hears."""

    def __init__(self, level: Decibels, delay: Seconds, response: Samples | None = None) -> None:
        direct = np.ones(1, np.float32) if response is None else response
        silence = np.zeros(round(delay * SAMPLE_RATE), np.float32)
        self._response = np.concatenate([silence, direct]) * 10 ** (level / 20)
        self._short = np.flatnonzero(self._response) if direct.size == 1 else None
        self._past: Samples = np.zeros(self._response.size - 1, np.float32)

    def __call__(self, played: Samples) -> Samples:
        """Return the echo of `played`, a block of the same length."""
        signal = np.concatenate([self._past, played])
        self._past = signal[signal.size - self._past.size :]
        if self._short is not None:
            late: Samples = (signal[: played.size] * self._response[-1]).astype(np.float32)
            return late
        size = signal.size + self._response.size
        spectrum = np.fft.rfft(signal, size) * np.fft.rfft(self._response, size)
        whole = np.fft.irfft(spectrum, size)
        start = self._response.size - 1
        echo: Samples = whole[start : start + played.size].astype(np.float32)
        return echo
