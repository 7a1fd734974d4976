"""A device that may be missing, may die and may come back."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from voice_guide.adapters.live_room.parts import Post
from voice_guide.core.messages import PartBack, PartFailed
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError, VoiceGuideError
from voice_guide.sound.clock import SessionClock, Source


class Closable(Protocol):
    """Whatever was opened."""

    def close(self) -> None:
        """Give it back."""


D = TypeVar("D", bound=Closable)


class Device(Generic[D]):
    """One microphone or loudspeaker; `opener` is None where none is wanted."""

    def __init__(
        self, source: Source, opener: Callable[[], D] | None, clock: SessionClock, post: Post
    ) -> None:
        self.open: D | None = None
        """The open device, if there is one."""
        self.died_at: Seconds | None = None
        """Session time at which one that was open died."""
        self.wanted = opener is not None
        self._opener = opener
        self._source = source
        self._clock = clock
        self._post = post

    def start(self) -> None:
        """Open it, or announce that it is missing; raise InputError for a wrong name."""
        try:
            self._start()
        except InputError:
            raise
        except VoiceGuideError as error:
            self._announce(str(error), error.hint)

    def try_again(self) -> None:
        """Open it if it is back; that it is missing was announced."""
        try:
            self._start()
        except VoiceGuideError:
            return

    def give_up(self, problem: str, remedy: str) -> None:
        """Announce that it died, and go on without it."""
        self.close()
        self.died_at = self._clock.now()
        self._announce(problem, remedy)

    def close(self) -> None:
        """Give it back, if it is open."""
        if self.open is not None:
            self._clock.lost(self._source)
            device, self.open = self.open, None
            device.close()

    def passed(self, seconds: Seconds) -> None:
        """Count the sound that went through it."""
        self._clock.passed(self._source, seconds)

    def _start(self) -> None:
        if self._opener is not None:
            self.open = self._opener()
            self._clock.gained(self._source)
            self._post(PartBack(self._source.name.lower()))

    def _announce(self, problem: str, remedy: str) -> None:
        self._post(PartFailed(self._source.name.lower(), problem, remedy))
