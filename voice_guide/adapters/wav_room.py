"""A room made of files: the same session, block by block, as fast as the processor allows."""

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from voice_guide.core.messages import Deserted
from voice_guide.core.units import Seconds
from voice_guide.ports import Report, Typed
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

_STEP: Seconds = BLOCK / SAMPLE_RATE

_SETTLE: Seconds = 2.0
"""How long it stays silent before a room without speakers is given up."""


class Player(Protocol):
    """What the room needs of a player."""

    due: Seconds | None
    outcome: str | None

    def begin(self, now: Seconds) -> None: ...
    def tick(self, now: Seconds) -> None: ...
    def take(self, report: Report, now: Seconds) -> None: ...


class Mouth(Protocol):
    """What the room needs of a mouth."""

    @property
    def busy(self) -> bool: ...
    def pull(self, frames: int) -> Samples: ...


class Ears(Protocol):
    """What the room needs of ears."""

    def hear(self, block: Samples, at: Seconds) -> Sequence[Report]: ...


class Typing(Protocol):
    """Lines that are typed, or piped, into the room."""

    @property
    def ended(self) -> bool: ...
    def take(self, at: Seconds, *, speaking: bool) -> list[str]: ...


class Microphone(Protocol):
    """What is spoken into the room."""

    @property
    def ended(self) -> bool: ...
    def pull(self, frames: int) -> Samples: ...


@dataclass(slots=True)
class WavRoom:
    """Pumps player, ears and mouth in step; session time is counted in samples."""

    mouth: Mouth
    inbox: deque[Report]
    ears: Ears | None = None
    microphone: Microphone | None = None
    typing: Typing | None = None
    echo: Callable[[Samples], Samples] | None = None
    """The way from the loudspeaker into the microphone."""
    clean: Callable[[Samples, Samples], Samples] | None = None
    """Takes out of what the microphone hears what is played."""
    played: Callable[[Samples], None] | None = None
    """Takes what the loudspeaker plays."""
    heard: Callable[[Samples], None] | None = None
    """Takes what the microphone hears, echo included."""
    attended: Callable[[], bool] | None = None
    """Somebody can still touch a button on a page."""
    keep_pace: Callable[[Seconds], None] | None = None
    """Told the time, holds it back until it is due; without it, it runs as fast as it can."""

    hurried: bool = False
    """Pass over silence that only the player's alarm can end; nothing hears it."""

    _blocks: int = 0

    @property
    def now(self) -> Seconds:
        """The session time at the end of the last block."""
        return self._blocks * _STEP

    def run(self, player: Player) -> None:
        """Play until the player is done, or nobody is left and nothing is about to happen.

        Another player can follow in the same room: time goes on where it stood.
        """
        player.begin(self.now)
        last_sign = last_sound = self.now
        while True:
            self._blocks += 1
            now = self.now
            if self.keep_pace is not None:
                self.keep_pace(now)
            self._pump(now)
            self._deliver(player, now)
            player.tick(now)
            if self.mouth.busy:
                last_sound = now
            elif self.hurried and now - last_sound >= _SETTLE:
                self._pass_over(player)
            if self._alive(player):
                last_sign = now
            elif now - last_sign >= _SETTLE:
                player.take(Deserted(), now)
            if player.outcome is not None:
                self._pump(now)
                self._deliver(player, now)
                return

    def _pump(self, now: Seconds) -> None:
        block = self.mouth.pull(BLOCK)
        if self.played is not None:
            self.played(block)
        hearing = self._hearing(block)
        if hearing is None:
            return
        if self.heard is not None:
            self.heard(hearing)
        if self.ears is not None:
            clean = hearing if self.clean is None else self.clean(hearing, block)
            self.inbox.extend(self.ears.hear(clean, now))

    def _pass_over(self, player: Player) -> None:
        """Go to the block before the one in which the alarm rings."""
        if player.due is None or self.microphone is not None or self.typing is not None:
            return
        blocks = math.ceil(player.due / _STEP) - self._blocks - 1
        if blocks > 0:
            self._blocks += blocks
            silence = self.mouth.pull(blocks * BLOCK)
            if self.played is not None:
                self.played(silence)

    def _hearing(self, played: Samples) -> Samples | None:
        spoken = None if self.microphone is None else self.microphone.pull(BLOCK)
        if self.echo is None:
            return spoken
        echo = self.echo(played)
        return echo if spoken is None else spoken + echo

    def _deliver(self, player: Player, now: Seconds) -> None:
        while self.inbox:
            player.take(self.inbox.popleft(), now)
        if self.typing is not None and player.outcome is None:
            for line in self.typing.take(now, speaking=self.mouth.busy):
                player.take(Typed(line), now)

    def _alive(self, player: Player) -> bool:
        speakers = (self.microphone, self.typing)
        waiting = any(one is not None and not one.ended for one in speakers)
        waiting = waiting or (self.attended is not None and self.attended())
        return waiting or self.mouth.busy or player.due is not None
