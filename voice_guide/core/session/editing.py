"""A routine that is changed while it is performed: the same step again, with its new words."""

from dataclasses import replace

from voice_guide.core.beats import Beat, beats
from voice_guide.core.losses import with_return
from voice_guide.core.messages import Finish, Hush, Write
from voice_guide.core.phrases import normal
from voice_guide.core.record import RoutineEdited
from voice_guide.core.routine import Routine
from voice_guide.core.session import preparing, screening, walk
from voice_guide.core.session.closing import close
from voice_guide.core.session.settling import settled
from voice_guide.core.session.state import (
    BEFORE_STEPS,
    WORKING,
    Saying,
    Session,
    Stage,
    Turn,
)
from voice_guide.core.units import Seconds

EDITED = "edited"
"""The signal that another conversation goes on with the changed routine: what can be said in it,
the titles of its steps, is another."""

ROUTINE_FILE = "routine file"
"""The part that is lost while the file has a mistake, or is not there."""


def edited(session: Session, routine: Routine) -> Turn:
    """Take the changed routine over, and fall silent: `read_anew` goes on."""
    entry = RoutineEdited(routine.id, len(routine.steps))
    return Turn(taken_over(session, routine), (Hush(), Write(entry), Finish(EDITED)))


def taken_over(session: Session, routine: Routine) -> Session:
    """The same place in the changed routine; times and what can be taken back are forgotten."""
    there = beats(routine)
    start = min(session.course.start, len(routine.steps))
    place = _same(session.beat, there) if session.stage not in BEFORE_STEPS else 0
    return replace(
        session,
        course=replace(session.course, routine=routine, start=start),
        beats=there,
        place=place,
        halts=(),
        hold=None,
        times={},
        given={},
        left_out=frozenset(),
        skipped=frozenset(),
        done=frozenset(n for n in session.done if n <= len(routine.steps)),
        lines=(),
        asides=(),
        notices=with_return(session.notices, ROUTINE_FILE, session.words),
        check_in="",
        saying=Saying.NOTHING,
        ticket=session.ticket + 1,
        pulse=None,
        gap_until=None,
        due=None,
        past=(),
    )


def _same(beat: Beat, there: tuple[Beat, ...]) -> int:
    """The step with the same title, of several the nearest; else the one with the same number."""
    titled = [b for b in there if normal(b.step.title) == normal(beat.step.title)]
    nearest = min(titled or there, key=lambda b: abs(b.number - beat.number)).number
    sides = [place for place, b in enumerate(there) if b.number == nearest]
    return next((place for place in sides if there[place].side is beat.side), sides[0])


def read_anew(session: Session, now: Seconds) -> Turn:
    """Begin the step again; before the steps and after them, what is said there."""
    return settled(_begun(replace(session, now=max(now, session.now))))


def _begun(session: Session) -> Turn:
    match session.stage:
        case Stage.SCREENING:
            return screening.answer_again(session)
        case Stage.PREPARING:
            return preparing.prepare(session)
        case stage if stage in WORKING:
            return walk.enter_anew(session, session.place)
        case _:
            return close(session, session.outcome)
