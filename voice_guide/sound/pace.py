"""Time that runs by itself, held back to the time of the room."""

import time

from voice_guide.core.units import Seconds


class Pace:
    """Lets session time pass at `speed` times the time of a clock on the wall."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began: Seconds | None = None

    def __call__(self, now: Seconds) -> None:
        """Wait until it is as late as `now`. What came late is not made up for by haste."""
        clock = time.monotonic()
        if self._began is None:
            self._began = clock - now / self._speed
        early = self._began + now / self._speed - clock
        if early > 0:
            time.sleep(early)
        else:
            self._began -= early
