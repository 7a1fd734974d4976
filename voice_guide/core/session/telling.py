"""Answers to questions: where we are, what comes, how long, what can be said, why."""

from voice_guide.core.beats import change_overs
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import BEFORE_STEPS, Session, Stage, Turn
from voice_guide.core.session.timing import expected, whole_time
from voice_guide.core.session.walk import ahead, following
from voice_guide.core.session.wording import sided, speaking
from voice_guide.core.techniques import find
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply


def whats_next(session: Session, planned: Session) -> Turn:
    """`planned`: the session as it will be carried out."""
    place = following(planned)
    if place is None or session.stage is Stage.CLOSING:
        return answer(session, session.words.say(Reply.NOTHING_NEXT))
    title = session.beats[place].step.title
    if place != session.place and session.beats[place].number == session.beat.number:
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
    said = words.say(Reply.HERE, **place)
    if beat.side is not None:
        said = words.say(Reply.HERE_SIDE, side=words.sides[beat.side.value], **place)
    if not session.left_out:
        return said
    # A step keeps its number, which it has on paper, too; so does the last.
    steps = words.counted(len(session.left_out), "step")
    return f"{said} {words.say(Reply.HERE_LEFT_OUT, steps=steps)}"


def how_long(session: Session, planned: Session) -> Turn:
    """`planned`: the session as it will be carried out."""
    words = session.words
    if session.stage is Stage.CLOSING:
        return answer(session, words.say(Reply.CLOSING_NOW))
    whole = words.say(Reply.LEFT_SESSION, time=words.duration(time_left(planned)))
    if session.hold is None:
        return answer(session, whole)
    left = words.duration(session.hold.left_at(session.now))
    return answer(session, f"{words.say(Reply.LEFT_STEP, time=left)} {whole}")


def time_left(session: Session) -> Seconds:
    """About how long until the last step is over."""
    if session.stage in (Stage.CLOSING, Stage.OVER):
        return 0.0
    started = session.stage not in BEFORE_STEPS
    places = ahead(session)
    found = [session.beats[place] for place in places]
    words = sum(speaking(session, beat) for beat in found)
    doing = sum(expected(session, place) for place in places)
    changes = change_overs([session.beat, *found] if started else found)
    return words + doing + changes + _left_here(session)


def _left_here(session: Session) -> Seconds:
    if session.hold is not None:
        return session.hold.left_at(session.now)
    if session.stage in (Stage.READING, Stage.CHANGING):
        return whole_time(session, session.place)
    return 0.0


def what_can_i_say(session: Session) -> Turn:
    hints = session.words.listed(session.words.hints[session.phase.value], "or")
    return answer(session, session.words.say(Reply.CAN_SAY, hints=hints))


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
    return answer(session, sided(beat, reason, session.words) or session.words.say(Reply.NO_WHY))
