"""Everything a session remembers, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from voice_guide.core import turn
from voice_guide.core.beats import Beat, Key
from voice_guide.core.body import Area
from voice_guide.core.commands import Command
from voice_guide.core.receiver import Receiver
from voice_guide.core.rehearsing.rehearsal import Mode, Rehearsal
from voice_guide.core.rehearsing.trial import Trial
from voice_guide.core.rhythm import Pulse, Rhythm
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique
from voice_guide.core.units import Decibels, Seconds
from voice_guide.core.words import Words


class Pace(StrEnum):
    """Who decides when a step is over."""

    GUIDED = "guided"
    """The guide moves on by itself when the time of a step is over."""
    MINE = "mine"
    """The giver says "next"."""


class Stage(StrEnum):
    """How far the session has come, whatever interrupts it."""

    SCREENING = "screening"
    PREPARING = "preparing"
    READING = "reading"
    CHANGING = "changing"
    HOLDING = "holding"
    WAITING = "waiting"
    CLOSING = "closing"
    OVER = "over"


WORKING = (Stage.READING, Stage.CHANGING, Stage.HOLDING, Stage.WAITING)
"""Hands are on the body, or about to be."""
BEFORE_STEPS = (Stage.SCREENING, Stage.PREPARING)


class Phase(StrEnum):
    """What is going on, interruptions included; what is allowed depends on it."""

    SCREENING = "screening"
    PREPARING = "preparing"
    READING = "reading"
    CHANGING = "changing"
    HOLDING = "holding"
    WAITING = "waiting"
    CLOSING = "closing"
    OVER = "over"
    PAUSED = "paused"
    PAIN = "pain"
    CONFIRMING = "confirming"


class Detail(StrEnum):
    """How much is said."""

    SHORT = "short"
    NORMAL = "normal"
    FULL = "full"


class Saying(StrEnum):
    """What is being said."""

    NOTHING = "nothing"
    LINE = "line"
    """Of the course itself; said again when cut off."""
    ASIDE = "aside"
    """An answer or a cue; dropped when cut off."""
    CHECK_IN = "check_in"
    """Asked again when cut off, unless that was the answer."""
    NOTICE = "notice"
    """Has to be known; said again when cut off, also in a pause."""


@dataclass(frozen=True, slots=True)
class Course:
    """What does not change in a session."""

    routine: Routine
    words: Words
    questions: tuple[Question, ...] = ()
    techniques: tuple[Technique, ...] = ()
    pace: Pace = Pace.GUIDED
    start: int = 1
    """The step to begin with, from 1."""
    budget: Seconds | None = None
    """How long the steps may take; None: as long as they do."""
    rehearsal: Rehearsal | None = None
    """None: somebody lies on the table."""

    rhythm: Rhythm = Rhythm.NONE
    """What keeps the hands in time, until somebody wishes otherwise."""

    @property
    def on_trial(self) -> bool:
        """The learner is timed, and hears nothing of the time until the end."""
        return self.rehearsal is not None and self.rehearsal.mode is Mode.TRIAL


@dataclass(frozen=True, slots=True)
class Hold:
    """The time of a step's doing."""

    whole: Seconds
    spent: Seconds = 0.0
    """Up to `since`."""
    since: Seconds | None = None
    """Session time since which it runs; None while it stands still."""
    told: Seconds = 0.0
    """Cues up to here have been given."""
    over: bool = False
    """The time has run out; the step ends as soon as nobody is speaking."""

    def spent_at(self, now: Seconds) -> Seconds:
        return self.spent if self.since is None else self.spent + now - self.since

    def left_at(self, now: Seconds) -> Seconds:
        return max(0.0, self.whole - self.spent_at(now))

    def frozen(self, now: Seconds) -> "Hold":
        return replace(self, spent=self.spent_at(now), since=None)

    def running(self, now: Seconds) -> "Hold":
        return replace(self.frozen(now), since=now)


@dataclass(frozen=True, slots=True)
class Paused:
    """Stands still until told to go on."""


@dataclass(frozen=True, slots=True)
class PainAsked:
    """It hurts; these areas are left out or treated very gently, as the answer will be."""

    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """A costly command waits for its yes."""

    command: Command


Halt: TypeAlias = Paused | PainAsked | Confirm


class Follow(StrEnum):
    """What is asked after a yes to a screening question."""

    NOTHING = "nothing"
    REALLY = "really"
    CLINICIAN = "clinician"
    WHERE = "where"


