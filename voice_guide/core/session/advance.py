"""The heart: the session after an event, and what is to be done about it."""

from dataclasses import replace
from typing import assert_never

from voice_guide.core.beats import CHANGE_OVER, beats
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    UNCLEAR_EVERY,
    Answered,
    Answering,
    Chime,
    Deserted,
    Event,
    PartBack,
    PartFailed,
    Remember,
    RoutineChanged,
    SetVoice,
    Sound,
    SpeechEnded,
    TimeUp,
    Unclear,
    Write,
)
from voice_guide.core.receiver import Receiver
from voice_guide.core.record import PartFound, PartLost, Resumed, SessionStarted
from voice_guide.core.record import Paused as PausedEntry
from voice_guide.core.session import (
    confirming,
    holding,
    missing,
    pain,
    preparing,
    receivers,
    screening,
    walk,
)
from voice_guide.core.session.allowed import allowed
from voice_guide.core.session.closing import leave
from voice_guide.core.session.editing import edited
from voice_guide.core.session.greeting import welcome
from voice_guide.core.session.obey import obey
from voice_guide.core.session.settling import settled
from voice_guide.core.session.speech import ended, silent
from voice_guide.core.session.state import (
    Confirm,
    Course,
    Pace,
    PainAsked,
    Paused,
    Phase,
    Saying,
    Session,
    Stage,
    Turn,
)
from voice_guide.core.session.timing import thaw
from voice_guide.core.session.trial import measured
from voice_guide.core.session.undo import remember
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

_A_WORD: Seconds = 0.4
"""About how long "next" takes to say."""

_QUESTION_AGAIN: Seconds = 10.0
"""Silence after a question about pain before it is put again."""

_CONFIRM: Seconds = 20.0
"""Silence after a question to confirm before it lapses; a slow typist needs it."""

_PAIN_ASKED_AGAIN = 3

_ANSWERS_A_CHECK_IN = frozenset(
    {
        Command.YES,
        Command.NO,
        Command.PERFECT,
        Command.LESS,
        Command.TOO_MUCH_PRESSURE,
        Command.TOO_LITTLE_PRESSURE,
        Command.TOO_HOT,
        Command.THAT_HURTS,
        Command.STAY_GENTLE,
        Command.LEAVE_OUT,
    }
)


def begin(
    course: Course, now: Seconds = 0.0, known: tuple[Receiver, ...] = (), receiver: str = ""
) -> Turn:
    """Greet, and ask or prepare. `receiver`: the name of who lies there, if it was given."""
    routine, rehearsal = course.routine, course.rehearsal
    session = Session(
        course,
        beats(routine),
        Stage.PREPARING,
        now=now,
        began=now,
        budget=course.budget,
        rhythm=course.rhythm,
        receivers=known,
        pace=rehearsal.pace if rehearsal else 1.0,
    )
    if receiver:
        session = receivers.known(session, receiver)
    started = Turn(session, (Write(_started(course)),))
    if rehearsal is not None:
        started = started.do(SetVoice(session.gain, session.pace))
    elif receiver:
        started = started.do(Remember(receivers.learned(session)))
    return settled(started.then(_first_words))


def _started(course: Course) -> SessionStarted:
    mode = course.rehearsal.mode if course.rehearsal else None
    return SessionStarted(course.routine.id, len(course.routine.steps), rehearsal=mode)


def _first_words(session: Session) -> Turn:
    if not session.course.questions:
        return preparing.prepare(session, *welcome(session))
    before = (*welcome(session), session.words.say(Reply.SCREENING_INTRO))
    return screening.ask(session, 0).then(lambda s: Turn(replace(s, lines=(*before, *s.lines))))


