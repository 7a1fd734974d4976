"""Going from step to step: forward, back, by number, to the other side."""

from collections.abc import Iterable
from dataclasses import replace

from voice_guide.core.beats import Beat
from voice_guide.core.messages import Write
from voice_guide.core.record import StepBegun
from voice_guide.core.session.care import blocked, level
from voice_guide.core.session.closing import close
from voice_guide.core.session.speech import answer, read
from voice_guide.core.session.state import Session, Stage, Turn
from voice_guide.core.session.wording import step_words
from voice_guide.core.words import Reply


def enter(session: Session, place: int) -> Turn:
    """Begin the beat at `place` with its words."""
    return _arrive(session, place, Stage.READING).then(lambda s: read(s, step_words(s)))


def begin_words(session: Session) -> Turn:
    """The change of sides is over: read the step for the new side."""
    ready = replace(session, stage=Stage.READING, gap_until=None)
    return read(ready, step_words(ready))


def _change_over(session: Session, place: int) -> Turn:
    def call(s: Session) -> Turn:
        side = s.words.sides[str(s.beat.side)]
        return read(s, (s.words.say(Reply.CHANGE_SIDES, side=side),))

    return _arrive(session, place, Stage.CHANGING).then(call)


def _arrive(session: Session, place: int, stage: Stage) -> Turn:
    beat = session.beats[place]
    there = replace(
        session,
        stage=stage,
        place=place,
        halts=(),
        hold=None,
        gap_until=None,
        check_in_until=-1.0,
        done=session.done | {beat.number},
    )
    return Turn(there, (Write(_begun(there, beat)),))


def _begun(session: Session, beat: Beat) -> StepBegun:
    return StepBegun(
        number=beat.number,
        of=len(session.course.routine.steps),
        title=beat.step.title,
        side=None if beat.side is None else beat.side.value,
        pressure=level(beat, session.care),
    )


def following(session: Session) -> int | None:
    """The place that comes next, or None when this is the last."""
    return _first_open(session, range(session.place + 1, len(session.beats)))


def forward(session: Session) -> Turn:
    """Go on to what comes next; after the last beat, close."""
    place = following(session)
    if place is None:
        return close(session)
    if other_side_of_now(session, place):
        return _change_over(session, place)
    return enter(session, place)


def other_side_of_now(session: Session, place: int) -> bool:
    """Going there is a change of sides within the same step or part."""
    now, then = session.beat, session.beats[place]
    return now.part == then.part and then.mirrored and not now.mirrored


def backward(session: Session) -> Turn:
    """Go to the beat before; from the closing words, to the last one done."""
    if session.stage is Stage.CLOSING:
        return enter(session, session.place)
    place = _first_open(session, range(session.place - 1, -1, -1))
    if place is None:
        return enter(session, session.place).then(
            lambda s: answer(s, s.words.say(Reply.FIRST_STEP))
        )
    return enter(session, place)


def past_step(session: Session) -> Turn:
    """Leave the step, with whatever sides it has left."""
    number = session.beat.number
    return _skip(session, (p for p in _later(session) if session.beats[p].number != number))


def past_part(session: Session) -> Turn:
    """Leave the part."""
    part = session.beat.part
    return _skip(session, (p for p in _later(session) if session.beats[p].part != part))


def _skip(session: Session, places: Iterable[int]) -> Turn:
    place = _first_open(session, places)
    return close(session) if place is None else enter(session, place)


def to_step(session: Session, number: int) -> Turn:
    """Go to a step by its number."""
    words = session.words
    places = [p for p, beat in enumerate(session.beats) if beat.number == number]
    if not places:
        of = len(session.course.routine.steps)
        return answer(session, words.say(Reply.NO_SUCH_STEP, number=number, of=of))
    place = _first_open(session, places)
    if place is None:
        return answer(session, words.say(Reply.STEP_LEFT_OUT, number=number))
    return enter(session, place)


def from_step(session: Session, number: int) -> Turn:
    """Begin at a step, or at the first after it that is not left out."""
    places = (p for p, beat in enumerate(session.beats) if beat.number >= number)
    return _skip(session, places)


def switch_sides(session: Session) -> Turn:
    """Do the step on the other side, in equal time.

    Said while the words of the first side are still being read, it means that the giver
    would rather begin there: the two sides change places. Later, the other side gets the
    time that this one had.
    """
    beat, place = session.beat, session.place
    if beat.side is None:
        return answer(session, session.words.say(Reply.NO_SIDES))
    other = _other_side(session)
    if other is None:
        turned = (*session.beats[:place], beat.turned(), *session.beats[place + 1 :])
        return enter(replace(session, beats=turned), place)
    spent = session.hold.spent_at(session.now) if session.hold else 0.0
    if other == place + 1 and not spent:
        both = (session.beats[other], beat)
        swapped = (*session.beats[:place], *both, *session.beats[other + 1 :])
        return enter(replace(session, beats=swapped), place)
    if other > place and session.hold:
        fair = {**session.times, other: max(1.0, min(spent, session.hold.whole))}
        session = replace(session, times=fair)
    return enter(session, other)


def _other_side(session: Session) -> int | None:
    now = session.beat
    for place, beat in enumerate(session.beats):
        if beat.number == now.number and beat.side is not now.side:
            return place
    return None


def _later(session: Session) -> range:
    return range(session.place + 1, len(session.beats))


def _first_open(session: Session, places: Iterable[int]) -> int | None:
    return next((p for p in places if not blocked(session.beats[p], session.care)), None)
