"""The way from the loudspeaker to the microphone, for rooms made of files."""

import numpy as np

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples


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
    """Takes what is played, whole blocks of it, and gives what of it the microphone hears.

    The response is cut into pieces of a block, each applied to its own past block in the frequency
    domain (overlap-save): as quick for a long room as for a short one.
    """

    def __init__(self, level: Decibels, delay: Seconds, response: Samples | None = None) -> None:
        direct = np.ones(1, np.float32) if response is None else response
        silence = np.zeros(round(delay * SAMPLE_RATE), np.float32)
        whole = np.concatenate([silence, direct]) * np.float32(10 ** (level / 20))
        pieces = -(-whole.size // BLOCK)
        whole = np.pad(whole, (0, pieces * BLOCK - whole.size)).reshape(pieces, BLOCK)
        spectra = np.fft.rfft(whole, 2 * BLOCK)
        self._used = np.flatnonzero(np.abs(whole).max(axis=1))
        self._pieces = spectra[self._used]
        self._past = np.zeros((pieces, BLOCK + 1), complex)
        self._before: Samples = np.zeros(BLOCK, np.float32)

    def __call__(self, played: Samples) -> Samples:
        """Return the echo of `played`, a block of the same length."""
        if played.size % BLOCK:
            raise ValueError(f"{played.size} samples are no whole number of blocks")
        return np.concatenate([self._block(block) for block in played.reshape(-1, BLOCK)])

    def _block(self, played: Samples) -> Samples:
        self._past[1:] = self._past[:-1]
        self._past[0] = np.fft.rfft(np.concatenate([self._before, played]))
        self._before = played
        spectrum = np.einsum("pf,pf->f", self._past[self._used], self._pieces)
        echo: Samples = np.fft.irfft(spectrum)[BLOCK:].astype(np.float32)
        return echo
