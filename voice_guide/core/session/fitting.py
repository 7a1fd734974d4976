"""Fitting what is still to come to the time there is."""

from dataclasses import replace
from functools import partial

from voice_guide.core.beats import Beat, Key
from voice_guide.core.fitting import Plan, fit, tasks
from voice_guide.core.routine import Sides
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import BEFORE_STEPS, Session, Stage, Turn
from voice_guide.core.session.telling import time_left
from voice_guide.core.session.timing import twin
from voice_guide.core.session.walk import ahead
from voice_guide.core.session.wording import speaking
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply


def wish(session: Session, budget: Seconds) -> Turn:
    """Somebody said how much time there is: fit what is to come, and say what that means."""
    if session.stage in (Stage.CLOSING, Stage.OVER):
        return answer(session, session.words.say(Reply.CLOSING_NOW))
    said = told(session, budget)
    if session.stage in BEFORE_STEPS:
        # Carried out with the first step: until then the answers may leave out more.
        return answer(replace(session, budget=budget), *said)
    return answer(fitted(session, budget), *said)


def planned(session: Session) -> Session:
    """The session as it will be carried out: before the first step, with what was wished."""
    if session.budget is None or session.stage not in BEFORE_STEPS:
        return session
    return fitted(session, session.budget)


def fitted(session: Session, budget: Seconds) -> Session:
    """The session with what is to come fitted to `budget` seconds."""
    free = _unfitted(session)
    return _carried_out(free, _plan(free, budget))


def _carried_out(free: Session, plan: Plan) -> Session:
    chosen: dict[Key, Seconds] = {}
    for beat in _open(free):
        # Of two sides the one that comes first: the other gets as much.
        if beat.key in plan.times and twin(beat) not in chosen:
            chosen[beat.key] = plan.times[beat.key]
    return replace(free, times={**free.times, **chosen}, left_out=frozenset(plan.left_out))


def told(session: Session, budget: Seconds) -> tuple[str, ...]:
    """What fitting to `budget` means, in a few sentences."""
    words, free = session.words, _unfitted(session)
    if (needed := time_left(free)) <= budget:
        return (words.say(Reply.TIME_ENOUGH, time=words.duration(needed)),)
    plan = _plan(free, budget)
    # As "how long is left" will tell it: without the changes of sides of what is left out.
    takes = time_left(_carried_out(free, plan))
    if takes <= budget:
        said = [words.say(Reply.FITTED, time=words.duration(budget))]
    else:
        said = [words.say(Reply.FITTED_AT_LEAST, time=words.duration(takes))]
    if plan.left_out:
        steps = session.course.routine.steps
        titles = words.listed(tuple(steps[number - 1].title for number in plan.left_out))
        said.append(words.say(Reply.FITTED_WITHOUT, titles=titles))
    return tuple(said)


def _plan(free: Session, budget: Seconds) -> Plan:
    wanted = tasks(_open(free), _owed(free), partial(speaking, free))
    changeable = sum(task.words + task.doing(1) for task in wanted)
    return fit(wanted, time_left(free) - changeable, budget)


def _unfitted(session: Session) -> Session:
    """The session as if nothing had been fitted; what is on, and what is owed to it, stays."""
    kept = _owed(session) | ({session.beat.key} if session.stage not in BEFORE_STEPS else set())
    times = {key: time for key, time in session.times.items() if key in kept}
    return replace(session, times=times, left_out=frozenset())


def _open(session: Session) -> tuple[Beat, ...]:
    """The beats still to be entered."""
    return tuple(session.beats[place] for place in ahead(session))


def _owed(session: Session) -> frozenset[Key]:
    """What one side is to get because the other has had it, or is having it."""
    if session.stage in BEFORE_STEPS:
        return frozenset()
    had = {(number, side and side.other) for number, side in session.given}
    behind = session.beats[: session.place + 1]
    answering = {
        other.key for beat in behind for other in session.beats if _counterparts(beat, other)
    }
    return frozenset({twin(session.beat)} | had | answering)


def _counterparts(one: Beat, other: Beat) -> bool:
    """Two steps, each for one side, that do the same."""
    single = {one.step.sides, other.step.sides} == {Sides.LEFT, Sides.RIGHT}
    return single and one.step.areas == other.step.areas
