"""Measuring in a time trial: from the end of a step's words to "next", pauses not counted."""

from collections.abc import Collection

from voice_guide.core.beats import Key
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Event
from voice_guide.core.record import StepTimed
from voice_guide.core.rehearsing import trial
from voice_guide.core.rehearsing.trial import Trial
from voice_guide.core.session.state import Session, Stage
from voice_guide.core.session.timing import whole_time
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

_DONE = frozenset({Command.NEXT, Command.GO_ON, Command.SWITCH_SIDES})
_SKIPPED = frozenset({Command.SKIP_STEP, Command.SKIP_PART})


def measured(session: Session, event: Event, now: Seconds) -> Trial:
    """What is known when `event` comes, before anything is done about it."""
    known, key, step = session.trial, session.beat.key, session.beat.step
    has_time = step.hold is not None or step.repetitions is not None
    if not session.course.on_trial or not has_time or session.halts:
        return known
    if session.stage is Stage.READING:
        # It was gone back to, or begun again.
        return known.without({key}) if key in known.taken else known
    if session.stage is not Stage.WAITING:
        return known
    spent = known.spent(key, max(0.0, now - session.now))
    match event:
        case Understood(command) if command in _SKIPPED:
            return spent.without(_of_step(spent, session.beat.number))
        case Understood(command) if command in _DONE:
            return spent.finished(key, whole_time(session, session.place))
        case _:
            return spent


def _of_step(known: Trial, number: int) -> Collection[Key]:
    return {key for key in (*known.taken, *known.planned) if key[0] == number}


def timed(session: Session) -> tuple[StepTimed, ...]:
    """The steps that were done, as the log tells of them."""
    return trial.times(session.trial, [step.title for step in session.course.routine.steps])


def report(session: Session) -> list[str]:
    """What is said of it in the end."""
    words, done = session.words, timed(session)
    found = trial.verdict(done)
    if not done:
        return []
    said = [
        words.say(
            Reply.TRIAL_TIME,
            taken=words.duration(found.taken),
            planned=words.duration(found.planned),
        )
    ]
    if (slow := found.slowest) is not None:
        over = words.duration(trial.beyond(slow))
        said.append(words.say(Reply.TRIAL_SLOWEST, number=slow.number, time=over))
    if (fast := found.fastest) is not None:
        under = words.duration(-trial.beyond(fast))
        said.append(words.say(Reply.TRIAL_FASTEST, number=fast.number, time=under))
    return said if len(said) > 1 else [*said, words.say(Reply.TRIAL_CLOSE)]
