"""Whether the microphone hears the guide at all: it is louder there while the guide speaks."""

import math
from collections import deque

import numpy as np

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.level import decibels
from voice_guide.sound.samples import SAMPLE_RATE, Samples

LOUD: Decibels = -50.0
"""What is played counts from here on."""
AWAY: Seconds = 0.6
"""So long after what was played last, the room alone is heard."""
MEMORY: Seconds = 3.0
"""Of either that is looked back on."""
ENOUGH: Seconds = 0.8
"""Of either, before anything is said."""
LIFTED: Decibels = 2.0
"""By less than this the room is not louder."""
STEADY: Decibels = 4.0
"""What is heard moves by less than this in a room alone, and by far more where speech comes back.
"""
_SHARE = 0.4
"""Of the hops that are softer than the level that is compared: with somebody speaking in some of
them, the softer ones still tell the truth."""
_SOFTEST = 0.1


class Lift:
    """Compares the microphone's level while something is played with that while nothing is.

    An echo that no delay was found for, because it jumps or comes later than is looked for,
    lifts the level too; headphones and a microphone that cancels echoes itself do not.
    """

    def __init__(self, hop: int) -> None:
        self._seconds = hop / SAMPLE_RATE
        self._over: deque[Decibels] = deque(maxlen=round(MEMORY / self._seconds))
        self._alone: deque[Decibels] = deque(maxlen=round(MEMORY / self._seconds))
        self._silent: Seconds = 0.0

    def forget(self) -> None:
        """Another microphone, or another loudspeaker."""
        self._over.clear()
        self._alone.clear()

    def take(self, microphone: Samples, played: Samples) -> None:
        """Take in a hop; what is played may come a little later in the microphone."""
        sent = _level(played)
        self._silent = 0.0 if sent > LOUD else self._silent + self._seconds
        if self._silent == 0.0:
            self._over.append(_level(microphone))
        elif self._silent > AWAY:
            self._alone.append(_level(microphone))

    @property
    def heard(self) -> bool:
        """The guide can be heard, as far as is known."""
        if len(self._over) * self._seconds < ENOUGH:
            return True
        if len(self._alone) * self._seconds < ENOUGH:
            # A guide that begins with many sentences leaves no pause that is long enough.
            return _of(self._over, _SHARE) > _of(self._over, _SOFTEST) + STEADY
        return _of(self._over, _SHARE) > _of(self._alone, _SHARE) + LIFTED


def _of(levels: deque[Decibels], share: float) -> Decibels:
    return sorted(levels)[int(share * len(levels))]


def _level(sound: Samples) -> Decibels:
    return decibels(math.sqrt(float(np.dot(sound, sound)) / sound.size))
