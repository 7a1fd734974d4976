"""The words of whatever question is open."""

from voice_guide.core.body import Area
from voice_guide.core.commands import Command
from voice_guide.core.screening import Question
from voice_guide.core.session.speech import heard
from voice_guide.core.session.state import Confirm, Follow, PainAsked, Paused, Session, Stage
from voice_guide.core.words import Reply, Words

CONFIRMATIONS = {
    Command.FINISH: Reply.CONFIRM_FINISH,
    Command.RESTART: Reply.CONFIRM_RESTART,
    Command.SKIP_SCREENING: Reply.CONFIRM_SKIP_SCREENING,
    Command.CHANGE_ROUTINE: Reply.CONFIRM_CHANGE_ROUTINE,
    Command.FORGET_RECEIVER: Reply.CONFIRM_FORGET,
}


def open_question(session: Session) -> str:
    """What an answer is waited for; empty when the course is free to go on."""
    words = session.words
    match session.halts[-1] if session.halts else None:
        case Confirm(command):
            return words.say(CONFIRMATIONS[command])
        case PainAsked(areas):
            return pain_question(words, areas)
        case Paused():
            return words.say(Reply.STILL_PAUSED)
        case None:
            return screening_question(session) if session.stage is Stage.SCREENING else ""


def answers(session: Session) -> tuple[str, ...]:
    """What can be said to the open question, each in full; empty while none is taken."""
    words = session.words
    match session.halts[-1] if session.halts else None:
        case Confirm():
            return words.answers["confirming"]
        case PainAsked(areas):
            places = tuple(words.areas[area] for area in areas) if len(areas) > 1 else ()
            return (*places, *words.answers["pain"])
        case Paused():
            return ()
        case None if session.stage is not Stage.SCREENING or not heard(session):
            return ()
        case None if session.follow is Follow.WHERE:
            return (*(words.areas[area] for area in Area), *words.answers["where"])
        case None:
            return words.answers["screening"]


def pain_question(words: Words, areas: tuple[Area, ...]) -> str:
    """What to do about a painful place; with several, also which it is."""
    if len(areas) == 1:
        return words.say(Reply.PAIN_ONE, area=words.area_list(areas))
    return words.say(Reply.PAIN_MANY, areas=words.area_list(areas, "or"))


def screening_question(session: Session) -> str:
    """The question before hands are laid on, or what follows from a yes to it."""
    match session.follow:
        case Follow.NOTHING:
            return current(session).ask
        case Follow.REALLY:
            return session.words.say(Reply.REALLY_YES)
        case Follow.CLINICIAN:
            return session.words.say(Reply.CLINICIAN_AGREED)
        case Follow.WHERE:
            return session.words.say(Reply.WHERE)


def current(session: Session) -> Question:
    """The screening question that is on."""
    return session.course.questions[session.question]
