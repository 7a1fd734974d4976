"""What can be chosen for a session, with the defaults."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from voice_guide.core.rhythm import Rhythm
from voice_guide.core.session.state import Pace
from voice_guide.core.units import Decibels, Seconds

NONE = "none"
"""As the name of a device: not wanted."""

PAGE_PORT = 8642
"""Where the page is, or close after it."""


class ScreenKind(StrEnum):
    """What is seen."""

    TERMINAL = "terminal"
    WEB = "web"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Settings:
    """One session's choices; None means the default of the machine."""

    microphone: str | None = None
    """A device's name, a .wav file, or "none"."""
    loudspeaker: str | None = None
    typed: bool = False
    events: str | None = None
    """A file, or "-" for standard output."""
    start: int = 1
    skip_screening: bool = False
    minutes: int | None = None
    """How long the steps may take; None: as long as they do."""
    pace: Pace = Pace.GUIDED
    rhythm: Rhythm = Rhythm.NONE
    """What keeps the hands in time at first."""
    screen: ScreenKind | None = None
    echo: Decibels | None = None
    """How loud the loudspeaker is in the microphone of a WAV room; None: not at all."""
    echo_delay: Seconds = 0.06
    echo_removal: bool = True
    """Take what the loudspeaker plays out of what the microphone hears."""
    voice: str | None = None
    rate: int | None = None
    """Words a minute."""
    model: str | None = None
    address: str = ""
    """A word that has to come before commands that are not urgent; empty: none."""
    language: str = "en"
    page: bool = True
    """A page for browsers beside the terminal."""
    page_port: int = PAGE_PORT
    share: bool = False
    """The page is there for the whole network, behind a secret address."""
    new_keys: bool = False
    """The secret addresses of before open nothing any more."""
    speed: float | None = None
    """Of the time in a WAV room, 1 being a real room's; None: as fast as the processor allows."""
    receiver: str | None = None
    """The name of who lies on the table."""
    resume: bool | None = None
    """Offer to go on with a session that was cut off; None: in a real room."""

    @property
    def in_files(self) -> bool:
        """The room is made of WAV files, and time runs as fast as the processor allows."""
        return any(is_file(name) for name in (self.microphone, self.loudspeaker))


def is_file(name: str | None) -> bool:
    """The name of a microphone or loudspeaker means a sound file."""
    return name is not None and Path(name).suffix.lower() in {".wav", ".flac"}
