"""The echo path as a hidden state, followed by a Kalman filter in the frequency domain.

G. Enzner and P. Vary, "Frequency-domain adaptive Kalman filter for acoustic echo control in
hands-free telephones", Signal Processing 86 (2006), with the path cut into partitions as in
F. Kuech, E. Mabande and G. Enzner, "State-space architecture of the partitioned-block-based
acoustic echo controller", ICASSP 2014.

In each frequency, for hop k and partition p, the state W_p is the echo path, C_p the state
covariance (how far off it may be), X_p the spectrum of what was played p hops ago:

    state        W_p(k+1) = A W_p(k) + process noise of power (1 - A^2) |W_p(k)|^2
    measurement  D(k)     = sum_p X_p(k) W_p(k) + S(k), measurement noise S of power Psi
    error        E        = D - sum_p X_p W_p
    gain         K_p      = C_p X_p* / (r sum_q C_q |X_q|^2 + Psi)
    update       W_p     <- A G (W_p + K_p E)
    covariance   C_p     <- A^2 (1 - r K_p X_p) C_p + (1 - A^2) |W_p|^2

r = hop / FFT length stands for the overlap-save window in the error, and G keeps the first half
of each partition's impulse response. To the states G and A are applied an eighth of the partitions
at a time, and A for eight hops at once.
Transforms are made together where they can be: calling one costs more than making it. Whoever
speaks meanwhile raises Psi, and with it the filter stands still: no separate detector of double
talk is needed.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from voice_guide.sound.samples import Samples

Spectrum: TypeAlias = NDArray[np.complex64]
Power: TypeAlias = NDArray[np.float32]

TRANSITION = 0.9993
"""A: how much of the echo path is the same one hop later."""
RISING, FALLING = 0.4, 0.8
"""Smoothing of the measurement noise from hop to hop: whoever begins to speak counts at once."""
FIRST_DOUBT = 1.0
"""State covariance of the first partition before anything is known."""
DECAY = 0.75
"""The same, from one partition to the next: rooms fade."""
SURE = 1e-9
"""Least state covariance."""
TURNS = 8
"""Each partition is held to its length, and fades, once in so many hops: measured to be as good."""
QUIET = 1e-7
"""Least measurement noise, as the power of a spectral line."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What became of one hop."""

    rest: Samples
    """The microphone without the echo as far as it is known."""
    echo: Samples
    """What was taken out."""
    doubt: Power
    """Power of the echo that may be left, in each frequency of a transform of two hops."""
    spectra: Spectrum
    """Of `rest` and `echo`, each behind a hop of silence."""


