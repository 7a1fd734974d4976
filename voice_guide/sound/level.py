"""How loud sound is, and making it as loud as it should be."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice_guide.core.units import Decibels
from voice_guide.sound.fade import fall, rise
from voice_guide.sound.samples import BLOCK, Samples

_ACTIVE: Decibels = -30.0
"""Blocks this far below the loudest are pauses and do not count."""

_ROUNDS = 3
"""Turning down peaks takes a little of the level, which the next round gives back."""

_LOOK_AHEAD = 80
"""Samples, 5 ms: how early the limiter starts to turn down."""


def ratio(level: Decibels) -> float:
    """Return the amplitude that `level` stands for."""
    return float(10 ** (level / 20))


def decibels(amplitude: float) -> Decibels:
    """Return the level of an amplitude; silence counts as -200 dB."""
    return float(20 * np.log10(max(amplitude, 1e-10)))


def peak(samples: Samples) -> float:
    """Return the largest amplitude."""
    return float(np.max(np.abs(samples), initial=0.0))


def speech_level(samples: Samples) -> Decibels:
    """Return the RMS level of the parts that are not pauses."""
    whole = samples[: len(samples) // BLOCK * BLOCK].reshape(-1, BLOCK)
    powers = np.mean(whole.astype(np.float64) ** 2, axis=1)
    active = powers[powers >= powers.max(initial=0.0) * ratio(_ACTIVE) ** 2]
    return decibels(float(np.sqrt(active.mean()))) if active.size else decibels(0.0)


def levelled(samples: Samples, *, level: Decibels, ceiling: Decibels) -> Samples:
    """Bring speech to `level` and its peaks under `ceiling`."""
    if not peak(samples):
        return samples
    for _ in range(_ROUNDS):
        gain = ratio(level - speech_level(samples))
        samples = limited((samples * gain).astype(np.float32), ceiling)
    return samples


def limited(samples: Samples, ceiling: Decibels) -> Samples:
    """Turn peaks down to `ceiling`, gently and a little ahead of them."""
    wanted = np.minimum(1.0, ratio(ceiling) / np.maximum(np.abs(samples), 1e-10))
    if wanted.min(initial=1.0) >= 1.0:
        return samples
    # The lowest gain for 5 ms around each sample, then its mean over as long: never above it.
    width = 2 * _LOOK_AHEAD + 1
    lowest = _lowest(np.pad(wanted, 2 * _LOOK_AHEAD, mode="edge"), width)
    window = np.concatenate([rise(_LOOK_AHEAD), [1.0], fall(_LOOK_AHEAD)])
    smooth = np.convolve(lowest, window / window.sum(), mode="valid")
    return (samples * smooth).astype(np.float32)


def _lowest(values: NDArray[Any], width: int) -> NDArray[Any]:
    """Return the lowest of every `width` values in a row, by doubling."""
    span = 1
    while span < width:
        step = min(span, width - span)
        values = np.minimum(values[:-step], values[step:])
        span += step
    return values


def softened(samples: Samples, *, knee: float, ceiling: float) -> Samples:
    """Bend amplitudes above `knee` so that none exceeds `ceiling`; the rest is untouched."""
    if peak(samples) <= knee:
        return samples
    room = ceiling - knee
    over = np.maximum(np.abs(samples) - knee, 0.0)
    bent = knee + room * np.tanh(over / room)
    return np.where(over > 0, np.sign(samples) * bent, samples).astype(np.float32)
