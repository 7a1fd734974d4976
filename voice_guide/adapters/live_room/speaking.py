"""Keeps the guide's sound flowing: into the loudspeaker, or into nothing at the same pace."""

import threading
from functools import partial

from voice_guide.adapters.live_room.device import Device
from voice_guide.adapters.live_room.parts import (
    EchoRemoval,
    Loudspeaker,
    OpenLoudspeaker,
    Post,
    Pull,
)
from voice_guide.adapters.live_room.timing import LOOK_ROUND, REOPEN
from voice_guide.sound.clock import SessionClock, Source
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE

_DIED = "The loudspeaker no longer takes sound."
_REMEDY = "Connect it again; what is said can be read on the screen meanwhile."


class Speaking:
    """The loudspeaker's thread. Without a loudspeaker, words take their time all the same."""

    def __init__(
        self,
        opener: OpenLoudspeaker | None,
        pull: Pull,
        clock: SessionClock,
        post: Post,
        removal: EchoRemoval | None = None,
    ) -> None:
        opens = partial(self._opened, opener) if opener else None
        self.device: Device[Loudspeaker] = Device(Source.LOUDSPEAKER, opens, clock, post)
        self._pull = pull
        self._clock = clock
        self._removal = removal

    def run(self, leaving: threading.Event) -> None:
        """Keep the sound flowing until it is time to leave."""
        while not leaving.is_set():
            if self.device.open is None:
                self._pump(leaving)
                self.device.try_again()
            else:
                leaving.wait(LOOK_ROUND)
                self._look_after(self.device.open)

    def _opened(self, opener: OpenLoudspeaker) -> Loudspeaker:
        removal = self._removal
        if removal is None:
            return opener(self._pull, self.device.passed)
        removal.changed()
        return opener(lambda frames: removal.sent(self._pull(frames)), self.device.passed)

    def _look_after(self, loudspeaker: Loudspeaker) -> None:
        if loudspeaker.failure is not None:
            raise loudspeaker.failure
        if not loudspeaker.alive:
            self.device.give_up(_DIED, _REMEDY)

    def _pump(self, leaving: threading.Event) -> None:
        start = self._clock.now()
        pulled = 0
        while pulled < REOPEN * SAMPLE_RATE and not leaving.is_set():
            early = start + pulled / SAMPLE_RATE - self._clock.now()
            if early > 0:
                leaving.wait(early)
            else:
                self._pull(BLOCK)
                pulled += BLOCK
