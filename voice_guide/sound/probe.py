"""A sound whose every moment can be told apart, to find out what comes back of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.fade import faded
from voice_guide.sound.level import decibels
from voice_guide.sound.samples import SAMPLE_RATE, Samples

LASTS: Seconds = 2.0
LATEST: Seconds = 1.0
"""It is looked for so long after it was played."""
_FROM, _TO = 300.0, 3000.0
"""Hertz: the frequency rises evenly, so no two moments are alike."""
_PEAK = 0.1
_PIECE: Seconds = 0.1
_CLEAR = 6.0
"""A piece is heard when its match stands so far above what the room's noise matches."""
_AROUND = round(0.005 * SAMPLE_RATE)
"""Samples around the expected place: a room smears."""


@dataclass(frozen=True, slots=True)
class Back:
    """What came back."""

    level: Decibels
    """Relative to what was played."""
    delay: Seconds
    swallowed: Seconds
    """Of the beginning, that never came."""


def probe() -> Samples:
    """A soft tone that rises for LASTS."""
    at = np.arange(round(LASTS * SAMPLE_RATE)) / SAMPLE_RATE
    turns = _FROM * at + (_TO - _FROM) / (2 * LASTS) * at**2
    return faded((_PEAK * np.sin(2 * np.pi * turns)).astype(np.float32), 0.02)


def come_back(heard: Samples, played_at: int) -> Back | None:
    """Look for the probe in what was heard; its first sample was played at `played_at`.

    What comes before is taken for the room's noise. None when it cannot be heard.
    """
    sent = probe()
    match = _matched(heard, sent)
    window = slice(max(played_at, 0), played_at + round(LATEST * SAMPLE_RATE))
    if played_at < sent.size // 20 or not match[window].size:
        return None
    start = window.start + int(np.argmax(match[window]))
    size = round(_PIECE * SAMPLE_RATE)
    gains = [
        _gain(heard, sent[at : at + size], start + at, played_at)
        for at in range(0, sent.size, size)
    ]
    clear = [number for number, gain in enumerate(gains) if gain is not None]
    if len(clear) < len(gains) // 4:
        return None
    level = decibels(float(np.median([gains[number] for number in clear])))
    return Back(level, (start - played_at) / SAMPLE_RATE, clear[0] * _PIECE)


def _gain(heard: Samples, piece: Samples, at: int, silent_until: int) -> float | None:
    """How loud a piece came back about `at`; None when noise matches it nearly as well."""
    around = heard[max(at - _AROUND, 0) : at + piece.size + _AROUND]
    noise = heard[:silent_until]
    if around.size < piece.size or noise.size < piece.size:
        return None
    best = float(_matched(around, piece).max())
    usual = float(np.sqrt(np.mean(_matched(noise, piece) ** 2)))
    if best < _CLEAR * usual:
        return None
    return best / float(np.dot(piece, piece))


def _matched(heard: Samples, sent: Samples) -> NDArray[np.float64]:
    """Correlation of `sent` with `heard` at every place where it fits whole."""
    size = heard.size + sent.size
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sent, size))
    found: NDArray[np.float64] = np.abs(np.fft.irfft(spectrum, size))[
        : max(heard.size - sent.size + 1, 1)
    ]
    return found
