"""What there is to see of a rehearsal from memory: the question, and what was said to it."""

from voice_guide.core.recall.state import Line, Recall
from voice_guide.core.recall.telling import question, summary
from voice_guide.core.units import Seconds
from voice_guide.core.view import View

PHASE = "recalling"
_TICK = "+"
"""Any terminal has it."""


def view(state: Recall, now: Seconds) -> View:
    """The question at a glance: what was said already, never what is missing."""
    del now
    heard = state.dialogue.listening
    if state.over:
        return View(
            routine=state.routine,
            phase=PHASE,
            of=state.of,
            title=state.routine,
            words=" ".join(summary(state)),
            listening=heard,
        )
    task, put = state.task, state.dialogue.matter[-1]
    asked = state.sayings.say(Line.QUESTION) if put == question(state) else put
    return View(
        routine=state.routine,
        phase=PHASE,
        number=task.number,
        of=state.of,
        part=task.part,
        title=asked,
        words="\n".join(_ticked(state)),
        hints=state.sayings.can_say,
        listening=heard,
    )


def _ticked(state: Recall) -> tuple[str, ...]:
    return tuple(f"{_TICK} {point.name}" for point in state.judged.met)
