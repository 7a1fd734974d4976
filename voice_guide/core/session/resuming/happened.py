"""A session is what happened in it: the state is the fold of that."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from voice_guide.core.messages import Event
from voice_guide.core.receiver import Receiver
from voice_guide.core.session.advance import advance, begin
from voice_guide.core.session.resuming.taking_up import take_up
from voice_guide.core.session.state import Course, Session
from voice_guide.core.units import Seconds


@dataclass(frozen=True, slots=True)
class Begun:
    """The session began."""

    known: tuple[Receiver, ...] = ()
    """From other visits."""
    receiver: str = ""
    """Who lies on the table, if that was said."""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """It goes on after it was cut off; from here on times are those of another room."""

    reached: Seconds
    """How far its time had come, by the clock of the room that was cut off."""


Happening: TypeAlias = Event | Begun | TakenUp


def follow(
    course: Course, session: Session | None, happening: Happening, now: Seconds
) -> Session | None:
    """The session after something happened; None as long as it has not begun."""
    match happening:
        case Begun(known, receiver):
            return begin(course, now, known, receiver).session
        case _ if session is None:
            return None
        case TakenUp(reached):
            return take_up(session, reached, now).session
        case event:
            return advance(session, event, now).session


def fold(
    course: Course, happened: Iterable[tuple[Seconds, Happening]], session: Session | None = None
) -> Session | None:
    """What came of all that happened since `session`, or since the beginning."""
    for now, happening in happened:
        session = follow(course, session, happening, now)
    return session
