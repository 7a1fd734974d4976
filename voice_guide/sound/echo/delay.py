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

FILLED = 0.25
"""Least part of a frame in which both are sounding. Two beginnings at the end of one look alike,
whatever they are of: with nothing before them in the microphone, 15 of 100 words that somebody
said as the guide began were taken for its echo; so, none of 555."""

_MEMORY = 0.7
"""How much of what was seen before counts beside a new look."""
_STALE = 2 * SAMPLE_RATE
"""Samples after which a look counts for nothing beside a new one."""
_LINE = SAMPLE_RATE / (2 * FRAME)
_BAND = slice(round(150 / _LINE), round(4500 / _LINE))
"""Lines of a spectrum, from 150 to 4500 Hz: where speech is."""
_ANGLES = (np.pi / FRAME * np.arange(FRAME + 1)[_BAND]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Sighting:
    """The delay that stands out most."""

    samples: float
    clearness: float
    """Height of the peak over the mean of what is around it."""
    at: float
    """When it was so, in samples: a mean over all that the sighting was made of."""
    place: float
    """The delay that was seen, with what was assumed of it at that time."""


class DelayFinder:
    """Finds the delay of the direct sound, relative to the delay assumed so far."""

    def __init__(self) -> None:
        self._cross: NDArray[np.complex64] = np.zeros(_ANGLES.size, np.complex64)
        self._heard: Samples = np.zeros(_ANGLES.size, np.float32)
        self._sent: Samples = np.zeros(_ANGLES.size, np.float32)
        self._weighted: NDArray[np.complex64] = np.zeros(FRAME + 1, np.complex64)
        self._weight = self._at = self._assumed = 0.0
        """How much was played, when, and the delay assumed then: sums, as those of spectra."""
        self._latest = 0

    def forget(self) -> None:
        """Start afresh."""
        for average in (self._cross, self._heard, self._sent):
            average[:] = 0
        self._weight = self._at = self._assumed = 0.0

    def assume_later(self, samples: float) -> None:
        """The delay assumed has been made longer by so much."""
        self._cross *= _turn(samples)
        self._assumed += self._weight * samples

    def look(
        self, microphone: Samples, played: Samples, assumed: float, now: int
    ) -> Sighting | None:
        """Take the last FRAME of the microphone and the last two FRAMEs played, until now.

        None when nothing was played. The sighting is relative to the delay `assumed`.
        """
        power = float(np.dot(played, played))
        if power < AUDIBLE**2 * played.size:
            return None
        if now - self._latest > _STALE:
            self.forget()
        self._latest = now
        self._weight = _MEMORY * self._weight + power
        self._at = _MEMORY * self._at + power * (now - FRAME / 2)
        self._assumed = _MEMORY * self._assumed + power * assumed
        padded = np.concatenate([np.zeros_like(microphone), microphone])
        heard, sent = _lines(padded), _lines(played)
        self._cross = _MEMORY * self._cross + heard * np.conj(sent) * _turn(assumed)
        self._heard = _MEMORY * self._heard + _power(heard)
        self._sent = _MEMORY * self._sent + _power(sent)
        return self._peak()

    def _peak(self) -> Sighting:
        played = self._sent > 1e-3 * self._sent.mean()
        self._weighted[_BAND] = played * self._cross / np.sqrt(self._heard * self._sent + 1e-12)
        likeness = np.abs(np.fft.irfft(self._weighted))
        best = int(np.argmax(likeness))
        clearness = float(likeness[best] / (likeness.mean() + 1e-12))
        lag = best if best < FRAME else best - 2 * FRAME
        seen = lag + _vertex(likeness, best)
        place = seen + self._assumed / self._weight
        return Sighting(seen, clearness, self._at / self._weight, place)


def enough_sounds(microphone: Samples, played: Samples) -> bool:
    """Whether there is enough in both to see a delay of which nothing is known yet."""
    return min(_filled(microphone), _filled(played[-FRAME:])) >= FILLED


def _filled(sound: Samples) -> float:
    """How much of it sounds: 1 for a level that does not move, 0 for a click."""
    power = float(np.dot(sound, sound))
    return float(np.abs(sound).sum()) ** 2 / (sound.size * power) if power else 0.0


def _lines(sound: Samples) -> NDArray[np.complex64]:
    """The spectrum where speech is."""
    return np.fft.rfft(sound)[_BAND].astype(np.complex64, copy=False)


def _power(spectrum: NDArray[np.complex64]) -> Samples:
    power: Samples = spectrum.real**2 + spectrum.imag**2
    return power


def _turn(samples: float) -> NDArray[np.complex64]:
    """What makes a spectrum earlier by so much."""
    # Far quicker than the exponential of a complex number.
    angles = np.float32(samples) * _ANGLES
    turned = np.empty(angles.size, np.complex64)
    turned.real, turned.imag = np.cos(angles), np.sin(angles)
    return turned


def _vertex(values: Samples, at: int) -> float:
    """Where between its neighbours a peak really is: a parabola through the three."""
    left, middle, right = (float(values[(at + step) % values.size]) for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    return 0.5 * (left - right) / bend if bend < 0 else 0.0
