"""Saying again."""

from dataclasses import replace

from voice_guide.core.session import screening, walk
from voice_guide.core.session.asking import open_question
from voice_guide.core.session.preparing import preparation
from voice_guide.core.session.speech import answer, read
from voice_guide.core.session.state import WORKING, Phase, Session, Stage, Turn
from voice_guide.core.session.wording import step_words


def repeat(session: Session) -> Turn:
    """Put the open question again, or else the words of where we are, in full."""
    working = session.stage in WORKING
    match session.phase:
        case Phase.PAIN | Phase.CONFIRMING:
            return answer(session, open_question(session))
        case Phase.PAUSED if not working:
            return answer(session, open_question(session))
        case Phase.PAUSED | Phase.HOLDING | Phase.WAITING:
            whole = replace(session, whole=True)
            return answer(whole, *step_words(whole))
        case _:
            return _read_again(replace(session, gap_until=None))


def _read_again(session: Session) -> Turn:
    match session.stage:
        case Stage.SCREENING:
            return screening.answer_again(session)
        case Stage.PREPARING:
            return read(session, preparation(session))
        case Stage.CHANGING:
            return read(session, (walk.change_call(session),))
        case Stage.CLOSING:
            return read(session, session.farewell)
        case _:
            whole = replace(session, whole=True)
            return read(whole, step_words(whole))
