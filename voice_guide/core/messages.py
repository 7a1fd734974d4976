"""What the conversation is told, and what it asks to be done."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from voice_guide.core.commands import Understood
from voice_guide.core.receiver import Receiver
from voice_guide.core.record import Entry
from voice_guide.core.rhythm import Pulse
from voice_guide.core.routine import Routine
from voice_guide.core.units import Decibels, Seconds


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something meant for the guide that it could not make out."""

    text: str


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody has begun to say something in words of their own."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Something that was said in words of one's own; more may follow."""

    text: str
    """Empty where no word of it was understood after all."""
    ended_at: Seconds
    """Session time at which the last word ended."""
    over_speech: bool = False
    """The guide was speaking, too."""
    typed: bool = False
    """Meant for the guide, whatever it rests from."""


@dataclass(frozen=True, slots=True)
class SpeechEnded:
    """An utterance is out to its last sample. A ticket of an interrupted one simply lapses."""

    ticket: int


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The time asked for by `Wake` with this ticket has come."""

    ticket: int


@dataclass(frozen=True, slots=True)
class PartFailed:
    """A part stopped working: "microphone", "loudspeaker", "voice", "model", "typing"..."""

    part: str
    problem: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class PartBack:
    """A part that had failed works again."""

    part: str


@dataclass(frozen=True, slots=True)
class RoutineChanged:
    """The file of the routine that is performed was saved, and this is in it now."""

    routine: Routine


@dataclass(frozen=True, slots=True)
class Deserted:
    """Nobody can speak or type any more, and nothing is playing, running or about to."""


Event: TypeAlias = (
    Understood
    | Unclear
    | Answering
    | Answered
    | SpeechEnded
    | TimeUp
    | PartFailed
    | PartBack
    | RoutineChanged
    | Deserted
)


class Sound(StrEnum):
    """The short sounds the guide makes."""

    HEARD = "heard"
    UNCLEAR = "unclear"
    HALFWAY = "halfway"
    MOVE_ON = "move_on"


UNCLEAR_EVERY: Seconds = 15.0
"""The sound for "not understood" comes no more often."""


@dataclass(frozen=True, slots=True)
class Say:
    """Speak, cutting off anything still being said."""

    text: str
    ticket: int


@dataclass(frozen=True, slots=True)
class Hush:
    """Stop speaking at once."""


@dataclass(frozen=True, slots=True)
class Chime:
    """Play a short sound beside whatever is being said."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class KeepTime:
    """Sound this pulse, of which `at` seconds are over; None: be still at once."""

    pulse: Pulse | None
    at: Seconds = 0.0


@dataclass(frozen=True, slots=True)
class Wake:
    """Report TimeUp(ticket) at this session time; replaces the one asked for before."""

    at: Seconds
    ticket: int


@dataclass(frozen=True, slots=True)
class Sleep:
    """Forget the Wake that was asked for."""


@dataclass(frozen=True, slots=True)
class SetVoice:
    """How loud, and how fast compared with the chosen rate (1.0)."""

    gain: Decibels
    pace: float


@dataclass(frozen=True, slots=True)
class Attend:
    """Obey everything, or only what is urgent and "listen again"."""

    listening: bool


@dataclass(frozen=True, slots=True)
class Write:
    """Put an entry into the event log."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Finish:
    """Close the room: "completed", "ended", "stopped", or "chosen" after a choice."""

    outcome: str


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep this of a receiver for the next visit."""

    receiver: Receiver


@dataclass(frozen=True, slots=True)
class Forget:
    """Keep nothing of the receiver of this name."""

    name: str


Action: TypeAlias = (
    Say
    | Hush
    | Chime
    | KeepTime
    | Wake
    | Sleep
    | SetVoice
    | Attend
    | Write
    | Remember
    | Forget
    | Finish
)
