"""How late the microphone hears what is played: generalised cross-correlation.

C. Knapp and G. Carter, "The generalized correlation method for estimation of time delay", IEEE
Transactions on Acoustics, Speech and Signal Processing 24 (1976). The cross-spectrum is averaged
over a second or so of played sound, and weighted by both powers, so that only frequencies count
in which the two signals move together: what else is said in the room does not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice_guide.sound.samples import SAMPLE_RATE, Samples

FRAME = 8192
"""Samples, half a second: what is looked at in one go, and the longest delay that is found."""

AUDIBLE = 1e-4
"""RMS. Below this (-80 dB) nothing worth mentioning is played."""

_MEMORY = 0.7
"""How much of what was seen before counts beside a new look."""
_LINES = np.arange(FRAME + 1)
_HERTZ = _LINES * SAMPLE_RATE / (2 * FRAME)
_BAND = (_HERTZ > 150) & (_HERTZ < 4500)


@dataclass(frozen=True, slots=True)
class Sighting:
    """The delay that stands out most."""

    samples: float
    clearness: float
    """Height of the peak over the mean of what is around it."""


class DelayFinder:
    """Finds the delay of the direct sound, relative to the delay assumed so far."""

    def __init__(self) -> None:
        self._cross: NDArray[np.complex128] = np.zeros(FRAME + 1, complex)
        self._heard = np.zeros(FRAME + 1)
        self._sent = np.zeros(FRAME + 1)

    def forget(self) -> None:
        """Start afresh."""
        for average in (self._cross, self._heard, self._sent):
            average[:] = 0

    def assume_later(self, samples: float) -> None:
        """The delay assumed has been made longer by so much."""
        self._cross *= _turn(samples)

    def look(self, microphone: Samples, played: Samples, assumed: float) -> Sighting | None:
        """Take the last FRAME of the microphone and the last two FRAMEs played, until now.

        None when nothing was played. The sighting is relative to the delay `assumed`.
        """
        if np.sqrt(np.mean(np.square(played))) < AUDIBLE:
            return None
        heard = np.fft.rfft(np.pad(microphone, (FRAME, 0)))
        sent = np.fft.rfft(played)
        self._cross = _MEMORY * self._cross + heard * np.conj(sent) * _turn(assumed)
        self._heard = _MEMORY * self._heard + np.abs(heard) ** 2
        self._sent = _MEMORY * self._sent + np.abs(sent) ** 2
        return self._peak()

    def _peak(self) -> Sighting:
        played = _BAND & (self._sent > 1e-3 * self._sent[_BAND].mean())
        weight = played / np.sqrt(self._heard * self._sent + 1e-12)
        likeness = np.abs(np.fft.irfft(self._cross * weight))
        best = int(np.argmax(likeness))
        clearness = float(likeness[best] / (likeness.mean() + 1e-12))
        lag = best if best < FRAME else best - 2 * FRAME
        return Sighting(lag + _vertex(likeness, best), clearness)


def _turn(samples: float) -> NDArray[np.complex128]:
    """What makes a spectrum earlier by so much."""
    turned: NDArray[np.complex128] = np.exp(1j * np.pi / FRAME * samples * _LINES)
    return turned


def _vertex(values: NDArray[np.float64], at: int) -> float:
    """Where between its neighbours a peak really is: a parabola through the three."""
    left, middle, right = (float(values[(at + step) % values.size]) for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    return 0.5 * (left - right) / bend if bend < 0 else 0.0
