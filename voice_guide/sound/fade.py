"""Fades: sound that starts or stops anywhere but at zero clicks."""

import numpy as np

from voice_guide.core.units import Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples


def rise(frames: int) -> Samples:
    """Return gains from just above 0 to 1 along half a cosine: level and slope are smooth."""
    steps = np.arange(1, frames + 1) / max(frames, 1)
    return ((1 - np.cos(np.pi * steps)) / 2).astype(np.float32)


def fall(frames: int) -> Samples:
    """Return gains from just below 1 to 0."""
    return (1 - rise(frames)).astype(np.float32)


def faded(samples: Samples, seconds: Seconds) -> Samples:
    """Fade in and out, over at most half of the sound each."""
    frames = min(round(seconds * SAMPLE_RATE), len(samples) // 2)
    result = samples.copy()
    result[:frames] *= rise(frames)
    result[len(result) - frames :] *= fall(frames)
    return result
