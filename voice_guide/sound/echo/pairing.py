"""Which sample of the session a sample of the microphone is."""

from collections import deque

from voice_guide.core.units import Seconds
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE

LOOKED_AT: Seconds = 1.0
"""Arrivals over so long, of which the median says what the time is: a thread that is late for a
moment moves it by nothing."""
EARLIER: Seconds = 0.06
LATER: Seconds = 0.25
"""The clock may say so much more, or less, than the count before the count is put right: the echo
then comes so much earlier or later, and what is less is a matter for the canceller, which sees it
exactly. It cannot look into what is yet to be played, but half a second back."""


class Pairing:
    """Counts the microphone's samples from the session time at which the first ones came.

    Session time is what the loudspeaker has taken, so both are counts of samples. The first
    arrivals of a microphone come in lumps: after LOOKED_AT the count is put right once.
    """

    def __init__(self) -> None:
        self._before: deque[int] = deque(maxlen=round(LOOKED_AT * SAMPLE_RATE / BLOCK))
        self._ahead: int | None = None
        """By how many samples the session was ahead of the microphone's count."""
        self._counted = 0
        self._settled = False

    def restart(self) -> None:
        """Another microphone, or loudspeaker."""
        self._before.clear()
        self._ahead = None
        self._settled = False

    def end_of(self, count: int, at: Seconds) -> int:
        """Take a block of `count` samples that arrived at `at`; where in the session it ends."""
        self._counted += count
        self._before.append(round(at * SAMPLE_RATE) - self._counted)
        if self._ahead is None:
            self._ahead = self._before[-1]
        if len(self._before) == self._before.maxlen:
            typical = sorted(self._before)[len(self._before) // 2]
            more = (typical - self._ahead) / SAMPLE_RATE
            if not self._settled or more > EARLIER or more < -LATER:
                self._ahead = typical
                self._before.clear()
            self._settled = True
        return self._counted + self._ahead
