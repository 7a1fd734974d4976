"""Ears while the guide's own voice may still be in what they hear."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from voice_guide.core.commands import CLASS_OF, CommandClass
from voice_guide.core.commit import Reason
from voice_guide.core.messages import Answered
from voice_guide.core.units import Decibels, Seconds
from voice_guide.ports import Heard, Ignored, Report
from voice_guide.sound.activity import FAINTEST
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.speech import LEVEL

SURE = 0.9
"""Least confidence of anything over the guide's voice where that voice comes back. In twelve
routines in their own microphone, echo up to 6 dB louder than what is played, what the canceller
left made a "stop" of 0.57 and 0.69, a "repeat" of 0.71, a "stop please" of 0.75, an "exit" of
0.81 and, on another processor, an "undo" of 0.87. Of 288 commands said over it 282 are obeyed."""


TAIL: Seconds = 0.1
"""A room rings on for longer than the canceller follows. What was over by then is still the
guide's: an echo that is a third of a second late ended after all that was asked about it."""
LATE: Seconds = 0.5
"""So long after its last word the guide may still be heard; after that it is a chime or a cue."""
REMOVED: Decibels = 25.0
"""While the guide speaks nothing is speech that is so far below what comes back of its voice: it is
what is left of that."""
FAINT: Decibels = -52.0
"""Who is louder than this is heard whatever comes back."""
_OFTEN = 25
"""Blocks, half a second, between two looks at what comes back."""


class Ears(Protocol):
    """Where sound goes."""

    def hear(self, block: Samples, at: Seconds) -> Sequence[Report]: ...
    def forget(self, at: Seconds) -> None: ...
    def shut_out(self, faintest: Decibels) -> None: ...


class OwnVoice(Protocol):
    """What is known of the guide's voice in the microphone."""

    @property
    def comes_back(self) -> bool: ...
    @property
    def in_doubt(self) -> bool: ...
    @property
    def losses(self) -> int: ...
    @property
    def lingers(self) -> bool: ...
    @property
    def echo(self) -> Decibels: ...


class Doubting:
    """Obeys over the guide's voice only what is sure, where that voice comes back.

    While it is in doubt, only what is urgent: what the guide was heard to say of itself then was
    as sure as 0.94, and of people little is understood over an echo that is not removed.

    When the echo jumps, shreds of the guide's words are left until that is noticed, and a shred
    is taken for a word: the ears forget them.
    """

    def __init__(self, ears: Ears, own_voice: OwnVoice, spoken: Callable[[], str]) -> None:
        """`spoken`: what the guide says now, or said a moment ago."""
        self._ears = ears
        self._own_voice = own_voice
        self._spoken = spoken
        self._losses = own_voice.losses
        self._spoke: Seconds = -1e9
        self._lingered: Seconds = -1e9
        self._left = FAINTEST
        """What may be left of the guide's voice is no louder."""
        self._blocks = 0

    def hear(self, block: Samples, at: Seconds) -> list[Report]:
        """Take in a block that ends at session time `at`."""
        if self._own_voice.losses != self._losses:
            self._losses = self._own_voice.losses
            self._ears.forget(at - block.size / SAMPLE_RATE)
        if self._blocks % _OFTEN == 0:
            self._left = self._may_be_left()
        self._blocks += 1
        speaking = bool(self._spoken())
        self._ears.shut_out(self._left if speaking else FAINTEST)
        if speaking:
            self._spoke = at
        if self._own_voice.lingers and at - self._spoke < LATE:
            self._lingered = at
        return [self._weighed(found) for found in self._ears.hear(block, at)]

    def _may_be_left(self) -> Decibels:
        if not self._own_voice.comes_back:
            return FAINTEST
        return min(max(LEVEL + self._own_voice.echo - REMOVED, FAINTEST), FAINT)

    def _weighed(self, found: Report) -> Report:
        if not isinstance(found, Heard | Answered) or not self._own_voice.comes_back:
            return found
        ended = found.speech_ended_at if isinstance(found, Heard) else found.ended_at
        if not (found.over_speech or ended <= self._lingered + TAIL):
            return found
        if isinstance(found, Answered):
            return replace(found, text="")
        urgent = CLASS_OF[found.order.command] is CommandClass.URGENT
        if found.confidence >= SURE and (urgent or not self._own_voice.in_doubt):
            return found
        return Ignored(found.text, Reason.SPOKEN_BY_GUIDE.value, found.confidence)
