"""How often something may be done: bursts are fine, a flood is not."""

from collections.abc import Callable
from time import monotonic

from voice_guide.core.units import Seconds


class Allowance:
    """Lets `burst` things through at once and `rate` a second in the long run."""

    def __init__(self, rate: float, burst: int, now: Callable[[], Seconds] = monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._left = float(burst)
        self._at = now()

    def take(self) -> bool:
        """Whether one more is allowed now."""
        now = self._now()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
