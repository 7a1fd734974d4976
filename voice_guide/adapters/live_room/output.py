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


LADDER = (Rung(0.03, 2, 20.0), Rung(0.05, 5, 10.0), Rung(0.2))
"""What waits still sounds after a word was stopped. At a load of 7 on two cores a session
stuttered once in 3 to 20 s with 0.03 s, and not with 0.05 s. Where a sound server converts to
another rate, 0.03 s may tear everything from the first block."""

TRIAL: Seconds = 0.4
"""So much silence is played before the first word, to see whether the first rung will do."""

PATIENCE: Seconds = 1.6
"""The longest that may take: a card that wakes takes the first blocks slowly, and tears nothing."""


class Output:
    """A loudspeaker as it is to be opened; remembered as long as the room lasts."""

    def __init__(self, opener: OpenLoudspeaker, ladder: tuple[Rung, ...] = LADDER) -> None:
        self._opener = opener
        self._left = list(ladder)
        self._counted, self._since = 0, 0.0
        self.tried = len(ladder) == 1
        """Whether the first rung has been tried on silence."""
        self.taken: Seconds = 0.0
        """Sound that the loudspeaker has taken since it was opened."""

    def open(self, pull: Pull, passed: Passed) -> Loudspeaker:
        """Open it with as much sound waiting as has proved to be needed."""
        self._counted, self._since = 0, 0.0
        self.taken = 0.0

        def took(seconds: Seconds) -> None:
            self.taken += seconds
            passed(seconds)

        return self._opener(pull, took, self._left[0].waiting)

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
        self.tried = True