class KalmanFilter:
    """Follows an echo path of `hop` * `partitions` samples."""

    def __init__(self, hop: int, partitions: int) -> None:
        shape = (partitions, hop + 1)
        self._hop = hop
        self._turn = 0
        self._path: Spectrum = np.zeros(shape, np.complex64)
        falling = FIRST_DOUBT * np.float32(DECAY) ** np.arange(partitions, dtype=np.float32)
        self._first_doubt: Power = falling[:, None]
        self._covariance: Power = np.ones(shape, np.float32) * self._first_doubt
        self._played: Spectrum = np.zeros(shape, np.complex64)
        self._power: Power = np.zeros(shape, np.float32)
        self._noise: Power = np.zeros(hop + 1, np.float32)
        count = len(range(0, partitions, TURNS))
        self._spectra: Spectrum = np.zeros((1 + count, hop + 1), np.complex64)
        """To be made sound of: the echo, and the partitions whose turn it is."""
        self._sounds: Samples = np.zeros((2 + count, 2 * hop), np.float32)
        """To be made spectra of: what is left and the echo, and those partitions."""
        self._kept = [(self._path.copy(), self._covariance.copy())] * 2
        self.still = False
        """Take out what is known, and learn nothing."""

    @property
    def taps(self) -> Samples:
        """The impulse response of the path."""
        responses = np.fft.irfft(self._path, axis=1)[:, : self._hop]
        return responses.astype(np.float32).ravel()

    def doubt(self, share: float) -> None:
        """Expect the path to have changed: raise the covariance to `share` of the first doubt."""
        self._covariance = np.maximum(self._covariance, share * self._first_doubt)

    def blur(self, samples: float) -> None:
        """What was learnt may be early or late by so much: keep the mean of all such paths.

        What low frequencies tell stays. High ones were learnt wrongly, and are so seldom heard that
        they would be corrected only in half a minute.
        """
        turn = np.pi * samples / self._hop * np.arange(self._hop + 1, dtype=np.float32)
        self._path *= np.exp(-(turn**2) / 2)
        self.doubt(1.0)

    def forget(self) -> None:
        """Start afresh."""
        self._path[:] = 0
        self.doubt(1.0)

    def keep(self) -> None:
        """Remember what is known now; it is recalled only once more has been kept after it."""
        self._kept = [self._kept[1], (self._path.copy(), self._covariance.copy())]

    def recall(self) -> None:
        """Go back to what was known before it was kept last."""
        path, covariance = self._kept[0]
        self._path, self._covariance = path.copy(), covariance.copy()

    def shift(self, samples: int) -> None:
        """Move the path: its sound now arrives `samples` later (earlier if negative)."""
        taps = np.roll(self.taps, samples)
        taps[slice(0, samples) if samples >= 0 else slice(samples, None)] = 0
        spectra = np.fft.rfft(taps.reshape(-1, self._hop), 2 * self._hop, axis=1)
        self._path = spectra.astype(np.complex64)
        self.doubt(0.1)

    def rewind(self, played: Samples) -> None:
        """Replace what was played lately: one hop more than there are partitions, oldest first."""
        hops = played.reshape(-1, self._hop)
        pairs = np.concatenate([hops[:-1], hops[1:]], axis=1)
        self._played = np.fft.rfft(pairs, axis=1)[::-1].astype(np.complex64)
        self._power = _power(self._played)

    def remove(self, microphone: Samples, played: Samples) -> Estimate:
        """Take the echo out of a hop; `played` is this hop and the one before."""
        hop = self._hop
        latest = np.fft.rfft(played).astype(np.complex64, copy=False)
        self._played = np.concatenate([latest[None], self._played[:-1]])
        self._power = np.concatenate([_power(latest)[None], self._power[:-1]])
        # A product and its sum: three times as quick as einsum with complex numbers.
        self._spectra[0] = (self._path * self._played).sum(axis=0)
        self._turn = (self._turn + 1) % TURNS
        mine = slice(self._turn, None, TURNS)
        self._spectra[1:] = np.float32(TRANSITION**TURNS) * self._path[mine]
        sounds = np.fft.irfft(self._spectra).astype(np.float32, copy=False)
        echo = sounds[0, hop:]
        rest: Samples = microphone - echo
        self._sounds[0, hop:], self._sounds[1, hop:] = rest, echo
        self._sounds[2:, :hop] = sounds[1:, :hop]
        spectra = np.fft.rfft(self._sounds).astype(np.complex64, copy=False)
        error = spectra[0]
        doubt = 0.5 * (self._power * self._covariance).sum(axis=0)
        heard = _power(error)
        kept = np.where(heard > self._noise, np.float32(RISING), np.float32(FALLING))
        self._noise = heard + kept * (self._noise - heard)
        if not self.still:
            self._path[mine] = spectra[2:]
            self._learn(error, doubt + self._noise + np.float32(QUIET))
        return Estimate(rest, echo, doubt, spectra[:2])

    def _learn(self, error: Spectrum, expected: Power) -> None:
        share = self._covariance / expected
        self._path += np.conj(self._played) * (share * error)
        share *= self._power
        share *= np.float32(-0.5 * TRANSITION**2)
        share += np.float32(TRANSITION**2)
        self._covariance *= share
        self._covariance += np.float32(1 - TRANSITION**2) * _power(self._path)
        np.maximum(self._covariance, np.float32(SURE), out=self._covariance)


def _power(spectrum: Spectrum) -> Power:
    power: Power = spectrum.real**2 + spectrum.imag**2
    return power