@dataclass(frozen=True, slots=True)
class Care:
    """What is known of this receiver, by area."""

    pressure: Mapping[Area, int] = field(default_factory=dict)
    """Wished difference from the routine's own pressure."""
    gentle: frozenset[Area] = frozenset()
    out: frozenset[Area] = frozenset()
    """Left out because of pain or a screening answer."""
    no_heat: bool = False
    no_techniques: frozenset[str] = frozenset()
    at_most: int = 5


class Changed(StrEnum):
    """What a command changed."""

    PLACE = "place"
    HALT = "halt"
    CARE = "care"
    TIME = "time"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that can be taken back."""

    before: "Session"
    what: frozenset[Changed]


@dataclass(frozen=True, slots=True)
class Session:
    """Where a session is; `advance` makes the next one."""

    course: Course
    beats: tuple[Beat, ...]
    stage: Stage
    now: Seconds = 0.0
    place: int = 0
    """Index of the beat that is on."""
    halts: tuple[Halt, ...] = ()
    """What stands in the way of going on; the last is what is being dealt with."""
    hold: Hold | None = None
    times: Mapping[Key, Seconds] = field(default_factory=dict)
    """How long what is on or to come is done, where that was changed."""
    given: Mapping[Key, Seconds] = field(default_factory=dict)
    """How long a side was done; the other side gets as much."""
    budget: Seconds | None = None
    """How long the steps may take, wished before the first of them."""
    left_out: frozenset[int] = frozenset()
    """Numbers of the steps for which there is no time."""
    skipped: frozenset[int] = frozenset()
    """Numbers of the steps that are not to come again on their other side."""
    care: Care = Care()
    cares: tuple[Care, ...] = ()
    """`care` as it was before each question that was asked."""
    question: int = 0
    follow: Follow = Follow.NOTHING
    lines: tuple[str, ...] = ()
    """Still to be read; the first may be being read, and comes again if it is cut off."""
    farewell: tuple[str, ...] = ()
    """All of the closing words."""
    asides: tuple[str, ...] = ()
    check_in: str = ""
    """A question to the receiver that is waiting to be asked, or being asked."""
    notices: tuple[str, ...] = ()
    saying: Saying = Saying.NOTHING
    ticket: int = 0
    gap_until: Seconds | None = None
    """A wait after words: for an answer, for the change of sides, before the first step."""
    asked: int = 0
    """How often the open question was repeated unbidden."""
    lapsed: bool = False
    """A question to confirm was not answered in time: a late yes would fall on the next one."""
    check_in_until: Seconds = -1.0
    """Up to when a bare yes or no answers a check-in."""
    due: Seconds | None = None
    alarm: int = 0
    detail: Detail = Detail.NORMAL
    gain: Decibels = 0.0
    pace: float = 1.0
    rhythm: Rhythm = Rhythm.NONE
    pulse: Pulse | None = None
    """What keeps the hands in time at this moment."""
    listening: bool = True
    whole: bool = False
    """The words of the step were asked for: in a rehearsal that fades, all of them are given."""
    moved_at: Seconds = -1.0
    """When the guide last went on to another step or side by itself."""
    unclear_until: Seconds = -1.0
    """No second "not understood" before this."""
    began: Seconds = 0.0
    trial: Trial = field(default_factory=Trial)
    done: frozenset[int] = frozenset()
    """Numbers of the steps that were begun."""
    outcome: str = "completed"
    receiver: str = ""
    """The name of who lies on the table; empty: nobody said."""
    receivers: tuple[Receiver, ...] = ()
    """Who is known from other visits, as of then."""
    past: tuple[Change, ...] = ()
    """What "undo that" goes back to, the newest last."""

    @property
    def phase(self) -> Phase:
        match self.halts[-1] if self.halts else None:
            case Paused():
                return Phase.PAUSED
            case PainAsked():
                return Phase.PAIN
            case Confirm():
                return Phase.CONFIRMING
            case None:
                return Phase(self.stage.value)

    @property
    def beat(self) -> Beat:
        return self.beats[self.place]

    @property
    def paused(self) -> bool:
        """Somebody asked to stop or to wait, whatever else is going on."""
        return any(isinstance(halt, Paused) for halt in self.halts)

    @property
    def screened(self) -> bool:
        """The questions are answered, skipped, or were not to be asked."""
        return self.question >= len(self.course.questions)

    @property
    def words(self) -> Words:
        return self.course.words


Turn: TypeAlias = turn.Turn[Session]
"""The session after an event, and what is to be done about it."""
