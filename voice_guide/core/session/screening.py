"""The questions before hands are laid on, one by one, and what the answers change."""

from dataclasses import replace

from voice_guide.core.body import Area
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
from voice_guide.core.session.asking import current, screening_question
from voice_guide.core.session.care import leave_out
from voice_guide.core.session.closing import close
from voice_guide.core.session.preparing import prepare
from voice_guide.core.session.speech import answer, read
from voice_guide.core.session.state import Care, Follow, Session, Stage, Turn
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

ANSWER_TIME: Seconds = 8.0
"""Silence after a question before it is put again."""

ASK_AGAIN = 2
"""How often a question is repeated unbidden."""


def asked_of(routine: Routine, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions for this routine, in the order of their file."""
    return tuple(q for q in questions if q.always or q.id in routine.screening)


def ask(session: Session, number: int) -> Turn:
    """Put a question, or go on when there is none left. What it changed before is forgotten."""
    cares = (*session.cares, session.care) if number >= len(session.cares) else session.cares
    there = replace(
        session, question=number, cares=cares[: number + 1], care=cares[number], asked=0
    )
    if there.screened:
        return prepare(there, there.words.say(Reply.SCREENING_OVER))
    return _put(replace(there, stage=Stage.SCREENING, follow=Follow.NOTHING))


def _put(session: Session, *before: str) -> Turn:
    open_question = replace(session, halts=(), gap_until=None)
    return read(open_question, (*before, screening_question(open_question)))


def yes(session: Session) -> Turn:
    """A yes, to whatever is being asked."""
    match session.follow:
        case Follow.NOTHING:
            return _yes_to(session, current(session))
        case Follow.REALLY:
            return close_for_care(session)
        case Follow.CLINICIAN:
            return after_question(session)
        case Follow.WHERE:
            return _put(session)


def _yes_to(session: Session, question: Question) -> Turn:
    session = replace(session, care=_changed(session.care, question))
    if question.stop:
        return _follow(session, Follow.REALLY)
    if question.clinician:
        return _follow(session, Follow.CLINICIAN, question.advice)
    if question.ask_where:
        return _follow(session, Follow.WHERE, question.advice)
    turn = after_question(session)
    return turn.then(lambda s: answer(s, question.advice)) if question.advice else turn


def _changed(care: Care, question: Question) -> Care:
    return replace(
        leave_out(care, question.leave_out),
        no_heat=care.no_heat or question.leave_out_heat,
        no_techniques=care.no_techniques | set(question.leave_out_techniques),
        at_most=min(care.at_most, question.pressure_at_most or 5),
    )


def _follow(session: Session, follow: Follow, advice: str = "") -> Turn:
    return _put(replace(session, follow=follow, asked=0), *((advice,) if advice else ()))


def no(session: Session) -> Turn:
    """A no, to whatever is being asked."""
    match session.follow:
        case Follow.REALLY:
            return ask(session, session.question)
        case Follow.CLINICIAN:
            return close_for_care(session)
        case Follow.NOTHING | Follow.WHERE:
            return after_question(session)


def not_sure(session: Session) -> Turn:
    """Unsure counts as yes to a question, and as no to a clinician's consent."""
    if session.follow is Follow.NOTHING:
        unsure = session.words.say(Reply.UNSURE_IS_YES)
        turn = yes(session)
        return turn.then(lambda s: Turn(replace(s, asides=(unsure, *s.asides))))
    return no(session) if session.follow is Follow.CLINICIAN else _put(session)


def name_area(session: Session, area: Area) -> Turn:
    """An area that is to be left out."""
    careful = replace(
        session, care=leave_out(session.care, (area,)), halts=(), gap_until=None, asked=0
    )
    words = careful.words
    return read(careful, (words.say(Reply.WHERE_ELSE, area=words.area_list((area,))),))


def answer_again(session: Session) -> Turn:
    """Put the open question again."""
    return _put(session)


def back(session: Session) -> Turn:
    """To the question before; from a question that followed, to the one it followed from."""
    followed = session.follow is not Follow.NOTHING or session.stage is Stage.CLOSING
    return ask(session, session.question if followed else max(0, session.question - 1))


def after_question(session: Session) -> Turn:
    return ask(session, session.question + 1)


def from_the_first(session: Session) -> Turn:
    """All questions again."""
    return ask(session, 0)


def skip(session: Session) -> Turn:
    """No more questions; what follows from a yes is still asked."""
    if session.follow in (Follow.REALLY, Follow.CLINICIAN):
        return _put(session)
    skipped = replace(session, question=len(session.course.questions))
    return prepare(skipped, session.words.say(Reply.SCREENING_SKIPPED))


def close_for_care(session: Session) -> Turn:
    """No massage today: refer, and end."""
    advice = current(session).advice
    said = session.words.say(Reply.NO_MASSAGE)
    return close(session, "stopped", *((advice,) if advice else ()), said)
