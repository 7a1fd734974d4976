"""Whether the echo is really gone: measured while the guide speaks and nobody else does."""

import math
from collections import deque
from collections.abc import Iterable

import numpy as np

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples

PLAYED: Decibels = -50.0
"""Hops in which less is played (aligned, and smoothed as a room would) tell nothing."""
WINDOW: Seconds = 1.5
"""Sound played that is looked back on."""
ENOUGH: Seconds = 0.8
"""Sound played before anything is said."""
TRUSTED: Decibels = 14.0
DISTRUSTED: Decibels = 9.0
"""Echo return loss enhancement at which trust is gained, and lost."""
INAUDIBLE: Decibels = -40.0
"""Echo, relative to what is played, that needs no cancelling."""
PAUSE: Decibels = -60.0
PAUSED = 6
"""Hops in which less than PAUSE is played, in a row, after which the room alone is heard."""
ROOM: Seconds = 3.0
"""Sound of the room alone that is remembered."""
MASKED: Decibels = 2.0
"""What is left may be so much louder than the room alone, and is then hidden in its music."""
LOUDER: Decibels = 1.0
"""What is left may be so much louder than what was heard, not more: else the filter takes out what
is not there, as it does after a jump of the delay."""
_LATELY = 0.8
"""Of both powers, what is kept from hop to hop: a tenth of a second."""
QUANTILE = 0.6
"""Of the hops: with somebody speaking, the better part of the others still tells the truth."""
_FADES = 0.7
"""What is played is still heard in the next hop, in a room."""
_NOTHING = 1e-12


class Trust:
    """Compares, hop by hop, what was heard, what is left and what was played."""

    def __init__(self, hop: int) -> None:
        seconds = hop / SAMPLE_RATE
        self._echoes: deque[Decibels] = deque(maxlen=round(WINDOW / seconds))
        self._removed: deque[Decibels] = deque(maxlen=round(WINDOW / seconds))
        self._left: deque[Decibels] = deque(maxlen=round(WINDOW / seconds))
        self._enough = round(ENOUGH / seconds)
        self._rests: deque[Decibels] = deque(maxlen=round(WINDOW / seconds))
        self._room: deque[Decibels] = deque(maxlen=round(ROOM / seconds))
        self._paused = 0
        self._played = 0.0
        self._heard = self._rest = 0.0
        self.granted = False
        self.aligned = False
        """It is known where in time the echo is, and so where it is not."""

    @property
    def known(self) -> bool:
        return len(self._echoes) >= self._enough

    @property
    def echo(self) -> Decibels:
        """What is heard of the own voice, relative to what is played; 0 before it is known."""
        return -_typical([-echo for echo in self._echoes]) if self.known else 0.0

    @property
    def removed(self) -> Decibels:
        """Echo return loss enhancement; 0 before it is known."""
        return _typical(self._removed) if self.known else 0.0

    @property
    def leakage(self) -> Decibels:
        """What is left of the own voice, relative to what is played; 0 before it is known."""
        return -_typical([-left for left in self._left]) if self.known else 0.0

    @property
    def astray(self) -> bool:
        """The filter makes things worse."""
        return self._rest > 10 ** (LOUDER / 10) * self._heard + 1e-7

    def withdraw(self) -> None:
        """Something changed: measure anew."""
        for measured in (self._echoes, self._removed, self._left, self._rests, self._room):
            measured.clear()
        self._heard = self._rest = 0.0
        self.granted = False

    def rest(self, microphone: Samples) -> None:
        """Take in a hop of the room alone."""
        if self.aligned:
            self._room.append(_decibels(_power(microphone)))

    def judge(self, microphone: Samples, played: Samples, rest: Samples, clean: Samples) -> None:
        """Take in one hop; `played` is aligned with the microphone, as far as is known."""
        sent = _power(played)
        self._paused = self._paused + 1 if sent < 10 ** (PAUSE / 10) else 0
        if self._paused > PAUSED and self.aligned:
            self._room.append(_decibels(_power(rest)))
        self._played = max(sent, _FADES * self._played)
        if self._played < 10 ** (PLAYED / 10):
            return
        heard, left = _power(microphone), _power(rest)
        self._heard = _LATELY * self._heard + (1 - _LATELY) * heard
        self._rest = _LATELY * self._rest + (1 - _LATELY) * left
        self._echoes.append(_decibels(heard / self._played))
        self._removed.append(_decibels(heard / left))
        self._rests.append(_decibels(left))
        self._left.append(_decibels(_power(clean) / self._played))
        if self.known:
            least = DISTRUSTED if self.granted else TRUSTED
            self.granted = self.removed >= least or self.echo < INAUDIBLE or self._masked

    @property
    def _masked(self) -> bool:
        """With music in the room, what is left may be that, and the echo gone all the same."""
        if len(self._room) < self._enough or self.astray:
            return False
        return _typical(self._rests) < _typical(self._room) + MASKED


def _typical(measured: Iterable[Decibels]) -> Decibels:
    measured = sorted(measured)
    return measured[int(QUANTILE * len(measured))]


def _power(sound: Samples) -> float:
    return float(np.dot(sound, sound)) / sound.size + _NOTHING


def _decibels(ratio: float) -> Decibels:
    return 10 * math.log10(ratio)
