"""To the other side before the guide says so, with equal time for both in the end."""

from collections.abc import Mapping
from dataclasses import replace

from voice_guide.core.beats import Beat, Key, in_order
from voice_guide.core.routine import Sides
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import Session, Stage, Turn
from voice_guide.core.session.timing import credit
from voice_guide.core.session.walk import begin_words, enter
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply


def switch_sides(session: Session) -> Turn:
    """Do the step on the other side.

    Before any doing, it means that the giver would rather begin there: the sides change
    places. Later, the other side gets the time that this one had. During the change of sides
    it means: I am there.
    """
    beat = session.beat
    if beat.side is None:
        return answer(session, session.words.say(Reply.NO_SIDES))
    if session.stage is Stage.CHANGING:
        return begin_words(session)
    other = next((p for p, b in enumerate(session.beats) if _are_twins(b, beat)), None)
    if other is None:
        return _turn_round(session)
    if other < session.place:
        return _return(session, other)
    return _go_over(session, other)


def _turn_round(session: Session) -> Turn:
    """A step with one side only is done on its other side instead."""
    place = session.place
    turned = (*session.beats[:place], session.beat.turned(), *session.beats[place + 1 :])
    return enter(replace(session, beats=turned), place)


def _return(session: Session, other: int) -> Turn:
    """Back to the side that came first, for as long as this one was done by now."""
    spent, before = _spent(session), session.beats[: session.place]
    left = credit(session, spent)
    again = before[other]
    if spent:
        left = replace(left, times={**left.times, again.key: spent})
    # It comes right before the side that is left, and nothing between them comes again.
    beats = (*before[:other], *before[other + 1 :], again, *session.beats[session.place :])
    return enter(replace(left, beats=beats), session.place - 1)


def _go_over(session: Session, other: int) -> Turn:
    early = session.stage is Stage.READING and session.beat.key not in session.given
    turned = replace(session, beats=_exchanged(session, other, early=early))
    if early:
        return enter(replace(turned, times=_handed_over(session, other)), session.place)
    return enter(credit(turned, _spent(session)), session.place + 1)


def _handed_over(session: Session, other: int) -> Mapping[Key, Seconds]:
    """The time that was wished for this side is the other's, which now comes first."""
    here, there = session.beat.key, session.beats[other].key
    return {there if key == here else key: time for key, time in session.times.items()}


def _exchanged(session: Session, other: int, *, early: bool) -> tuple[Beat, ...]:
    """The beats with what is left of the other side next, then what is left of this one."""
    now, place = session.beat, session.place
    later = session.beats[place + 1 :]
    pair = [beat for beat in later if _together(now, beat) and beat is not session.beats[other]]
    # On the other side, what this one had already comes last.
    pair.sort(key=lambda beat: (beat.side is now.side, beat.number < now.number))
    there = [beat for beat in pair if beat.side is not now.side]
    here = [beat for beat in pair if beat.side is now.side]
    first, again = ([], [now]) if early else ([now], [])
    rest = [beat for beat in later if not _together(now, beat)]
    over = [session.beats[other], *there, *again, *here]
    return in_order((*session.beats[:place], *first, *over, *rest))


def _together(now: Beat, beat: Beat) -> bool:
    """Both belong to one step, or to one part, that is done on each side."""
    by_part = now.step.sides is Sides.NONE and beat.part == now.part
    return beat.number == now.number or by_part


def _are_twins(a: Beat, b: Beat) -> bool:
    return a.number == b.number and a.side is not b.side


def _spent(session: Session) -> Seconds:
    hold = session.hold
    return 0.0 if hold is None else min(hold.whole, hold.spent_at(session.now))
