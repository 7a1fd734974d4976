"""Ears while the guide's own voice may still be in what they hear."""

from collections.abc import Callable
from typing import Protocol

from voice_guide.core.commands import CLASS_OF, CommandClass
from voice_guide.core.commit import Reason
from voice_guide.core.units import Seconds
from voice_guide.ports import Heard, Ignored
from voice_guide.sound.samples import Samples

SURE = 0.7
"""Least confidence of what is urgent. Nothing else is obeyed: what the guide was heard to say of
itself was as sure as 0.94, and of people little is understood over an echo that is not removed."""


class Ears(Protocol):
    """Where sound goes."""

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]: ...


class Doubting:
    """Obeys over the guide's voice only what is urgent, as long as `in_doubt` says so."""

    def __init__(self, ears: Ears, in_doubt: Callable[[], bool]) -> None:
        self._ears = ears
        self._in_doubt = in_doubt

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]:
        """Take in a block that ends at session time `at`."""
        return [self._weighed(found) for found in self._ears.hear(block, at)]

    def _weighed(self, found: Heard | Ignored) -> Heard | Ignored:
        if isinstance(found, Ignored) or not found.over_speech or not self._in_doubt():
            return found
        urgent = CLASS_OF[found.order.command] is CommandClass.URGENT
        if urgent and found.confidence >= SURE:
            return found
        return Ignored(found.text, Reason.SPOKEN_BY_GUIDE.value, found.confidence)
