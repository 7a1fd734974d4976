"""Where in what was played the microphone is now: bulk delay, jumps of it, and clock drift."""

import math
from collections import deque
from dataclasses import dataclass, field
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
LEAD = 160
"""Samples of the filter before the direct sound."""
LEAD_LEAST, LEAD_MOST = 32, 480
TREND: Seconds = 3.0
LONGEST_TREND: Seconds = 90.0
"""Sightings over at least and at most so long tell the drift, silence in between included."""
STRAY = 0.5
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
    _astray: list[float] = field(default_factory=list)
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
            return None
        self._astray = [s for s in self._astray if abs(s - sighting.samples) <= AGREE]
        self._astray.append(sighting.samples)
        return self._move(sighting.samples) if len(self._astray) >= AGAIN else None

    def _move(self, seen: float) -> Move | None:
        self.forget()
        known, self.direct = self.direct, seen
        if known is not None and round(seen - known) + self.delay >= 0:
            return self._moved(round(seen - known), jumped=True)
        if LEAD_LEAST <= seen <= LEAD_MOST:
            return None
        return self._moved(round(max(seen - LEAD, -self.delay)), jumped=False)

    def _moved(self, samples: int, *, jumped: bool) -> Move:
        self.delay += samples
        self.direct = (self.direct or 0.0) - samples
        return Move(samples, jumped)

    def _follow(self, sighting: Sighting) -> None:
        self._lately.append(sighting.samples)
        self.direct = median(self._lately)
        self._seen.append((sighting.at, sighting.place))
        while self._seen[0][0] < self.now - LONGEST_TREND * SAMPLE_RATE:
            self._seen.popleft()
        times, places = np.array(self._seen).T
        if len(places) < 8 or times[-1] - times[0] < TREND * SAMPLE_RATE:
            return
        slope, error = _trend(times, places)
        if error < SURE and abs(slope) < MOST_DRIFT:
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
