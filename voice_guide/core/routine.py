"""A routine as values: what is done, where, on which side, for how long, how firmly."""

from dataclasses import dataclass
from enum import StrEnum

from voice_guide.core.body import Area
from voice_guide.core.units import Seconds

PRESSURES = range(1, 6)
"""1 light lotioning, 2 heavy lotioning, 3 medium, 4 strong, 5 deep (T. Walton's scale)."""

DEFAULT_SECONDS_EACH: Seconds = 6.0
"""How long one repetition takes where the routine does not say."""

DEFAULT_PAUSE: Seconds = 5.0
"""How long a step with neither hold nor repetitions waits after its words."""


class Side(StrEnum):
    """The receiver's own left or right."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Sides(StrEnum):
    """Which sides a step or a part is done on."""

    NONE = "none"
    LEFT = "left"
    RIGHT = "right"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One movement of the hands: its kind, where it goes, how often."""

    kind: str
    """One of STROKE_KINDS."""
    direction: str = ""
    """Plain words: "up both sides of the spine"."""
    repetitions: int | None = None


STROKE_KINDS = (
    "glide", "circles", "knead", "press", "crawl", "outward", "friction", "percussion",
    "compression", "hold", "rock", "lift", "place", "stretch", "roll", "squeeze",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and every wording of it."""

    title: str
    say: str
    """Whole sentences, written for `first` when there are sides."""
    areas: tuple[Area, ...] = ()
    technique: str = ""
    """An id of the technique glossary, or empty."""
    strokes: tuple[Stroke, ...] = ()
    sides: Sides = Sides.NONE
    first: Side = Side.LEFT
    """With `sides: each`: the side that is done first and that `say` describes."""
    hold: Seconds | None = None
    """How long to go on, for each side; None when repetitions or the words set the time."""
    repetitions: int | None = None
    seconds_each: Seconds = DEFAULT_SECONDS_EACH
    sets: int = 1
    rest: Seconds = 0.0
    """Between sets."""
    pressure: int | None = None
    """1 to 5; None where nothing is pressed."""
    heat: bool = False
    """Something hot is on the skin."""
    cautions: tuple[str, ...] = ()
    check_ins: tuple[Seconds, ...] = ()
    """Moments of the hold at which the receiver is asked how it is."""
    short: str = ""
    gentler: str = ""
    """Added to the words when the pressure is below the step's own."""
    firmer: str = ""
    other_side: str = ""
    """`say` for the other side, where exchanging left and right is not enough."""
    why: str = ""
    priority: int = 2
    """1 is never left out when time is short, 3 goes first."""

    @property
    def seconds(self) -> Seconds:
        """How long the doing takes on one side, words not counted."""
        if self.hold is not None:
            return self.hold
        if self.repetitions is not None:
            one_set = self.repetitions * self.seconds_each
            return self.sets * one_set + (self.sets - 1) * self.rest
        return DEFAULT_PAUSE


@dataclass(frozen=True, slots=True)
class Part:
    """Steps that belong together; with `sides: each`, done whole on one side, then the other."""

    title: str
    steps: tuple[Step, ...]
    sides: Sides = Sides.NONE
    """NONE or EACH."""
    first: Side = Side.LEFT


@dataclass(frozen=True, slots=True)
class Routine:
    """A massage or an exercise from the first sentence to the last."""

    id: str
    """The file's name without its ending."""
    title: str
    summary: str
    parts: tuple[Part, ...]
    credit: str = ""
    equipment: tuple[str, ...] = ()
    position: str = ""
    screening: tuple[str, ...] = ()
    """Ids of screening questions beyond those that are always asked."""
    aftercare: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order they are numbered, from 1."""
        return tuple(step for part in self.parts for step in part.steps)
