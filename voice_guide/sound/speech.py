"""What a rendered sentence goes through before anyone hears it."""

import numpy as np

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.fade import faded
from voice_guide.sound.filter import band_limited
from voice_guide.sound.level import levelled, peak, ratio
from voice_guide.sound.samples import SAMPLE_RATE, Samples

POLISH = 1
"""Raise when anything in here changes: what was rendered before sounds different."""

LEVEL: Decibels = -23.0
CEILING: Decibels = -9.0
"""Peaks; leaves room to be made louder, and for a chime on top."""

LOW = 80.0
HIGH = 4000.0
"""Hz. Below is rumble that small loudspeakers turn into distortion; above is harshness."""

FADE: Seconds = 0.015
LEAD_IN: Seconds = 0.015
PAUSE: Seconds = 0.35
"""Silence at the end, so that one sentence does not run into the next."""

_SILENT: Decibels = -45.0
"""Relative to the loudest sample."""


def polished(samples: Samples) -> Samples:
    """Band-limit, trim, level and fade a rendered sentence; silence stays silence."""
    limited = band_limited(samples, low=LOW, high=HIGH)
    spoken = faded(levelled(trimmed(limited), level=LEVEL, ceiling=CEILING), FADE)
    return np.concatenate([spoken, np.zeros(round(PAUSE * SAMPLE_RATE), np.float32)])


def trimmed(samples: Samples) -> Samples:
    """Cut silence from both ends, but for a short lead-in and way out."""
    loud = np.flatnonzero(np.abs(samples) > peak(samples) * ratio(_SILENT))
    if not loud.size:
        return samples[:0]
    margin = round(LEAD_IN * SAMPLE_RATE)
    return samples[max(0, loud[0] - margin) : loud[-1] + margin]
