"""Too much, too little, just right."""

from collections.abc import Callable
from dataclasses import replace

from voice_guide.core.messages import Write
from voice_guide.core.record import PressureSet
from voice_guide.core.session.care import level, stays_gentle, touched, with_level
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import Session, Turn
from voice_guide.core.session.wording import level_words, with_care
from voice_guide.core.words import Reply


def ease(session: Session) -> Turn:
    """One step lighter, here and wherever these areas come again."""
    now = level(session.beat, session.care)
    if now is None:
        return answer(session, session.words.say(Reply.NO_PRESSURE))
    if now == 1:
        return answer(session, session.words.say(Reply.LIGHTEST)).do(*report(session))
    return _set(session, now - 1, _eased)


def firm(session: Session) -> Turn:
    """One step firmer, within what pain and screening allow."""
    beat, care = session.beat, session.care
    now = level(beat, care)
    if now is None:
        return answer(session, session.words.say(Reply.NO_FIRMER))
    if stays_gentle(beat.step, care):
        return answer(session, session.words.say(Reply.STAYING_GENTLE))
    if now >= care.at_most:
        limit = Reply.FIRMEST if care.at_most == 5 else Reply.LIMITED
        return answer(session, session.words.say(limit))
    return _set(session, now + 1, _firmer)


def just_right(session: Session) -> Turn:
    """Keep it, and remember that it was right."""
    now = level(session.beat, session.care)
    good = answer(session, session.words.say(Reply.GOOD))
    if now is None or stays_gentle(session.beat.step, session.care):
        return good
    kept = replace(good.session, care=with_level(session.beat, session.care, now))
    return Turn(kept, good.actions).do(*report(kept))


def _set(session: Session, wanted: int, wording: Callable[[Session], tuple[str, ...]]) -> Turn:
    changed = with_care(session, with_level(session.beat, session.care, wanted))
    return answer(changed, *wording(changed)).do(*report(changed))


def _eased(session: Session) -> tuple[str, ...]:
    below = level_words(session.beat, session.care, session.words)
    return (session.words.say(Reply.EASED), *_when(below, _own(session) > _now(session)))


def _firmer(session: Session) -> tuple[str, ...]:
    above = level_words(session.beat, session.care, session.words)
    return (session.words.say(Reply.FIRMER), *_when(above, _own(session) < _now(session)))


def _when(texts: tuple[str, ...], said: bool) -> tuple[str, ...]:  # noqa: FBT001
    return texts if said else ()


def _own(session: Session) -> int:
    return session.beat.step.pressure or 0


def _now(session: Session) -> int:
    return level(session.beat, session.care) or 0


def report(session: Session) -> tuple[Write, ...]:
    """The log's lines on the pressure that is now right for each area of the step."""
    now = level(session.beat, session.care)
    if now is None:
        return ()
    areas = touched(session.beat.step, session.care)
    return tuple(Write(PressureSet(now, area.value)) for area in areas)
