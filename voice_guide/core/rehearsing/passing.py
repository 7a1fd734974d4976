"""What a pass of a rehearsal that fades tells of how well its steps are known."""

from dataclasses import dataclass, replace

from voice_guide.core.commands import Command
from voice_guide.core.record import Entry, Finished, HeardLine, Recalled, StepBegun
from voice_guide.core.rehearsing.fading import PASSES, THINK_FROM
from voice_guide.core.rehearsing.grade import Grade

_ASKS = frozenset({Command.REPEAT, Command.MORE_DETAIL})
_LEAVES = frozenset(
    {
        Command.SKIP_STEP,
        Command.SKIP_PART,
        Command.GO_TO_STEP,
        Command.GO_TO_TITLE,
        Command.BACK,
        Command.RESTART,
    }
)


@dataclass(frozen=True, slots=True)
class Passing:
    """A pass, as far as it has come."""

    number: int
    step: StepBegun | None = None
    """The step that is on, if it will have been gone through."""
    asked: bool = False
    """Its words were asked for."""
    told: frozenset[int] = frozenset()
    """Numbers of the steps of which it was told how they were known, on one side."""


def after(passing: Passing, entry: Entry) -> tuple[Passing, Recalled | None]:
    """The pass after something happened, and how a step was known, if it is over with this.

    Nobody has listened: a step whose words were not asked for counts as known, but hardly so while
    its title was given. As long as the words are given in brief, nothing is told. The second side
    counts only if the words were asked for then.
    """
    match entry:
        case HeardLine(command=command) if command in _ASKS:
            return replace(passing, asked=True), None
        case HeardLine(command=command) if command in _LEAVES:
            return replace(passing, step=None), None
        case StepBegun(number) if passing.step is not None and passing.step.number == number:
            return passing, None
        case StepBegun():
            return _left(passing, entry)
        case Finished("completed"):
            return _left(passing, None)
        case _:
            return passing, None


def _left(passing: Passing, then: StepBegun | None) -> tuple[Passing, Recalled | None]:
    known = _known(passing)
    told = passing.told if known is None else passing.told | {known.number}
    return Passing(passing.number, then, told=told), known


def _known(passing: Passing) -> Recalled | None:
    step = passing.step
    if step is None or passing.number < THINK_FROM:
        return None
    if step.number in passing.told and not passing.asked:
        return None
    unaided = Grade.GOOD if passing.number == PASSES else Grade.HARD
    grade = Grade.AGAIN if passing.asked else unaided
    return Recalled(step.number, step.title, grade, ())
