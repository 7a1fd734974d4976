"""What the player needs from the machine it runs on."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Event, Sound
from voice_guide.core.receiver import Receiver
from voice_guide.core.record import Entry, HeardLine, Source
from voice_guide.core.rhythm import Pulse
from voice_guide.core.units import Decibels, Seconds
from voice_guide.core.view import View
from voice_guide.sound.samples import Samples

S_contra = TypeVar("S_contra", contravariant=True)


@dataclass(frozen=True, slots=True)
class Heard:
    """A phrase that the commit rule let through."""

    text: str
    order: Understood
    confidence: float
    speech_ended_at: Seconds
    over_speech: bool
    source: Source = Source.SPOKEN

    @property
    def line(self) -> HeardLine:
        """As the event log has it."""
        return HeardLine(
            self.text,
            self.order.command.value,
            self.order.arguments,
            round(self.confidence, 3),
            round(self.speech_ended_at, 3),
            self.over_speech,
            self.source,
        )


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that was heard and is not obeyed."""

    text: str
    reason: str
    confidence: float | None = None
    """Of the command it would have been; None where it would have been none."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an answer, and how sure it is."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Typed:
    """A line from the keyboard, a file or a pipe, or what a touched button says."""

    text: str
    source: Source = Source.TYPED


@dataclass(frozen=True, slots=True)
class Speaking:
    """The first sample of an utterance plays."""

    text: str
    ticket: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance is over."""

    ticket: int
    interrupted: bool


Report: TypeAlias = Event | Heard | Ignored | Typed | Speaking | Spoken
"""What any part may tell the player."""


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """A voice that can be chosen."""

    name: str
    language: str
    """As its maker calls it: "English (America)"."""
    sex: str
    """"male", "female", or empty where nobody says."""
    calm: bool
    standard: bool
    """It speaks unless another one is chosen."""


class Voice(Protocol):
    """Turns text into sound."""

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        """Return the spoken text, faded and band-limited; raise VoiceError."""


class Mouth(Protocol):
    """Speaks and chimes; reports Speaking and Spoken to the player's inbox."""

    def say(self, text: str, ticket: int) -> None:
        """Start speaking, cutting off anything still playing."""

    def hush(self) -> None:
        """Stop speaking at once."""

    def chime(self, sound: Sound) -> None:
        """Play a short sound beside the speech."""

    def keep_time(self, pulse: Pulse | None, at: Seconds) -> None:
        """Sound this pulse, of which `at` seconds are over, until told otherwise or to hush."""

    def set_voice(self, gain: Decibels, pace: float) -> None:
        """Change loudness at once, and the pace of what is said from now on."""


class Attention(Protocol):
    """What the ears are told of the moment."""

    def attend(self, *, listening: bool) -> None:
        """Obey everything, or only urgent words and "listen again"."""

    def expect(self, commands: frozenset[Command]) -> None:
        """From now on, refuse all others; what is urgent is always expected."""


class Screen(Protocol):
    """What a person sees."""

    def show(self, view: View) -> None:
        """Draw the state."""

    def said(self, text: str) -> None:
        """The guide says this now."""

    def heard(self, text: str) -> None:
        """This was obeyed."""

    def notice(self, text: str) -> None:
        """Something to know: a missing part, a word not understood."""

    def close(self) -> None:
        """Give the terminal back."""


class Journal(Protocol[S_contra]):
    """Keeps a conversation so that it can go on after a cut."""

    def begin(self, now: Seconds) -> None:
        """It begins, or goes on, at `now` of the room's time."""

    def append(self, now: Seconds, event: Event) -> None:
        """Keep an event; called before anything is done about it."""

    def settle(self, now: Seconds, state: S_contra) -> None:
        """Everything about the last event is done; this is what came of it."""

    def reach(self, now: Seconds) -> None:
        """The room's time has come to `now`."""

    def remember(self, receiver: Receiver) -> None:
        """Keep this for the receiver's next visit."""

    def forget(self, name: str) -> None:
        """Keep nothing of this receiver."""


class EventLog(Protocol):
    """Where entries go, one by one."""

    def write(self, at: Seconds, entry: Entry) -> None:
        """Append; `at` in seconds of session time."""