def advance(session: Session, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`. A ticket that has lapsed changes nothing."""
    if session.stage is Stage.OVER:
        return Turn(session)
    known = measured(session, event, now)
    turn = _take(replace(session, now=max(now, session.now), trial=known), event)
    if isinstance(event, RoutineChanged):
        return turn  # Another conversation goes on with it.
    if turn.session.place != session.place and not isinstance(event, Understood):
        turn = turn.then(lambda s: Turn(replace(s, moved_at=s.now)))
    return settled(receivers.remembered(session, _noted(session, turn)))


def _take(session: Session, event: Event) -> Turn:
    match event:
        case Understood():
            return _understood(session, event)
        case Unclear():
            return _unclear(session)
        case Answering() | Answered():
            return Turn(session)
        case SpeechEnded(ticket):
            current = ticket == session.ticket and session.saying is not Saying.NOTHING
            return _after_speech(ended(session)) if current else Turn(session)
        case TimeUp(ticket):
            current = ticket == session.alarm and session.due is not None
            return _time_up(replace(session, due=None)) if current else Turn(session)
        case PartFailed(part, problem, remedy):
            return missing.part_failed(session, part).do(Write(PartLost(part, problem, remedy)))
        case PartBack(part):
            return missing.part_back(session, part).do(Write(PartFound(part)))
        case RoutineChanged(routine):
            return edited(session, routine)
        case Deserted():
            return leave(session, "ended")
        case _:
            assert_never(event)


def _understood(session: Session, order: Understood) -> Turn:
    command = order.command
    if command not in allowed(session):
        return _unclear(session)
    if _came_too_late(session, order):
        return Turn(session, (Chime(Sound.HEARD),))
    settled = command in _ANSWERS_A_CHECK_IN
    turn = Turn(replace(session, check_in="") if settled else session, (Chime(Sound.HEARD),))
    return remember(session, command, turn.then(lambda s: obey(s, order)))


def _came_too_late(session: Session, order: Understood) -> bool:
    """Begun before the guide went on by itself, "next" has got what it asked for."""
    if order.spoken_at is None or order.command not in (Command.NEXT, Command.GO_ON):
        return False
    return order.spoken_at - _A_WORD < session.moved_at <= session.now


def _unclear(session: Session) -> Turn:
    if session.now < session.unclear_until:
        return Turn(session)
    later = replace(session, unclear_until=session.now + UNCLEAR_EVERY)
    return Turn(later, (Chime(Sound.UNCLEAR),))


def _after_speech(session: Session) -> Turn:
    """An utterance is out; when nothing more is to be said, the course goes on."""
    if not silent(session):
        return Turn(session)
    if session.halts:
        return Turn(replace(session, gap_until=_patience(session)))
    session = replace(session, lapsed=False)
    match session.stage:
        case Stage.SCREENING:
            again = session.asked < screening.ASK_AGAIN
            return _wait(session, screening.ANSWER_TIME if again else None)
        case Stage.PREPARING:
            return _wait(session, _guided(session, preparing.SETTLE))
        case Stage.CHANGING:
            # In a trial "next" is for the doing alone.
            on_trial = session.course.on_trial
            return _wait(session, CHANGE_OVER if on_trial else _guided(session, CHANGE_OVER))
        case Stage.READING:
            return holding.start_hold(session)
        case Stage.HOLDING:
            # Taken up after a cut, the hold stands still until its place has been told.
            over = holding.is_over(session)
            return holding.end_hold(session) if over else thaw(session)
        case Stage.CLOSING:
            return leave(session, session.outcome)
        case Stage.WAITING | Stage.OVER:
            return Turn(session)
        case _:
            assert_never(session.stage)


def _guided(session: Session, time: Seconds) -> Seconds | None:
    return time if session.course.pace is Pace.GUIDED else None


def _wait(session: Session, time: Seconds | None) -> Turn:
    until = None if time is None else session.now + time
    return Turn(replace(session, gap_until=until))


def _patience(session: Session) -> Seconds | None:
    """When an unanswered question in mid-session is put again; a pause has all the time."""
    match session.halts[-1]:
        case Paused():
            return None
        case PainAsked() if session.asked >= _PAIN_ASKED_AGAIN:
            return None
        case PainAsked():
            return session.now + _QUESTION_AGAIN
        case Confirm():
            return session.now + _CONFIRM


def _time_up(session: Session) -> Turn:
    if session.stage is Stage.HOLDING and not session.halts:
        return holding.give_cue(session)
    waited = replace(session, gap_until=None, asked=session.asked + 1)
    if not silent(session):
        # Somebody asked something in the meantime: the wait begins anew after the answer.
        return Turn(replace(session, gap_until=None))
    match waited.phase:
        case Phase.SCREENING:
            return screening.answer_again(waited)
        case Phase.PREPARING:
            return preparing.first_step(waited)
        case Phase.CHANGING:
            return walk.begin_words(waited)
        case Phase.PAIN:
            return pain.ask_again(waited)
        case Phase.CONFIRMING:
            return confirming.unanswered(waited)
        case _:
            return Turn(waited)


def _noted(before: Session, turn: Turn) -> Turn:
    """Tell the log when everything begins to stand still, and when it goes on."""
    after = turn.session
    if before.paused == after.paused or after.stage is Stage.OVER:
        return turn
    return turn.do(Write(PausedEntry() if after.paused else Resumed()))
