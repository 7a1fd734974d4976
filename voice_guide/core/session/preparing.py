"""Between the screening and the first step: what is needed, how to lie, a moment's time."""

from dataclasses import replace

from voice_guide.core.beats import sentences
from voice_guide.core.session.fitting import planned
from voice_guide.core.session.speech import read
from voice_guide.core.session.state import Pace, Session, Stage, Turn
from voice_guide.core.session.walk import from_step
from voice_guide.core.session.wording import passing
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

SETTLE: Seconds = 6.0
"""Time to lie down before the first step when the guide leads."""


def prepare(session: Session, *before: str) -> Turn:
    """Say what is needed and how to lie."""
    ready = replace(session, stage=Stage.PREPARING, halts=(), gap_until=None)
    return read(ready, (*before, *preparation(ready)))


def preparation(session: Session) -> tuple[str, ...]:
    """The sentences of the preparation."""
    routine, words = session.course.routine, session.words
    fading = passing(session)
    if fading is not None and fading.number > 1:
        return ()
    lines: list[str] = []
    if routine.equipment:
        lines.append(words.say(Reply.EQUIPMENT))
        lines += [f"{item.rstrip('.')}." for item in routine.equipment]
    if routine.position:
        lines.append(routine.position)
    mine = session.course.pace is Pace.MINE
    lines.append(words.say(Reply.BEGIN_MINE if mine else Reply.BEGIN_GUIDED))
    return tuple(sentence for line in lines for sentence in sentences(line))


def first_step(session: Session) -> Turn:
    """Begin, with as much as there is time for."""
    return from_step(session, session.course.start, planned(session))
