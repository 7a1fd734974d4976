"""The questions before hands are laid on, one by one, and what the answers change."""

from dataclasses import replace

from voice_guide.core.body import Area
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
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


def ask(session: Session) -> Turn:
    """Put the current question, or go on when there is none left."""
    if session.question >= len(session.course.questions):
        return prepare(session, session.words.say(Reply.SCREENING_OVER))
    open_question = replace(
        session, stage=Stage.SCREENING, follow=Follow.NOTHING, gap_until=None, asked=0
    )
    return read(open_question, (question_text(open_question),))


def question_text(session: Session) -> str:
    """The words of the question that is open."""
    question, words = current(session), session.words
    match session.follow:
        case Follow.NOTHING:
            return question.ask
        case Follow.REALLY:
            return words.say(Reply.REALLY_YES)
        case Follow.CLINICIAN:
            return words.say(Reply.CLINICIAN_AGREED)
        case Follow.WHERE:
            return words.say(Reply.WHERE)


def current(session: Session) -> Question:
    return session.course.questions[session.question]


def yes(session: Session) -> Turn:
    """A yes, to whatever is being asked."""
    question = current(session)
    match session.follow:
        case Follow.NOTHING:
            return _yes_to(session, question)
        case Follow.REALLY:
            return close_for_care(session)
        case Follow.CLINICIAN:
            return after_question(session)
        case Follow.WHERE:
            return Turn(session)


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
    asking = replace(session, follow=follow, gap_until=None, asked=0)
    before = (advice,) if advice else ()
    return read(asking, (*before, question_text(asking)))


def no(session: Session) -> Turn:
    """A no, to whatever is being asked."""
    match session.follow:
        case Follow.REALLY:
            return ask(session)
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
    return no(session) if session.follow is Follow.CLINICIAN else answer_again(session)


def name_area(session: Session, area: Area) -> Turn:
    """An area that is to be left out."""
    if session.follow is not Follow.WHERE:
        return answer_again(session)
    careful = replace(session, care=leave_out(session.care, (area,)), asked=0)
    words = careful.words
    return read(careful, (words.say(Reply.WHERE_ELSE, area=words.area_list((area,))),))


def answer_again(session: Session) -> Turn:
    """Put the open question again."""
    return read(replace(session, gap_until=None), (question_text(session),))


def back(session: Session) -> Turn:
    """To the question before."""
    return ask(replace(session, question=max(0, session.question - 1)))


def after_question(session: Session) -> Turn:
    return ask(replace(session, question=session.question + 1))


def skip(session: Session) -> Turn:
    """No more questions."""
    return prepare(session, session.words.say(Reply.SCREENING_SKIPPED))


def close_for_care(session: Session) -> Turn:
    """No massage today: refer, and end."""
    advice = current(session).advice
    said = session.words.say(Reply.NO_MASSAGE)
    return close(session, "stopped").then(lambda s: read(s, (*((advice,) if advice else ()), said)))
