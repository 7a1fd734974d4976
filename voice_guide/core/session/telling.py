"""Answers to questions: where we are, what comes, how long, what can be said, why."""

from voice_guide.core.beats import seconds
from voice_guide.core.mirror import exchange
from voice_guide.core.session.care import blocked
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import Session, Stage, Turn
from voice_guide.core.session.walk import following, other_side_of_now
from voice_guide.core.techniques import find
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

BEFORE_STEPS = (Stage.SCREENING, Stage.PREPARING)


def whats_next(session: Session) -> Turn:
    place = session.place if session.stage in BEFORE_STEPS else following(session)
    if place is None or session.stage is Stage.CLOSING:
        return answer(session, session.words.say(Reply.NOTHING_NEXT))
    title = session.beats[place].step.title
    if session.stage not in BEFORE_STEPS and other_side_of_now(session, place):
        return answer(session, session.words.say(Reply.NEXT_IS_OTHER_SIDE, title=title))
    return answer(session, session.words.say(Reply.NEXT_IS, title=title))


def where_are_we(session: Session) -> Turn:
    return answer(session, here(session))


def here(session: Session) -> str:
    """The place in one sentence."""
    words, beat = session.words, session.beat
    if session.stage in BEFORE_STEPS:
        return words.say(Reply.NOT_BEGUN, of=len(session.course.routine.steps))
    if session.stage is Stage.CLOSING:
        return words.say(Reply.CLOSING_NOW)
    place = {
        "number": beat.number,
        "of": len(session.course.routine.steps),
        "title": beat.step.title,
    }
    if beat.side is None:
        return words.say(Reply.HERE, **place)
    return words.say(Reply.HERE_SIDE, side=words.sides[beat.side.value], **place)


def how_long(session: Session) -> Turn:
    words = session.words
    whole = words.say(Reply.LEFT_SESSION, time=words.duration(time_left(session)))
    if session.hold is None:
        return answer(session, whole)
    left = words.duration(session.hold.left_at(session.now))
    return answer(session, f"{words.say(Reply.LEFT_STEP, time=left)} {whole}")


def time_left(session: Session) -> Seconds:
    """About how long until the last step is over."""
    if session.stage in (Stage.CLOSING, Stage.OVER):
        return 0.0
    started = session.stage not in BEFORE_STEPS
    later = [(p, session.beats[p]) for p in range(session.place + started, len(session.beats))]
    coming = sum(
        seconds(beat) - beat.step.seconds + session.times.get(p, beat.step.seconds)
        for p, beat in later
        if not blocked(beat, session.care)
    )
    return coming + _left_here(session)


def _left_here(session: Session) -> Seconds:
    if session.hold is not None:
        return session.hold.left_at(session.now)
    if session.stage in (Stage.READING, Stage.CHANGING):
        return session.times.get(session.place, session.beat.step.seconds)
    return 0.0


def what_can_i_say(session: Session) -> Turn:
    hints = session.words.hints[session.phase.value]
    return answer(
        session, session.words.say(Reply.CAN_SAY, hints=session.words.listed(hints, "or"))
    )


def what_is(session: Session, name: str) -> Turn:
    technique = find(session.course.techniques, name)
    if technique is None:
        return answer(session, session.words.say(Reply.UNKNOWN_TECHNIQUE))
    return answer(session, technique.what)


def why(session: Session) -> Turn:
    beat = session.beat
    technique = find(session.course.techniques, beat.step.technique)
    if session.stage in BEFORE_STEPS or session.stage is Stage.CLOSING:
        return answer(session, session.words.say(Reply.NO_WHY))
    reason = beat.step.why or (technique.why if technique else "")
    text = exchange(reason, session.words.exchange) if beat.mirrored else reason
    return answer(session, text or session.words.say(Reply.NO_WHY))
