"""The question whether to go on, in a few words."""

from voice_guide.core.session.resuming.taking_up import cut_at
from voice_guide.core.session.state import WORKING, Session, Stage
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply


def offer(session: Session, reached: Seconds) -> str:
    """What is asked when a session that was cut off at `reached` is found."""
    place = _place(cut_at(session, reached))
    return session.words.say(Reply.RESUME_OFFER, title=session.course.routine.title, place=place)


def is_worth_it(session: Session) -> bool:
    """Beginning again would lose something: a question was answered, or a step was begun."""
    return session.stage is not Stage.OVER and bool(session.done or session.question)


def _place(session: Session) -> str:
    words, beat, hold = session.words, session.beat, session.hold
    match session.stage:
        case Stage.SCREENING:
            return words.say(Reply.RESUME_QUESTIONS)
        case Stage.PREPARING:
            return words.say(Reply.RESUME_BEGINNING)
        case stage if stage not in WORKING:
            return words.say(Reply.RESUME_CLOSING)
        case _:
            pass
    parts = [words.say(Reply.RESUME_STEP, number=beat.number)]
    if beat.side is not None:
        parts.append(words.say(Reply.RESUME_SIDE, side=words.sides[beat.side.value]))
    if hold is not None:
        left = words.duration(hold.left_at(session.now))
        parts.append(words.say(Reply.RESUME_LEFT, time=left))
    return ", ".join(parts)
