"""Echo removal between two devices that only share a clock: the loudspeaker's count of samples."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.echo.canceller import EchoCanceller
from voice_guide.sound.echo.far_end import FarEnd
from voice_guide.sound.echo.pairing import Pairing
from voice_guide.sound.samples import SAMPLE_RATE, Samples

LATE: Seconds = 0.4
"""What was played so lately is looked at anew with each block: a loudspeaker's thread that was
late, or an underrun, leaves a hole in what is known by then. No echo comes before its sound."""
PATIENCE: Seconds = 20.0
"""Speech of the guide's without trust, after which somebody is told."""
UNHEARD: Decibels = -90.0
"""An echo that is none."""
REGAINED = 3.0
"""A second of trust makes up for so many without."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of the way from the loudspeaker into the microphone."""

    delay: Seconds
    """From the moment sound is handed over to its direct echo; 0 before it is known."""
    echo: Decibels
    """Of the guide in the microphone, relative to what is played; 0 before it is known, UNHEARD
    where what the microphone hears is the room alone."""
    leakage: Decibels
    """What is left of it after removal, likewise."""
    removed: Decibels
    """Echo return loss enhancement of the filter."""
    drift: float
    """Growth of the delay, seconds per second."""
    trusted: bool
    known: bool
    """Enough was played to tell."""


def measured(canceller: EchoCanceller) -> Measured:
    """The latest figures of a canceller."""
    heard = canceller.audible
    return Measured(
        canceller.delay,
        canceller.echo if heard else UNHEARD,
        canceller.leakage if heard else UNHEARD,
        canceller.removed,
        canceller.drift,
        canceller.trusted or not heard,
        canceller.known or not heard,
    )


class EchoRemoval:
    """`sent` is called by the loudspeaker's thread, all else by the microphone's.

    `now` is the session time, which the loudspeaker drives.
    """

    def __init__(self, now: Callable[[], Seconds]) -> None:
        self._now = now
        self._far_end = FarEnd()
        self._pairing = Pairing()
        self._canceller = EchoCanceller()
        self._changed = Event()
        self._doubtful: Seconds = 0.0
        self._gave_up = False

    def changed(self) -> None:
        """A device is about to be opened; any thread may say so."""
        self._far_end.restart()
        self._changed.set()

    def sent(self, sound: Samples) -> Samples:
        """Keep what is handed to the loudspeaker; return it."""
        self._far_end.take(sound, self._now())
        return sound

    def clean(self, block: Samples, at: Seconds) -> Samples:
        """Return the microphone's block that ended at `at` without what was played.

        Until the canceller is to be trusted, the block itself.
        """
        if self._changed.is_set():
            self._changed.clear()
            self._pairing.restart()
            self._canceller.reconsider()
        end = self._pairing.end_of(block.size, at)
        played = self._far_end.until(end, round(LATE * SAMPLE_RATE))
        clean = self._canceller.clean_once_settled(block, played)
        if self._canceller.active and self._canceller.audible:
            seconds = block.size / SAMPLE_RATE
            change = -REGAINED * seconds if self._canceller.trusted else seconds
            self._doubtful = max(self._doubtful + change, 0.0)
        return clean

    def gives_up(self) -> bool:
        """The guide has long been speaking, and its voice is still in what is heard; said once."""
        now = self._doubtful > PATIENCE and not self._gave_up
        self._gave_up = self._gave_up or now
        return now

    @property
    def comes_back(self) -> bool:
        """An echo has been seen."""
        return self._canceller.comes_back

    @property
    def in_doubt(self) -> bool:
        """What came back in the last moments has the guide's own voice in it."""
        return self._canceller.in_doubt

    @property
    def losses(self) -> int:
        """How often the echo was not where it had been found."""
        return self._canceller.losses

    @property
    def echo(self) -> Decibels:
        """What the microphone hears of the guide, relative to what is played."""
        return self._canceller.echo

    @property
    def lingers(self) -> bool:
        """The guide can be heard now, or the end of what it said in the room."""
        return self._canceller.lingers

    @property
    def measured(self) -> Measured:
        """The latest figures."""
        return measured(self._canceller)
