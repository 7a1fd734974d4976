"""Turns down, frequency by frequency, what echo the filter could not take out.

The gain is a Wiener filter's, from the power that is there and the power of the echo that may be
left in it. It is applied by a filter of minimum phase, which holds nothing back: H. Löllmann and
P. Vary, "Uniform and warped low delay filter-banks for speech enhancement", Speech Communication
49 (2007). Where no echo is left the sound passes unchanged.
"""

import numpy as np

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
        self._both: Samples = np.zeros((2, 2 * hop), np.float32)
        """What is left and what was taken out, of this hop and the one before."""
        self._mix = np.arange(1, hop + 1, dtype=np.float32) / np.float32(hop)
        self._power: Power = np.zeros((2, hop + 1), np.float32)
        """Of what is there, and of the echo left in it."""
        self._open: Spectrum = np.ones(hop + 1, np.complex64)
        self._before = self._open
        self._answer: Spectrum = np.zeros(hop + 1, np.complex64)

    def pass_by(self, sound: Samples) -> None:
        """A hop went past that has no echo in it."""
        self._both[0, : self._hop] = self._both[0, self._hop :]
        self._both[0, self._hop :] = sound
        self._both[1] = 0
        self._before = self._open

    def apply(self, estimate: Estimate) -> Samples:
        """Return the hop with less of the echo that is left in it."""
        hop = self._hop
        self._both[:, :hop] = self._both[:, hop:]
        self._both[0, hop:] = estimate.rest
        self._both[1, hop:] = estimate.echo
        spectra = np.fft.rfft(self._both).astype(np.complex64, copy=False)
        before, self._before = self._before, self._filter(spectra, estimate.doubt)
        if before is self._open and self._before is self._open:
            return estimate.rest
        both = np.empty((2, hop + 1), np.complex64)
        np.multiply(before, spectra[0], out=both[0])
        np.multiply(self._before, spectra[0], out=both[1])
        old, new = np.fft.irfft(both)[:, hop:].astype(np.float32, copy=False)
        quieter: Samples = old + self._mix * (new - old)
        return quieter

    def _filter(self, spectra: Spectrum, doubt: Power) -> Spectrum:
        rest, echo = _windowed_power(spectra)
        # The window lets through 3/8 of the power of two hops, `doubt` is of one hop's.
        left = np.float32(0.75) * doubt + np.float32(LEFT) * echo
        self._power[0] = rest + np.float32(SMOOTHING) * (self._power[0] - rest)
        self._power[1] = left + np.float32(SMOOTHING) * (self._power[1] - left)
        power, left = self._power
        somebody = max(1 - float(left.sum()) / (float(power.sum()) + 1e-12), 0.0)
        least = CLOSED + (OPEN - CLOSED) * somebody
        gain = np.maximum(1 - left / (power + np.float32(1e-12)), np.float32(least))
        return self._open if gain.min() > 0.99 else self._prompt(gain)

    def _prompt(self, gain: Power) -> Spectrum:
        """The filter of this gain that answers soonest (by its cepstrum), one hop long."""
        cepstrum = np.fft.irfft(np.log(gain))
        cepstrum[1 : self._hop] *= 2
        cepstrum[self._hop + 1 :] = 0
        phase = np.fft.rfft(cepstrum).imag  # its real part is the logarithm of the gain again
        self._answer.real = gain * np.cos(phase)
        self._answer.imag = gain * np.sin(phase)
        response = np.fft.irfft(self._answer)[: self._hop]
        spectrum: Spectrum = np.fft.rfft(response, 2 * self._hop).astype(np.complex64, copy=False)
        return spectrum


def _windowed_power(spectra: Spectrum) -> Power:
    """Power under a Hann window, which in the spectrum is a sum of three neighbours."""
    wide = np.concatenate([np.conj(spectra[:, 1:2]), spectra, np.conj(spectra[:, -2:-1])], axis=1)
    windowed = np.float32(0.5) * spectra - np.float32(0.25) * (wide[:, :-2] + wide[:, 2:])
    power: Power = windowed.real**2 + windowed.imag**2
    return power
