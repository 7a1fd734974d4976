"""How much sound waits in the loudspeaker: little, and more once the machine proves too late."""

from dataclasses import dataclass

from voice_guide.adapters.live_room.parts import Loudspeaker, OpenLoudspeaker, Passed, Pull
from voice_guide.core.units import Seconds


@dataclass(frozen=True, slots=True)
class Rung:
    """So much sound waits, until there was nothing to play `stutters` times `within` so long."""

    waiting: Seconds
    stutters: int = 0
    within: Seconds = 0.0


LADDER = (Rung(0.05, 5, 10.0), Rung(0.2))
"""What waits still sounds after a word was stopped. With four busy programs on the same two cores
a tone lost 20 to 30 in a hundred with 0.05 s, 5 with 0.1 s, and nothing with 0.2 s. With 0.02 or
0.03 s a virtual card tears the first second of speech even on a machine with little to do."""


class Output:
    """A loudspeaker as it is to be opened; remembered as long as the room lasts."""

    def __init__(self, opener: OpenLoudspeaker, ladder: tuple[Rung, ...] = LADDER) -> None:
        self._opener = opener
        self._left = list(ladder)
        self._counted, self._since = 0, 0.0

    def open(self, pull: Pull, passed: Passed) -> Loudspeaker:
        """Open it with as much sound waiting as has proved to be needed."""
        self._counted, self._since = 0, 0.0
        return self._opener(pull, passed, self._left[0].waiting)

    @property
    def most(self) -> bool:
        """More sound waiting would not help."""
        return len(self._left) == 1

    def strained(self, underruns: int, now: Seconds) -> bool:
        """Whether more is needed; `underruns` are counted from when it was opened."""
        if self.most:
            return False
        if now - self._since > self._left[0].within:
            self._counted, self._since = underruns, now
        return underruns - self._counted >= self._left[0].stutters

    def climb(self) -> None:
        """Let more wait when it is opened next."""
        self._left.pop(0)
