"""What the live room needs to be given."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from voice_guide.core.units import Seconds
from voice_guide.ports import Report
from voice_guide.sound.samples import Samples


class Player(Protocol):
    """What decides; called from one thread."""

    @property
    def due(self) -> Seconds | None:
        """Session time at which it wants to be ticked, if any."""

    @property
    def asks(self) -> bool:
        """All it waits for is an answer: its alarm only puts the question again."""

    @property
    def outcome(self) -> str | None:
        """How the session ended, once it has."""

    def begin(self, now: Seconds) -> None:
        """Open the session."""

    def take(self, report: Report, now: Seconds) -> None:
        """Hear what a part has to tell."""

    def tick(self, now: Seconds) -> None:
        """See what the time is."""


class Mouth(Protocol):
    """Where the sound for the loudspeaker comes from."""

    @property
    def busy(self) -> bool:
        """Something is being said or chimed."""

    def pull(self, frames: int) -> Samples:
        """Give the next samples; called from the device's thread, and never waits."""

    def hush(self) -> None:
        """Stop speaking at once."""


class Ears(Protocol):
    """Where the microphone's sound goes."""

    def hear(self, block: Samples, at: Seconds) -> Sequence[Report]:
        """Take a block that ends at this session time, and tell what was heard."""


class Microphone(Protocol):
    """An open microphone."""

    @property
    def alive(self) -> bool:
        """It still gives sound."""

    def take(self, wait: Seconds) -> tuple[Samples, Seconds] | None:
        """Return a block and the session time of its end, or None after `wait`."""

    def close(self) -> None:
        """Give the device back."""


class Loudspeaker(Protocol):
    """An open loudspeaker."""

    @property
    def alive(self) -> bool:
        """It still takes sound."""

    underruns: int
    """Times that it had nothing to play."""

    @property
    def failure(self) -> Exception | None:
        """What the mouth raised in the device's own thread."""

    def close(self) -> None:
        """Give the device back."""


class Typing(Protocol):
    """Lines from a keyboard or a pipe."""

    @property
    def ended(self) -> bool:
        """No line can come any more, and all that came have been posted."""

    def start(self, post: Callable[[Report], None]) -> None:
        """Begin to post."""

    def stop(self) -> None:
        """Post no more."""


class EchoRemoval(Protocol):
    """Takes what the loudspeaker plays out of what the microphone hears."""

    def changed(self) -> None:
        """A device is about to be opened."""

    def gives_up(self) -> bool:
        """Whether it has long been tried in vain; said once."""

    def sent(self, sound: Samples) -> Samples:
        """Keep what is handed to the loudspeaker; return it."""

    def clean(self, block: Samples, at: Seconds) -> Samples:
        """Return the microphone's block that ended at this session time, without the echo."""


Now: TypeAlias = Callable[[], Seconds]
Passed: TypeAlias = Callable[[Seconds], None]
Pull: TypeAlias = Callable[[int], Samples]
Post: TypeAlias = Callable[[Report], None]

OpenMicrophone: TypeAlias = Callable[[Now, Passed], Microphone]
"""Given the session's time, and whom to tell the seconds of each block that came in."""

OpenLoudspeaker: TypeAlias = Callable[[Pull, Passed, Seconds], Loudspeaker]
"""Given where the sound comes from, whom to tell the seconds of each block that went out, and
how much sound is to wait in it: with much it answers late, and does not stutter."""
