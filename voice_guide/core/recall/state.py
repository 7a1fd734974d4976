"""What a rehearsal from memory remembers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from voice_guide.core import turn
from voice_guide.core.dialogue import Dialogue
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.judge import Judged, judge
from voice_guide.core.rehearsing.points import Kind, Point
from voice_guide.core.units import Seconds

PATIENCE: Seconds = 20.0
"""Silence after a question before it is put again."""
SILENCE: Seconds = 2.5
"""Silence after the last word of an answer before it counts as given."""
ASIDE: Seconds = 10.0
"""How much longer the guide waits for somebody who is speaking just then."""


class Line(StrEnum):
    """The keys of what is said; a test keeps them and the language's file alike."""

    GREETING = "greeting"
    QUESTION = "question"
    ASK = "ask"
    ASK_IN_PART = "ask_in_part"
    ONCE_MORE = "once_more"
    RIGHT = "right"
    ALSO = "also"
    IN_PART = "in_part"
    REMEMBER = "remember"
    NOT_QUITE = "not_quite"
    TOLD = "told"
    SKIPPED = "skipped"
    HINT_IS = "hint_is"
    FIRST = "first"
    WHERE = "where"
    LEFT = "left"
    CAN_SAY = "can_say"
    KNOWN = "known"
    ALL_KNOWN = "all_known"
    KNOWN_BUT_SKIPPED = "known_but_skipped"
    ALL_SKIPPED = "all_skipped"
    LOOK_AGAIN = "look_again"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Sayings:
    """What the guide says in it, in one language."""

    lines: Mapping[Line, str]
    """Templates in the style of str.format."""
    hints: Mapping[Kind, str]
    """What is asked for a point of each kind, without telling it."""
    can_say: tuple[str, ...]
    """What can be said beside the answer."""

    def say(self, line: Line, **values: object) -> str:
        """Fill a line's template."""
        return self.lines[line].format_map(values)


@dataclass(frozen=True, slots=True)
class Task:
    """A step to be told."""

    number: int
    part: str
    title: str
    points: tuple[Point, ...]
    short: str
    """Its short wording, told after a wrong answer."""
    say: str
    """Its whole wording, told when it is asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What has been told of the step that is asked for."""

    texts: tuple[str, ...] = ()
    hints: int = 0
    asked: Point | None = None
    """The point that the last hint asked for."""
    named: tuple[Point, ...] = ()
    """Points that a hint has told."""
    talking: bool = False
    """Somebody is in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A step that is over; it is seen until the next one is asked for."""

    task: Task
    met: tuple[str, ...]
    """The points that were told."""
    told: tuple[str, ...]
    """What the guide says to it, in sentences; empty where it was skipped."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Where a rehearsal from memory stands."""

    id: str
    """Of the routine."""
    routine: str
    """Its title."""
    of: int
    """How many steps it has."""
    tasks: Mapping[int, Task]
    """By number."""
    plan: tuple[int, ...]
    """Numbers in the order in which they are asked for; what was not known comes once more."""
    read: Callable[[str], str]
    """How an answer is read: `Reader.read`."""
    sayings: Sayings
    dialogue: Dialogue
    place: int = 0
    """In the plan; its length when all is over."""
    answer: Answer = Answer()
    grades: Mapping[int, Grade] = field(default_factory=dict)
    """By number, the latest."""
    skipped: frozenset[int] = frozenset()
    """Numbers of the steps that were left without an answer; some may have been told since."""
    passed: Passed | None = None
    """The step before, as long as the guide is speaking of it."""

    @property
    def over(self) -> bool:
        """Nothing more is asked; the last words are being said."""
        return self.place >= len(self.plan)

    @property
    def task(self) -> Task:
        """The step that is asked for; only while something is."""
        return self.tasks[self.plan[self.place]]

    @property
    def judged(self) -> Judged:
        """What has been told of it so far, seen against its key points."""
        return judge(" | ".join(map(self.read, self.answer.texts)), self.task.points)

    @property
    def again(self) -> bool:
        """The step was asked for before, and was not known."""
        return self.plan[self.place] in self.plan[: self.place]

    def with_answer(self, **changes: object) -> "Recall":
        """The same with some of the answer changed."""
        return replace(self, answer=replace(self.answer, **changes))  # type: ignore[arg-type]


Turn: TypeAlias = turn.Turn[Recall]
