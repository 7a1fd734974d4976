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
        self._window = np.hanning(2 * hop + 1)[: 2 * hop]
        self._rest: Samples = np.zeros(2 * hop, np.float32)
        self._echo: Samples = np.zeros(2 * hop, np.float32)
        self._power: Power = np.zeros(hop + 1)
        self._left: Power = np.zeros(hop + 1)
        self._open: Spectrum = np.ones(hop + 1, complex)
        self._before = self._open

    def pass_by(self, sound: Samples) -> None:
        """A hop went past that has no echo in it."""
        self._rest = np.concatenate([self._rest[self._hop :], sound])
        self._echo = np.zeros_like(self._rest)
        self._before = self._open

    def apply(self, estimate: Estimate) -> Samples:
        """Return the hop with less of the echo that is left in it."""
        self._rest = np.concatenate([self._rest[self._hop :], estimate.rest])
        self._echo = np.concatenate([self._echo[self._hop :], estimate.echo])
        now = self._filter(estimate.doubt)
        before, self._before = self._before, now
        if before is self._open and now is self._open:
            return estimate.rest
        spectrum = np.fft.rfft(self._rest)
        old, new = np.fft.irfft(np.stack([before, now]) * spectrum)[:, self._hop :]
        mix = np.arange(1, self._hop + 1) / self._hop
        quieter: Samples = (old + mix * (new - old)).astype(np.float32)
        return quieter

    def _filter(self, doubt: Power) -> Spectrum:
        rest, echo = np.abs(np.fft.rfft(np.stack([self._rest, self._echo]) * self._window)) ** 2
        # The window lets through 3/8 of the power of two hops, `doubt` is of one hop's.
        left = 0.75 * doubt + LEFT * echo
        self._power = SMOOTHING * self._power + (1 - SMOOTHING) * rest
        self._left = SMOOTHING * self._left + (1 - SMOOTHING) * left
        somebody = max(1 - self._left.sum() / (self._power.sum() + 1e-12), 0.0)
        least = CLOSED + (OPEN - CLOSED) * somebody
        gain = np.maximum(1 - self._left / (self._power + 1e-12), least)
        return self._open if gain.min() > 0.99 else self._prompt(gain)

    def _prompt(self, gain: Power) -> Spectrum:
        """The filter of this gain that answers soonest (by its cepstrum), one hop long."""
        cepstrum = np.fft.irfft(np.log(gain))
        cepstrum[1 : self._hop] *= 2
        cepstrum[self._hop + 1 :] = 0
        response = np.fft.irfft(np.exp(np.fft.rfft(cepstrum)))[: self._hop]
        spectrum: Spectrum = np.fft.rfft(response, 2 * self._hop)
        return spectrum
