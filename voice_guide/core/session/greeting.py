"""The first words: what comes, and what it is not."""

from voice_guide.core.beats import minutes
from voice_guide.core.rehearsing.fading import PASSES, Fading
from voice_guide.core.rehearsing.rehearsal import Mode, Rehearsal
from voice_guide.core.session import receivers
from voice_guide.core.session.fitting import told
from voice_guide.core.session.state import Course, Session
from voice_guide.core.words import Reply


def welcome(session: Session) -> tuple[str, ...]:
    """What is said before any question."""
    course, words = session.course, session.words
    return (
        first_sentence(course),
        *(told(session, course.budget) if course.budget is not None else ()),
        *(() if _is_known(course) else (words.say(Reply.NOT_MEDICAL),)),
        *(receivers.greeting(session) if session.receiver else ()),
    )


def _is_known(course: Course) -> bool:
    """It was told a few minutes ago, before the pass before."""
    fading = course.rehearsal.fading if course.rehearsal else None
    return fading is not None and fading.number > 1


def first_sentence(course: Course) -> str:
    """The routine and its time; of a rehearsal, that it is one."""
    title, words = course.routine.title, course.words
    time = words.duration(60 * minutes(course.routine, course.start))
    match course.rehearsal:
        case None:
            return words.say(Reply.WELCOME, title=title, time=time)
        case Rehearsal(fading=Fading(number=number)):
            return words.say(Reply.FADING, title=title, number=number, of=PASSES)
        case Rehearsal(mode=Mode.TRIAL):
            return words.say(Reply.TRIAL, title=title, time=time)
        case Rehearsal():
            return words.say(Reply.REHEARSING, title=title, time=time)
