"""The three kinds of file as pydantic models; the fields are those of the core, and mean the same.

Mistakes that take more than one field to see are in `rules`.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from voice_guide.adapters.routine_file import kinds
from voice_guide.core.routine import DEFAULT_SECONDS_EACH, Part, Routine, Side, Sides, Step, Stroke
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StrokeGroup(_Group):
    """An entry of a step's `strokes`."""

    kind: kinds.StrokeKind
    direction: kinds.Sentences = ""
    repetitions: kinds.Repetitions | None = None


class StepGroup(_Group):
    """An entry of a part's `steps`."""

    title: kinds.Name
    say: kinds.Sentences
    areas: kinds.Areas = ()
    technique: kinds.Id = ""
    strokes: Annotated[tuple[StrokeGroup, ...], Field(max_length=20)] = ()
    sides: kinds.StepSides = Sides.NONE
    first: kinds.ASide = Side.LEFT
    hold: kinds.Hold | None = None
    repetitions: kinds.Repetitions | None = None
    seconds_each: kinds.SecondsEach = DEFAULT_SECONDS_EACH
    sets: kinds.Sets = 1
    rest: kinds.Rest = 0.0
    pressure: kinds.Pressure | None = None
    heat: kinds.Flag = False
    cautions: kinds.Texts = ()
    check_ins: kinds.CheckIns = ()
    short: kinds.Sentences = ""
    gentler: kinds.Sentences = ""
    firmer: kinds.Sentences = ""
    other_side: kinds.Sentences = ""
    why: kinds.Sentences = ""

    def core(self) -> Step:
        """The step."""
        strokes = tuple(Stroke(**dict(stroke)) for stroke in self.strokes)
        return Step(**dict(self) | {"strokes": strokes})


class PartGroup(_Group):
    """An entry of a routine's `parts`."""

    title: kinds.Name
    sides: kinds.PartSides = Sides.NONE
    first: kinds.ASide = Side.LEFT
    steps: Annotated[tuple[StepGroup, ...], Field(min_length=1, max_length=200)]

    def core(self) -> Part:
        """The part."""
        return Part(**dict(self) | {"steps": tuple(step.core() for step in self.steps)})


class RoutineFile(_Group):
    """A file of `routines/`."""

    title: kinds.Name
    summary: kinds.Sentences
    credit: kinds.Sentences = ""
    equipment: kinds.Texts = ()
    position: kinds.Sentences = ""
    screening: kinds.Ids = ()
    parts: Annotated[tuple[PartGroup, ...], Field(min_length=1, max_length=50)]
    aftercare: kinds.Texts = ()

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


class TechniquesFile(_Group):
    """The glossary of techniques, by id."""

    techniques: Annotated[dict[kinds.Id, TechniqueGroup], Field(min_length=1, max_length=200)]

    def core(self) -> tuple[Technique, ...]:
        """The techniques in their order."""
        return tuple(Technique(id=name, **dict(it)) for name, it in self.techniques.items())
