"""Keeps the guide's sound flowing: into the loudspeaker, or into nothing at the same pace."""

import threading
import time
from functools import partial

from voice_guide.adapters.live_room.device import Device
from voice_guide.adapters.live_room.output import PATIENCE, TRIAL, Output
from voice_guide.adapters.live_room.parts import EchoRemoval, Loudspeaker, Post, Pull
from voice_guide.adapters.live_room.timing import LOOK_ROUND, REOPEN
from voice_guide.core.messages import PartFailed
from voice_guide.sound.clock import SessionClock, Source
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE

_DIED = "The loudspeaker no longer takes sound."
_REMEDY = "Connect it again; what is said can be read on the screen meanwhile."
_BUSY = "The machine is too busy: sound breaks up. It comes a little later from now on."
_LIGHTER = "Close other programs."


class Speaking:
    """The loudspeaker's thread. Without a loudspeaker, words take their time all the same."""

    def __init__(
        self,
        output: Output | None,
        pull: Pull,
        clock: SessionClock,
        post: Post,
        removal: EchoRemoval | None = None,
    ) -> None:
        opens = partial(self._opened, output) if output else None
        self.device: Device[Loudspeaker] = Device(Source.LOUDSPEAKER, opens, clock, post)
        self._pull = pull
        self._clock = clock
        self._post = post
        self._removal = removal
        self._output = output

    def settle(self) -> None:
        """Play silence until it is known whether as little sound may wait as on the first rung.

        Before the first word: where the machine is too slow for it, all is torn from the start.
        """
        give_up_at = time.monotonic() + PATIENCE
        while (output := self._output) and (loudspeaker := self.device.open) and not output.tried:
            time.sleep(TRIAL / 40)
            late = time.monotonic() > give_up_at and output.taken > 0  # one that wakes takes none
            if late or output.strained(loudspeaker.underruns, self._clock.now()):
                self._let_more_wait(output)
            output.tried = output.tried or output.taken >= TRIAL or time.monotonic() > give_up_at

    def run(self, leaving: threading.Event) -> None:
        """Keep the sound flowing until it is time to leave."""
        while not leaving.is_set():
            if self.device.open is None:
                self._pump(leaving)
                self.device.try_again()
            else:
                leaving.wait(LOOK_ROUND)
                self._look_after(self.device.open)

    def _opened(self, output: Output) -> Loudspeaker:
        removal = self._removal
        if removal is None:
            return output.open(self._pull, self.device.passed)
        removal.changed()
        return output.open(self._sent(removal), self.device.passed)

    def _sent(self, removal: EchoRemoval) -> Pull:
        return lambda frames: removal.sent(self._pull(frames))

    def _look_after(self, loudspeaker: Loudspeaker) -> None:
        if loudspeaker.failure is not None:
            raise loudspeaker.failure
        if not loudspeaker.alive:
            self.device.give_up(_DIED, _REMEDY)
        elif self._output and self._output.strained(loudspeaker.underruns, self._clock.now()):
            self._let_more_wait(self._output)

    def _let_more_wait(self, output: Output) -> None:
        output.climb()
        if output.most:
            self._post(PartFailed("processor", _BUSY, _LIGHTER))
        self.device.close()
        self.device.start()

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
