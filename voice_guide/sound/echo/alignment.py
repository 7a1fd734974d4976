"""Where in what was played the microphone is now: bulk delay, jumps of it, and clock drift."""

import math
from collections import deque
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from voice_guide.core.units import Seconds
from voice_guide.sound.echo.delay import Sighting
from voice_guide.sound.samples import SAMPLE_RATE

CLEAR = 12.0
"""Least clearness of a sighting that is believed."""
AGREE = 3.0
"""Samples within which sightings mean the same delay."""
AGAIN = 2
"""Sightings that agree before anything is moved."""
SLIGHT = 16.0
"""Samples by which the echo may creep through the filter, which follows it by itself."""
LEAD = 160
"""Samples of the filter before the direct sound."""
LEAD_LEAST = 32
TREND: Seconds = 3.0
LONGEST_TREND: Seconds = 90.0
"""Sightings over at least and at most so long tell the drift, silence in between included."""
STRAY = 1.0
"""Samples by which sightings may stray from a trend."""
SURE = 5e-6
"""Standard error of a drift that is believed."""
MOST_DRIFT = 500e-6
LEAST_DRIFT = 2e-6
"""Samples per sample. Two clocks differ by up to 200 parts in a million; within less than the
least the filter follows by itself."""


@dataclass(frozen=True, slots=True)
class Move:
    """The reference is to be read so much later (earlier if negative) from now on."""

    samples: int
    jumped: bool
    """The way itself became longer, and the filter still fits; else the filter has to move."""


@dataclass(slots=True)
class Alignment:
    """`delay` samples before the latest played is what the filter is given now."""

    delay: float = 0.0
    drift: float = 0.0
    """Growth of the delay, samples per sample."""
    direct: float | None = None
    """Where in the filter the direct sound arrives, in samples; None before it was found."""
    _seen: deque[tuple[float, float]] = field(default_factory=deque)
    """When, and where counted from what was played last: moves and drift do not change it."""
    _lately: deque[float] = field(default_factory=lambda: deque(maxlen=5))
    _astray: list[Sighting] = field(default_factory=list)
    _sure: bool = False
    """What was seen tells the drift."""
    now: int = 0
    """Samples that went by."""

    @property
    def known(self) -> bool:
        return self.direct is not None

    @property
    def confirmed(self) -> bool:
        """The latest sightings agree with what is known."""
        return bool(self._lately) and not self._astray

    @property
    def whole(self) -> Seconds:
        """From the loudspeaker's feed to the microphone."""
        return (self.delay + (self.direct or 0.0)) / SAMPLE_RATE

    def forget(self) -> None:
        """Sightings so far say nothing of those to come."""
        self._seen.clear()
        self._lately.clear()
        self._astray.clear()
        self._sure = False

    def advance(self, count: int) -> None:
        """So many samples went by."""
        self.now += count
        self.delay = max(self.delay + self.drift * count, 0.0)

    def take(self, sighting: Sighting) -> Move | None:
        """Believe a sighting or not; the caller has to carry out the move."""
        if sighting.clearness < CLEAR:
            return None
        if self.direct is not None and abs(sighting.samples - self.direct) <= AGREE:
            self._astray.clear()
            self._follow(sighting)
            return self._room_to_shrink()
        self._astray = [s for s in self._astray if abs(s.samples - sighting.samples) <= AGREE]
        self._astray.append(sighting)
        return self._elsewhere() if len(self._astray) >= AGAIN else None

    def _elsewhere(self) -> Move | None:
        """The echo is not where it was: it jumped, or crept there while nothing was played."""
        known, seen, found = self.direct, self._astray[-1].samples, self._astray.copy()
        if known is None or not self._may_have_crept(found[0]):
            self.forget()
            return self._move(known, seen)
        self._lately.clear()
        self._astray.clear()
        move = self._move(known, seen) if abs(seen - known) > SLIGHT else None
        for sighting in found:
            self._follow(replace(sighting, samples=seen - (move.samples if move else 0)))
        return move

    def _may_have_crept(self, sighting: Sighting) -> bool:
        """Whether clocks that differ, nobody knows yet by how much, explain where it is now."""
        if not self._seen or self._sure:
            return False
        at, place = self._seen[-1]
        return abs(sighting.place - place) <= AGREE + MOST_DRIFT * (sighting.at - at)

    def _move(self, known: float | None, seen: float) -> Move | None:
        self.direct = seen
        if known is not None and known >= LEAD_LEAST and round(seen - known) + self.delay >= 0:
            return self._moved(round(seen - known), jumped=True)
        if LEAD_LEAST <= seen <= LEAD:
            return None
        return self._moved(round(max(seen - LEAD, -self.delay)), jumped=False)

    def _room_to_shrink(self) -> Move | None:
        """What is played cannot be read before it was: the filter gives way instead."""
        shrunk = self.drift < 0 and self.delay == 0.0
        if not shrunk or self.direct is None or self.direct < 3 * LEAD_LEAST:
            return None
        return self._moved(2 * LEAD_LEAST, jumped=False)

    def _moved(self, samples: int, *, jumped: bool) -> Move:
        self.delay += samples
        self.direct = (self.direct or 0.0) - samples
        return Move(samples, jumped)

    def _follow(self, sighting: Sighting) -> None:
        self._lately.append(sighting.samples)
        self.direct = median(self._lately)
        self._seen.append((sighting.at, sighting.place))
        while self._seen[0][0] < sighting.at - LONGEST_TREND * SAMPLE_RATE:
            self._seen.popleft()
        times, places = np.array(self._seen).T
        if len(places) < 8 or times[-1] - times[0] < TREND * SAMPLE_RATE:
            return
        slope, error = _trend(times, places)
        self._sure = error < SURE and abs(slope) < MOST_DRIFT
        if self._sure:
            self.drift = slope if abs(slope) > max(2 * error, LEAST_DRIFT) else 0.0


def _trend(times: NDArray[np.float64], places: NDArray[np.float64]) -> tuple[float, float]:
    """Slope of the line through the places, and its standard error; infinite where there is none.

    Each sighting shares half of what it saw with the one before, so they count as half as many.
    """
    since = times - times.mean()
    spread = float(np.dot(since, since))
    slope = float(np.dot(since, places)) / spread
    stray = float(np.std(places - places.mean() - slope * since))
    return slope, stray * math.sqrt(2 / spread) if stray < STRAY else math.inf
