"""What there is to see of a rehearsal from memory: the question, and what was said to it."""

from collections.abc import Iterable
from dataclasses import replace

from voice_guide.core.recall.state import Line, Passed, Recall, Task
from voice_guide.core.recall.telling import question, summary
from voice_guide.core.units import Seconds
from voice_guide.core.view import View

PHASE = "recalling"
_TICK = "+"
"""Any terminal has it."""


def view(state: Recall, now: Seconds) -> View:
    """The question at a glance: what was said already, and what is missing only once it is told."""
    del now
    return replace(_seen(state), result=summary(state))


def _seen(state: Recall) -> View:
    if state.passed is not None:
        return _of_passed(state, state.passed)
    if state.over:
        return View(
            routine=state.routine,
            phase=PHASE,
            of=state.of,
            title=state.routine,
            words=" ".join(summary(state)),
            listening=state.dialogue.listening,
        )
    task, put = state.task, state.dialogue.matter[-1]
    asked = state.sayings.say(Line.QUESTION) if put == question(state) else put
    return _of_step(state, task, asked, _ticked(point.name for point in state.judged.met))


def _of_passed(state: Recall, passed: Passed) -> View:
    """What was said of the step that is over, and all that the guide says to it."""
    title = passed.task.title if passed.told else state.sayings.say(Line.QUESTION)
    return _of_step(state, passed.task, title, (*_ticked(passed.met), " ".join(passed.told)))


def _of_step(state: Recall, task: Task, title: str, lines: Iterable[str]) -> View:
    return View(
        routine=state.routine,
        phase=PHASE,
        number=task.number,
        of=state.of,
        part=task.part,
        title=title,
        words="\n".join(lines).strip(),
        hints=state.sayings.can_say,
        listening=state.dialogue.listening,
    )


def _ticked(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{_TICK} {name}" for name in names)
