"""Carries the microphone's sound to the ears, and what they heard to the inbox."""

import threading
from functools import partial

from voice_guide.adapters.live_room.device import Device
from voice_guide.adapters.live_room.parts import (
    Ears,
    EchoRemoval,
    Microphone,
    OpenMicrophone,
    Post,
)
from voice_guide.adapters.live_room.timing import EARS_TRIED, LOOK_ROUND, PATIENCE, REOPEN
from voice_guide.core.messages import PartBack, PartFailed
from voice_guide.core.units import Seconds
from voice_guide.sound.clock import SessionClock, Source
from voice_guide.sound.samples import Samples

_DIED = "The microphone no longer gives sound."
_TYPE = "Type the commands, and please report this."
_ECHO = "The guide's own voice cannot be taken out of what the microphone hears."
_SPEAK_APART = "Speak in its pauses or turn it down; with headphones, start with --no-echo-removal."
_REMEDY = "Connect it again, or type the commands."


class Listening:
    """The microphone's thread."""

    def __init__(
        self,
        opener: OpenMicrophone | None,
        ears: Ears,
        clock: SessionClock,
        post: Post,
        removal: EchoRemoval | None = None,
    ) -> None:
        opens = partial(self._opened, opener) if opener else None
        self.device: Device[Microphone] = Device(Source.MICROPHONE, opens, clock, post)
        self._ears = ears
        self._clock = clock
        self._post = post
        self._removal = removal
        self._failures = 0
        """Of the ears, in a row."""
        self._deaf_until: Seconds = 0.0

    @property
    def unwanted(self) -> bool:
        """Nobody is to be heard."""
        return not self.device.wanted

    @property
    def hopeless(self) -> bool:
        """Nobody can be heard, and nobody will be soon."""
        died_at = self.device.died_at
        waited = died_at is None or self._clock.now() > died_at + PATIENCE
        return self.device.open is None and waited

    def run(self, leaving: threading.Event) -> None:
        """Listen until it is time to leave."""
        while self.device.wanted and not leaving.is_set():
            if self.device.open is None:
                leaving.wait(REOPEN)
                self.device.try_again()
            else:
                self._listen(self.device.open)

    def _opened(self, opener: OpenMicrophone) -> Microphone:
        if self._removal is not None:
            self._removal.changed()
        return opener(self._clock.now, self.device.passed)

    def _listen(self, microphone: Microphone) -> None:
        taken = microphone.take(LOOK_ROUND)
        if taken is not None:
            self._hear(*taken)
        elif not microphone.alive:
            self.device.give_up(_DIED, _REMEDY)

    def _hear(self, block: Samples, at: Seconds) -> None:
        if at < self._deaf_until:
            return
        try:
            reports = self._ears.hear(self._cleaned(block, at), at)
        except Exception as error:  # noqa: BLE001 - whatever it is, the massage goes on
            self._broken(error, at)
            return
        if self._failures and at >= self._deaf_until + REOPEN:
            self._failures = 0
            self._post(PartBack("ears"))
        for report in reports:
            self._post(report)

    def _broken(self, error: Exception, at: Seconds) -> None:
        """Say so once, leave the ears alone for a while, and give them up if it goes on."""
        if not self._failures:
            self._post(PartFailed("ears", f"{type(error).__name__}: {error}", _TYPE))
        self._failures += 1
        self._deaf_until = at + REOPEN
        if self._failures >= EARS_TRIED:
            self.device.wanted = False
            self.device.close()

    def _cleaned(self, block: Samples, at: Seconds) -> Samples:
        removal = self._removal
        if removal is None:
            return block
        clean = removal.clean(block, at)
        if removal.gives_up():
            self._post(PartFailed("echo", _ECHO, _SPEAK_APART))
        return clean
