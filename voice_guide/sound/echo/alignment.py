"""Where in what was played the microphone is now: bulk delay, jumps of it, and clock drift."""

from dataclasses import dataclass, field

import numpy as np

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
"""Sightings over at least so long, and not more than LONGEST, tell the drift."""
LONGEST_TREND: Seconds = 12.0
STRAY = 0.5
"""Samples by which sightings may stray from a trend."""
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
    _seen: list[tuple[int, float]] = field(default_factory=list)
    _astray: list[float] = field(default_factory=list)
    _now: int = 0

    @property
    def known(self) -> bool:
        return self.direct is not None

    @property
    def whole(self) -> Seconds:
        """From the loudspeaker's feed to the microphone."""
        return (self.delay + (self.direct or 0.0)) / SAMPLE_RATE

    def forget(self) -> None:
        """Sightings so far say nothing of those to come."""
        self._seen.clear()
        self._astray.clear()

    def advance(self, count: int) -> None:
        """So many samples went by."""
        self._now += count
        self.delay = max(self.delay + self.drift * count, 0.0)

    def take(self, sighting: Sighting) -> Move | None:
        """Believe a sighting or not; the caller has to carry out the move."""
        if sighting.clearness < CLEAR:
            return None
        if self.direct is not None and abs(sighting.samples - self.direct) <= AGREE:
            self._astray.clear()
            self._follow(sighting.samples)
            return None
        self._astray = [s for s in self._astray if abs(s - sighting.samples) <= AGREE]
        self._astray.append(sighting.samples)
        return self._move(sighting.samples) if len(self._astray) >= AGAIN else None

    def _move(self, seen: float) -> Move | None:
        self._astray.clear()
        self._seen.clear()
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

    def _follow(self, seen: float) -> None:
        self._seen.append((self._now, seen))
        times, places = np.array(self._seen).T
        self.direct = float(np.median(places[-5:]))
        lasted = (times[-1] - times[0]) / SAMPLE_RATE
        if lasted < TREND or len(places) < 8:
            return
        slope, start = np.polyfit(times - times[0], places, 1)
        stray = np.std(places - start - slope * (times - times[0]))
        sure = stray < STRAY and abs(slope) * (times[-1] - times[0]) > 2 * stray
        if sure and abs(slope) > LEAST_DRIFT and abs(self.drift + slope) < MOST_DRIFT:
            self.drift += float(slope)
            self._seen.clear()
        elif lasted > LONGEST_TREND:
            del self._seen[: len(self._seen) // 2]
