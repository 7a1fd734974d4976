"""The short sounds: soft bells made of a few sines."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from voice_guide.core.messages import Sound
from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.fade import faded
from voice_guide.sound.level import peak, ratio
from voice_guide.sound.samples import SAMPLE_RATE, Samples

PEAK: Decibels = -20.0
"""About -24 dB in RMS at its loudest, as soft as the quiet parts of speech."""

_ATTACK: Seconds = 0.012
_OVERTONES = ((1.0, 1.0), (2.0, 0.18), (3.0, 0.05))
"""Multiples of the pitch, and how loud; all well below 4 kHz."""


@dataclass(frozen=True, slots=True)
class _Note:
    pitch: float
    """Hz."""
    at: Seconds
    lasts: Seconds


_C5, _E5, _G5, _C6 = 523.25, 659.26, 783.99, 1046.5

_NOTES: Mapping[Sound, tuple[_Note, ...]] = {
    Sound.HEARD: (_Note(_C6, 0.0, 0.15),),
    Sound.UNCLEAR: (_Note(_E5, 0.0, 0.16), _Note(_C5 / 2, 0.13, 0.22)),
    Sound.HALFWAY: (_Note(_G5, 0.0, 0.5),),
    Sound.MOVE_ON: (_Note(_C5, 0.0, 0.3), _Note(_G5, 0.16, 0.44)),
}
"""One short and high; falling; one long; rising: told apart by shape, not by pitch alone."""


@cache
def chime(sound: Sound) -> Samples:
    """Return a chime; the array is shared and cannot be written to."""
    notes = _NOTES[sound]
    whole = np.zeros(round(max(note.at + note.lasts for note in notes) * SAMPLE_RATE), np.float32)
    for note in notes:
        bell = _bell(note)
        start = round(note.at * SAMPLE_RATE)
        whole[start : start + len(bell)] += bell[: len(whole) - start]
    whole *= ratio(PEAK) / peak(whole)
    whole.setflags(write=False)
    return whole


def _bell(note: _Note) -> Samples:
    at = np.arange(round(note.lasts * SAMPLE_RATE)) / SAMPLE_RATE
    tones = [
        loud * np.exp(-4 * times * at / note.lasts) * np.sin(2 * np.pi * note.pitch * times * at)
        for times, loud in _OVERTONES
    ]
    return faded(np.sum(tones, axis=0).astype(np.float32), _ATTACK)
