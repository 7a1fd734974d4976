"""Who speaks when: the course's own lines, and asides that cut in or wait their turn."""

from dataclasses import replace

from voice_guide.core.messages import Hush, Say
from voice_guide.core.session.state import Saying, Session, Turn


def hush(session: Session) -> Turn:
    """Cut off what is being said; a line will come again, an aside will not."""
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
    if session.asides:
        return _say(session, session.asides[0], Saying.ASIDE)
    if session.lines and not session.halts:
        return _say(session, session.lines[0], Saying.LINE)
    return Turn(session)


def _say(session: Session, text: str, saying: Saying) -> Turn:
    ticket = session.ticket + 1
    return Turn(replace(session, saying=saying, ticket=ticket), (Say(text, ticket),))


def ended(session: Session) -> Session:
    """What was being said is out."""
    match session.saying:
        case Saying.ASIDE:
            return replace(session, saying=Saying.NOTHING, asides=session.asides[1:])
        case Saying.LINE:
            return replace(session, saying=Saying.NOTHING, lines=session.lines[1:])
        case Saying.NOTHING:
            return session


def silent(session: Session) -> bool:
    """Nothing is being said and nothing is waiting to be."""
    nothing_to_read = not session.lines or bool(session.halts)
    return session.saying is Saying.NOTHING and not session.asides and nothing_to_read
