"""What became of each phrase that was said to a model."""

import hashlib
from dataclasses import dataclass

from voice_guide.core.commands import Command, CommandClass, Understood
from voice_guide.core.commit import Rules
from voice_guide.core.units import Seconds


def for_choosing(who: str) -> bool:
    """Whether figures may be chosen on what this person says; about half of all may."""
    return hashlib.sha256(who.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Obeyed:
    """A phrase that was taken for a command."""

    phrase: str
    order: Understood
    kind: CommandClass
    confidence: float
    in_noise: bool = False
    """Heard in a noise, or cut out of one, of which more is asked."""

    def floor(self, rules: Rules) -> float:
        """Least confidence for it."""
        floor = rules.floor_in_noise if self.in_noise else rules.floor
        return floor(self.phrase, self.order)


@dataclass(frozen=True, slots=True)
class Trial:
    """Something that was said, and what was obeyed of it."""

    said: str
    meant: Understood | None
    """None where it is no command."""
    who: str
    obeyed: tuple[Obeyed, ...]
    seconds: Seconds
    refused: tuple[str, ...] = ()
    """What was heard in it and not obeyed."""

    @property
    def right(self) -> bool:
        return bool(self.obeyed) and self.obeyed[-1].order == self.meant

    @property
    def wrong(self) -> bool:
        """Something else than what was meant was obeyed; "stop" in "stop listening" is meant."""
        starts = self.meant is not None and self.meant.command is Command.STOP_LISTENING
        return any(
            one.order != self.meant and not (starts and one.order.command is Command.STOP)
            for one in self.obeyed
        )
