"""Parts that are lost or back: told between the course's own words, as long as it is true."""

from dataclasses import replace

from voice_guide.core.losses import with_loss, with_return
from voice_guide.core.session.state import Saying, Session, Turn


def part_failed(session: Session, part: str) -> Turn:
    """Have the loss told, together with what else is lost and not yet told."""
    said, waiting = _notices(session)
    return Turn(replace(session, notices=(*said, *with_loss(waiting, part, session.words))))


def part_back(session: Session, part: str) -> Turn:
    """Have the return told, or the loss not told any more."""
    said, waiting = _notices(session)
    return Turn(replace(session, notices=(*said, *with_return(waiting, part, session.words))))


def _notices(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The one that is being said, and those that wait."""
    saying = int(session.saying is Saying.NOTICE)
    return session.notices[:saying], session.notices[saying:]
