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


def after(passing: Passing, entry: Entry) -> tuple[Passing, Recalled | None]:
    """The pass after something happened, and how a step was known, if it is over with this.

    Nobody has listened: a step whose words were not asked for counts as known, but hardly so while
    its title was given. As long as the words are given in brief, nothing is told.
    """
    match entry:
        case HeardLine(command=command) if command in _ASKS:
            return replace(passing, asked=True), None
        case HeardLine(command=command) if command in _LEAVES:
            return replace(passing, step=None), None
        case StepBegun(number) if passing.step is not None and passing.step.number == number:
            return passing, None
        case StepBegun():
            return replace(passing, step=entry, asked=False), _known(passing)
        case Finished(outcome):
            over = replace(passing, step=None)
            return over, _known(passing) if outcome == "completed" else None
        case _:
            return passing, None


def _known(passing: Passing) -> Recalled | None:
    step = passing.step
    if step is None or passing.number < THINK_FROM:
        return None
    unaided = Grade.GOOD if passing.number == PASSES else Grade.HARD
    grade = Grade.AGAIN if passing.asked else unaided
    return Recalled(step.number, step.title, grade, ())
