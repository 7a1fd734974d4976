"""The three kinds of file as pydantic models; the fields are those of the core, and mean the same.

Mistakes that take more than one field to see are in `rules`.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from voice_guide.adapters.routine_file import kinds
from voice_guide.core.routine import DEFAULT_SECONDS_EACH, Part, Routine, Side, Sides, Step, Stroke
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique, Tool


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StrokeGroup(_Group):
    """An entry of a step's `strokes`."""

    kind: kinds.StrokeKind
    """The movement of the hands."""
    direction: kinds.Sentences = ""
    """Where it goes, in plain words."""
    repetitions: kinds.Repetitions | None = None
    """How often, if it is counted by itself."""


class StepGroup(_Group):
    """An entry of a part's `steps`."""

    title: kinds.Name
    """What the step is called; "go to" finds it by this."""
    say: kinds.Sentences
    """What is read aloud: whole, short sentences. With sides, write them for `first`."""
    areas: kinds.Areas = ()
    """Where the hands are. Pressure and pain are remembered by area."""
    technique: kinds.Id = ""
    """An id of the technique glossary."""
    strokes: Annotated[tuple[StrokeGroup, ...], Field(max_length=20)] = ()
    """The movements, for the picture."""
    sides: kinds.StepSides = Sides.NONE
    """none, left, right, or each: both sides, for the same time."""
    first: kinds.ASide = Side.LEFT
    """With `sides: each`: the side that is done first. Left and right are the receiver's own."""
    hold: kinds.Hold | None = None
    """How long to go on, on each side. Write this or `repetitions`."""
    repetitions: kinds.Repetitions | None = None
    """How often, on each side."""
    seconds_each: kinds.SecondsEach = DEFAULT_SECONDS_EACH
    """How long one repetition takes."""
    sets: kinds.Sets = 1
    """How many rounds of the repetitions."""
    rest: kinds.Rest = 0.0
    """Between two sets."""
    pressure: kinds.Pressure | None = None
    """1 as for lotion, 2 firmer, 3 medium, 4 strong, 5 deep; left out where nothing is pressed."""
    heat: kinds.Flag = False
    """true when something hot is on the skin."""
    cautions: kinds.Texts = ()
    """What to beware of; always read."""
    check_ins: kinds.CheckIns = ()
    """Moments of the hold at which the receiver is asked how it is."""
    short: kinds.Sentences = ""
    """What is read when somebody asked for less words."""
    gentler: kinds.Sentences = ""
    """Added to the words when the pressure is below the step's own."""
    firmer: kinds.Sentences = ""
    """Added to the words when the pressure is above the step's own."""
    other_side: kinds.Sentences = ""
    """`say` for the other side, where exchanging left and right is not enough."""
    why: kinds.Sentences = ""
    """The answer to "why?"."""
    priority: kinds.Priority = 2
    """1: never left out when time is short; 2: usual; 3: the first to be left out."""

    def core(self) -> Step:
        """The step."""
        strokes = tuple(Stroke(**dict(stroke)) for stroke in self.strokes)
        return Step(**dict(self) | {"strokes": strokes})


class PartGroup(_Group):
    """An entry of a routine's `parts`."""

    title: kinds.Name
    """What the part is called."""
    sides: kinds.PartSides = Sides.NONE
    """none, or each: the whole part on one side, then on the other."""
    first: kinds.ASide = Side.LEFT
    """With `sides: each`: the side that is done first."""
    steps: Annotated[tuple[StepGroup, ...], Field(min_length=1, max_length=200)]
    """What is done, in its order."""

    def core(self) -> Part:
        """The part."""
        return Part(**dict(self) | {"steps": tuple(step.core() for step in self.steps)})


class RoutineFile(_Group):
    """A file of `routines/`."""

    title: kinds.Name
    """What the routine is called; it is chosen by this."""
    summary: kinds.Sentences
    """What it is, in a sentence or two."""
    credit: kinds.Sentences = ""
    """Where its facts come from."""
    equipment: kinds.Texts = ()
    """What is needed; read out before the first step."""
    position: kinds.Sentences = ""
    """How the receiver lies or sits, and where the giver stands."""
    screening: kinds.Ids = ()
    """Ids of questions asked before, beyond those that are always asked."""
    parts: Annotated[tuple[PartGroup, ...], Field(min_length=1, max_length=50)]
    """The parts, in their order."""
    aftercare: kinds.Texts = ()
    """What is said at the end."""

    def core(self, name: str) -> Routine:
        """The routine, under the file's name without its ending."""
        parts = tuple(part.core() for part in self.parts)
        return Routine(id=name, **dict(self) | {"parts": parts})


class QuestionGroup(_Group):
    """An entry of `questions`."""

    id: kinds.Id
    ask: kinds.Sentences
    always: kinds.Flag = True
    advice: kinds.Sentences = ""
    stop: kinds.Flag = False
    clinician: kinds.Flag = False
    ask_where: kinds.Flag = False
    leave_out: kinds.Areas = ()
    leave_out_heat: kinds.Flag = False
    leave_out_techniques: kinds.Ids = ()
    pressure_at_most: kinds.Pressure | None = None


class QuestionsFile(_Group):
    """The file of screening questions."""

    questions: Annotated[tuple[QuestionGroup, ...], Field(min_length=1, max_length=100)]

    def core(self) -> tuple[Question, ...]:
        """The questions in their order."""
        return tuple(Question(**dict(question)) for question in self.questions)


class TechniqueGroup(_Group):
    """What stands under a technique's id."""

    name: kinds.Name
    said: Annotated[tuple[kinds.Name, ...], Field(min_length=1, max_length=30)]
    what: kinds.Sentences
    why: kinds.Sentences = ""
    tool: kinds.ATool = Tool.HANDS
    caution: kinds.Sentences = ""
    caution_at: kinds.Areas = ()


class TechniquesFile(_Group):
    """The glossary of techniques, by id."""

    techniques: Annotated[dict[kinds.Id, TechniqueGroup], Field(min_length=1, max_length=200)]

    def core(self) -> tuple[Technique, ...]:
        """The techniques in their order."""
        return tuple(Technique(id=name, **dict(it)) for name, it in self.techniques.items())
