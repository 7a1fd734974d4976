"""A session that was cut off goes on in a new room: same place, same seconds left."""

from dataclasses import replace

from voice_guide.core.messages import Attend, SetVoice, Write
from voice_guide.core.record import Resumed, SessionStarted
from voice_guide.core.session.care import level
from voice_guide.core.session.halts import back_to_it, without_confirmation
from voice_guide.core.session.settling import settled
from voice_guide.core.session.state import WORKING, Change, Halt, Paused, Saying, Session, Turn
from voice_guide.core.session.telling import here
from voice_guide.core.session.timing import freeze
from voice_guide.core.session.walk import begun
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply


def cut_at(session: Session, reached: Seconds) -> Session:
    """The session as it stood when its time had come as far as `reached`."""
    return freeze(replace(session, now=max(session.now, reached)))


def take_up(session: Session, reached: Seconds, now: Seconds) -> Turn:
    """Go on at `now` of a new room's time, saying where we are."""
    cut = cut_at(session, reached)
    ready = _quiet(_moved(cut, now - cut.now))
    routine = ready.course.routine
    told = Turn(
        ready,
        (
            Write(SessionStarted(routine.id, len(routine.steps), resumed=True)),
            *((Write(begun(ready)),) if ready.stage in WORKING else ()),
            Write(Resumed()),
            SetVoice(ready.gain, ready.pace),
            Attend(listening=True),
        ),
    )
    # What was being done runs on when that is out: the hands have to find their place again.
    return settled(told.then(lambda s: back_to_it(s, *_recap(s))))


def _quiet(session: Session) -> Session:
    """As it is before anybody speaks. Whoever wants to go on waits no longer."""
    return replace(
        session,
        halts=_still_asked(session),
        saying=Saying.NOTHING,
        ticket=session.ticket + 1,
        asides=(),
        notices=(),
        gap_until=None,
        pulse=None,
        due=None,
        asked=0,
        listening=True,
    )


def _still_asked(session: Session) -> tuple[Halt, ...]:
    return tuple(h for h in without_confirmation(session) if not isinstance(h, Paused))


def _moved(session: Session, by: Seconds) -> Session:
    """The same with its clock `by` later."""
    hold = session.hold
    if hold is not None and hold.since is not None:
        hold = replace(hold, since=hold.since + by)
    return replace(
        session,
        now=session.now + by,
        hold=hold,
        began=session.began + by,
        moved_at=session.moved_at + by,
        check_in_until=session.check_in_until + by,
        unclear_until=session.unclear_until + by,
        past=tuple(Change(_moved(change.before, by), change.what) for change in session.past),
    )


def _recap(session: Session) -> tuple[str, ...]:
    words, care = session.words, session.care
    said = [words.say(Reply.RESUMED), here(session)]
    pressure = level(session.beat, care) if session.stage in WORKING else None
    if pressure is not None:
        said.append(words.say(Reply.AT_PRESSURE, level=pressure))
    if session.hold is not None:
        left = session.hold.left_at(session.now)
        said.append(words.say(Reply.LEFT_STEP, time=words.duration(left)))
    if care.gentle:
        said.append(
            words.say(Reply.GENTLE_THERE, areas=words.area_list(tuple(sorted(care.gentle))))
        )
    if care.out:
        areas = words.area_list(tuple(sorted(care.out)))
        said.append(words.say(Reply.SUMMARY_LEFT_OUT, areas=areas))
    return tuple(said)
