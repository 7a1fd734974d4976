"""Turns down, frequency by frequency, what echo the filter could not take out.

The gain is a Wiener filter's, from the power that is there and the power of the echo that may be
left in it. It is applied by a filter of minimum phase, which holds nothing back: H. Löllmann and
P. Vary, "Uniform and warped low delay filter-banks for speech enhancement", Speech Communication
49 (2007). Where no echo is left the sound passes unchanged.

Powers and gains are looked at in every other line of the spectrum, as wide as the window makes
them; the filter is as long as they can tell.
"""

import numpy as np
from numpy.typing import NDArray

from voice_guide.sound.echo.kalman import Estimate, Power, Spectrum
from voice_guide.sound.samples import Samples

LEFT = 0.05
"""Share of the echo's power that is left beside what the state covariance tells: the end of the
room's tail, and what loudspeakers add."""
CLOSED, OPEN = 0.03, 0.3
"""Least gain while nothing but echo is left, and while all that is left is somebody else: words
that are torn holes into are not understood, and a remnant of the guide's is one word too many."""
SMOOTHING = 0.5
"""Of both powers from hop to hop."""


class Postfilter:
    """Works on hops of `hop` samples, without delay."""

    def __init__(self, hop: int) -> None:
        self._hop = hop
        self._latest: Spectrum = np.zeros((2, hop + 1), np.complex64)
        """Of what is left and what was taken out, of the hop before behind one of silence."""
        self._passed: Samples | None = None
        """The hop before, where that had no echo in it."""
        self._turned = (1 - 2 * (np.arange(hop + 1) % 2)).astype(np.float32)
        """What moves a spectrum by a hop."""
        self._phase = _phases(hop)
        self._mix = np.arange(1, hop + 1, dtype=np.float32) / np.float32(hop)
        self._power: Power = np.zeros((2, hop // 2 + 1), np.float32)
        """Of what is there, and of the echo left in it."""
        self._open: Spectrum = np.ones(hop + 1, np.complex64)
        self._before = self._open
        self._answer: Spectrum = np.zeros(hop // 2 + 1, np.complex64)

    def pass_by(self, sound: Samples) -> None:
        """A hop went past that has no echo in it."""
        self._passed = sound
        self._before = self._open

    def apply(self, estimate: Estimate) -> Samples:
        """Return the hop with less of the echo that is left in it."""
        hop = self._hop
        spectra = estimate.spectra + self._turned * self._hop_before()
        self._latest = estimate.spectra
        before, self._before = self._before, self._filter(spectra, estimate.doubt)
        if before is self._open and self._before is self._open:
            return estimate.rest
        both = np.empty((2, hop + 1), np.complex64)
        np.multiply(before, spectra[0], out=both[0])
        np.multiply(self._before, spectra[0], out=both[1])
        old, new = np.fft.irfft(both)[:, hop:].astype(np.float32, copy=False)
        quieter: Samples = old + self._mix * (new - old)
        return quieter

    def _hop_before(self) -> Spectrum:
        """Of a hop that went by the spectrum is made only once it is asked for."""
        if self._passed is not None:
            alone = np.concatenate([np.zeros_like(self._passed), self._passed])
            spectrum = np.fft.rfft(alone).astype(np.complex64, copy=False)
            self._latest = np.stack([spectrum, np.zeros_like(spectrum)])
            self._passed = None
        return self._latest

    def _filter(self, spectra: Spectrum, doubt: Power) -> Spectrum:
        rest, echo = _windowed_power(spectra)
        # The window lets through 3/8 of the power of two hops, `doubt` is of one hop's.
        left = np.float32(0.75) * doubt[::2] + np.float32(LEFT) * echo
        self._power[0] = rest + np.float32(SMOOTHING) * (self._power[0] - rest)
        self._power[1] = left + np.float32(SMOOTHING) * (self._power[1] - left)
        power, left = self._power
        somebody = max(1 - float(left.sum()) / (float(power.sum()) + 1e-12), 0.0)
        least = CLOSED + (OPEN - CLOSED) * somebody
        gain = np.maximum(1 - left / (power + np.float32(1e-12)), np.float32(least))
        return self._open if gain.min() > 0.99 else self._prompt(gain)

    def _prompt(self, gain: Power) -> Spectrum:
        """The filter of this gain that answers soonest (by its cepstrum), one hop long."""
        phase = self._phase @ np.log(gain)
        self._answer.real = gain * np.cos(phase)
        self._answer.imag = gain * np.sin(phase)
        response = np.fft.irfft(self._answer)
        spectrum: Spectrum = np.fft.rfft(response, 2 * self._hop).astype(np.complex64, copy=False)
        return spectrum


def _phases(hop: int) -> NDArray[np.float32]:
    """What makes the phases of minimum phase of the logarithms of a gain: by the cepstrum.

    A matrix, since there are few lines: quicker than two transforms.
    """
    cepstra = np.fft.irfft(np.eye(hop // 2 + 1))
    cepstra[:, 1 : hop // 2] *= 2
    cepstra[:, hop // 2 + 1 :] = 0
    phases = np.fft.rfft(cepstra).imag  # the real part is the logarithms again
    return np.ascontiguousarray(phases.T, np.float32)


def _windowed_power(spectra: Spectrum) -> Power:
    """Power under a Hann window in every other line: in the spectrum, of three neighbours."""
    wide = np.concatenate([np.conj(spectra[:, 1:2]), spectra, np.conj(spectra[:, -2:-1])], axis=1)
    around = wide[:, :-2:2] + wide[:, 2::2]
    windowed = np.float32(0.5) * spectra[:, ::2] - np.float32(0.25) * around
    power: Power = windowed.real**2 + windowed.imag**2
    return power
