"""Who speaks when: the course's own lines, and what cuts in or waits its turn."""

from dataclasses import replace

from voice_guide.core.messages import Hush, Say
from voice_guide.core.session.state import Saying, Session, Turn
from voice_guide.core.units import Seconds

ANSWER_TIME: Seconds = 20.0
"""How long after a check-in a bare "yes" or "no" is its answer."""


def hush(session: Session) -> Turn:
    """Cut off what is being said; an aside will not come again, all else will."""
    quiet = replace(session, asides=())
    if session.saying is Saying.NOTHING:
        return Turn(quiet)
    return Turn(replace(quiet, saying=Saying.NOTHING, ticket=session.ticket + 1), (Hush(),))


def answer(session: Session, *texts: str) -> Turn:
    """Say this now, whatever is being said; the course goes on from the sentence it was in."""
    return hush(session).then(lambda s: Turn(replace(s, asides=texts)))


def mention(session: Session, *texts: str) -> Turn:
    """Say this when the sentence that is being said is out."""
    return Turn(replace(session, asides=session.asides + texts))


def read(session: Session, lines: tuple[str, ...]) -> Turn:
    """Read these as the course's own words, in place of any other."""
    return hush(session).then(lambda s: Turn(replace(s, lines=lines)))


def speak(session: Session) -> Turn:
    """Begin the next utterance if nobody is speaking and there is one."""
    if session.saying is not Saying.NOTHING:
        return Turn(session)
    text, saying = _next(session)
    if saying is Saying.NOTHING:
        return Turn(session)
    ticket = session.ticket + 1
    return Turn(replace(session, saying=saying, ticket=ticket), (Say(text, ticket),))


def _next(session: Session) -> tuple[str, Saying]:
    if session.asides:
        return session.asides[0], Saying.ASIDE
    if session.notices:
        return session.notices[0], Saying.NOTICE
    if session.check_in and not session.halts:
        return session.check_in, Saying.CHECK_IN
    if session.lines and not session.halts:
        return session.lines[0], Saying.LINE
    return "", Saying.NOTHING


def ended(session: Session) -> Session:
    """What was being said is out."""
    quiet = replace(session, saying=Saying.NOTHING)
    match session.saying:
        case Saying.ASIDE:
            return replace(quiet, asides=session.asides[1:])
        case Saying.NOTICE:
            return replace(quiet, notices=session.notices[1:])
        case Saying.CHECK_IN:
            return replace(quiet, check_in="", check_in_until=session.now + ANSWER_TIME)
        case Saying.LINE:
            return replace(quiet, lines=session.lines[1:])
        case Saying.NOTHING:
            return session


def silent(session: Session) -> bool:
    """Nothing is being said and nothing is waiting to be."""
    return session.saying is Saying.NOTHING and _next(session)[1] is Saying.NOTHING


def heard(session: Session) -> bool:
    """The last of the lines, which is the question where one is asked, is being heard or was.

    After a question that has lapsed it has to be out: what is said over it may be meant for that.
    """
    if session.lapsed:
        return False
    return not session.lines or (session.saying is Saying.LINE and len(session.lines) == 1)
