"""What happened, as values: the lines of the event log and, folded, of the journal.

The class attribute `event` is the line's name in the log; fields are its other keys.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.rehearsal import Mode
from voice_guide.core.units import Seconds


class Source(StrEnum):
    """How a command came."""

    SPOKEN = "spoken"
    TYPED = "typed"
    TOUCHED = "touched"


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """A routine begins."""

    event: ClassVar[str] = "session_started"
    routine: str
    steps: int
    resumed: bool = False
    """It goes on where it was cut off."""
    rehearsal: Mode | None = None
    """How it is rehearsed; None: somebody lies on the table."""


@dataclass(frozen=True, slots=True)
class Said:
    """The first sample of an utterance of the guide plays."""

    event: ClassVar[str] = "said"
    text: str
    ticket: int


@dataclass(frozen=True, slots=True)
class SpeechOver:
    """The last sample of an utterance has played, or it was cut off."""

    event: ClassVar[str] = "speech_ended"
    ticket: int
    interrupted: bool


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A phrase was taken as a command."""

    event: ClassVar[str] = "heard"
    text: str
    command: str
    arguments: dict[str, int | str]
    confidence: float
    speech_ended_at: Seconds
    over_speech: bool
    source: Source = Source.SPOKEN


@dataclass(frozen=True, slots=True)
class IgnoredLine:
    """Something was heard and not obeyed."""

    event: ClassVar[str] = "ignored"
    text: str
    reason: str
    confidence: float | None = None
    """Of the command it would have been; None where it would have been none."""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """Something was said in words of one's own, where a step was asked for."""

    event: ClassVar[str] = "answered"
    text: str
    speech_ended_at: Seconds
    source: Source = Source.SPOKEN


@dataclass(frozen=True, slots=True)
class StepBegun:
    """A step, or its other side, begins."""

    event: ClassVar[str] = "step"
    number: int
    of: int
    title: str
    side: str | None
    pressure: int | None


@dataclass(frozen=True, slots=True)
class HoldStarted:
    """The time of the step's doing starts, or goes on with what was left."""

    event: ClassVar[str] = "hold_started"
    seconds: Seconds


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """The time of the step's doing is over."""

    event: ClassVar[str] = "hold_ended"


@dataclass(frozen=True, slots=True)
class PressureSet:
    """The pressure on an area changed."""

    event: ClassVar[str] = "pressure"
    level: int
    area: str


@dataclass(frozen=True, slots=True)
class PainSettled:
    """What is done about a painful place: "leave_out" or "stay_gentle"."""

    event: ClassVar[str] = "pain"
    areas: tuple[str, ...]
    choice: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Everything stands still."""

    event: ClassVar[str] = "paused"


@dataclass(frozen=True, slots=True)
class Resumed:
    """It goes on."""

    event: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class Undone:
    """The last change was taken back."""

    event: ClassVar[str] = "undone"


@dataclass(frozen=True, slots=True)
class RoutineEdited:
    """The file of the routine was saved, and the session goes on with what is in it now."""

    event: ClassVar[str] = "routine_changed"
    routine: str
    steps: int


@dataclass(frozen=True, slots=True)
class PartLost:
    """Something the session needs does not work; it goes on without."""

    event: ClassVar[str] = "part_failed"
    part: str
    problem: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class PartFound:
    """It works again."""

    event: ClassVar[str] = "part_back"
    part: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A learner is asked for a step from memory."""

    event: ClassVar[str] = "asked"
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Recalled:
    """A learner has told a step from memory."""

    event: ClassVar[str] = "recalled"
    number: int
    title: str
    grade: Grade
    missing: tuple[str, ...]
    """The key points that were not said, in the words of the language."""


@dataclass(frozen=True, slots=True)
class StepTimed:
    """A step was performed in a time trial; in seconds, both sides together."""

    event: ClassVar[str] = "step_timed"
    number: int
    title: str
    planned: Seconds
    taken: Seconds


@dataclass(frozen=True, slots=True)
class Finished:
    """The session is over: "completed", "ended" or "stopped"."""

    event: ClassVar[str] = "finished"
    outcome: str


Entry: TypeAlias = (
    SessionStarted
    | Said
    | SpeechOver
    | HeardLine
    | IgnoredLine
    | AnswerLine
    | StepBegun
    | HoldStarted
    | HoldEnded
    | PressureSet
    | PainSettled
    | Paused
    | Resumed
    | Undone
    | RoutineEdited
    | PartLost
    | PartFound
    | Asked
    | Recalled
    | StepTimed
    | Finished
)
