"""Going from step to step: forward, back, by number."""

from collections.abc import Iterable
from dataclasses import replace

from voice_guide.core.beats import beats, changes_sides
from voice_guide.core.messages import Write
from voice_guide.core.record import StepBegun
from voice_guide.core.session.care import blocked, level
from voice_guide.core.session.closing import close, nothing_left
from voice_guide.core.session.speech import answer, read
from voice_guide.core.session.state import BEFORE_STEPS, Session, Stage, Turn
from voice_guide.core.session.timing import anew, credit
from voice_guide.core.session.wording import step_words
from voice_guide.core.words import Reply


def enter(session: Session, place: int) -> Turn:
    """Begin the beat at `place` with its words."""
    return _arrive(session, place, Stage.READING).then(lambda s: read(s, step_words(s)))


def enter_anew(session: Session, place: int) -> Turn:
    """Begin the beat at `place` as if it had not been done before."""
    return enter(anew(session, place), place)


def begin_words(session: Session) -> Turn:
    """The change of sides is over: read the step for the new side."""
    ready = replace(session, stage=Stage.READING, halts=(), gap_until=None)
    return read(ready, step_words(ready))


def change_call(session: Session) -> str:
    """What is said before the words for the new side."""
    side = session.words.sides[str(session.beat.side)]
    return session.words.say(Reply.CHANGE_SIDES, side=side)


def _change_over(session: Session, place: int) -> Turn:
    there = _arrive(session, place, Stage.CHANGING)
    return there.then(lambda s: read(s, (change_call(s),)))


def _arrive(session: Session, place: int, stage: Stage) -> Turn:
    beat = session.beats[place]
    there = replace(
        session,
        stage=stage,
        place=place,
        halts=(),
        hold=None,
        gap_until=None,
        check_in="",
        check_in_until=-1.0,
        done=session.done | {beat.number},
        skipped=session.skipped - {beat.number},
        whole=False,
        left_out=session.left_out - {beat.number},
    )
    return Turn(there, (Write(begun(there)),))


def begun(session: Session) -> StepBegun:
    """The log's line for the step that is on."""
    beat = session.beat
    return StepBegun(
        number=beat.number,
        of=len(session.course.routine.steps),
        title=beat.step.title,
        side=None if beat.side is None else beat.side.value,
        pressure=level(beat, session.care),
    )


def coming(session: Session) -> tuple[int, ...]:
    """The places that come after this one, without what is left out or skipped."""
    later = range(session.place + 1, len(session.beats))
    return tuple(p for p in later if is_open(session, p))


def ahead(session: Session) -> tuple[int, ...]:
    """The places still to be gone to; before the first step, from where the course starts."""
    if session.stage not in BEFORE_STEPS:
        return coming(session)
    start, places = session.course.start, range(len(session.beats))
    return tuple(p for p in places if session.beats[p].number >= start and is_open(session, p))


def is_open(session: Session, place: int) -> bool:
    """Whether the beat at `place` is neither skipped nor left out."""
    beat = session.beats[place]
    leaving = session.skipped | session.left_out
    return beat.number not in leaving and not blocked(beat, session.care)


def following(session: Session) -> int | None:
    """The place that comes next, or None when there is none."""
    return next(iter(ahead(session)), None)


def forward(session: Session) -> Turn:
    """Go on to what comes next; after the last beat, close."""
    place = following(session)
    # Cut short by a word, a side counts as done: the other one gets its whole time.
    left = credit(session, session.hold.whole if session.hold else 0.0)
    if place is None:
        return close(left)
    if changes_sides(session.beat, session.beats[place]):
        return _change_over(left, place)
    return enter(left, place)


def backward(session: Session) -> Turn:
    """Go to the beat before; from the closing words, to the last one done."""
    if session.stage is Stage.CLOSING:
        return enter_anew(session, session.place)
    before = range(session.place - 1, -1, -1)
    place = next((p for p in before if not blocked(session.beats[p], session.care)), None)
    if place is not None:
        return enter_anew(session, place)
    said = session.words.say(Reply.FIRST_STEP)
    return enter_anew(session, session.place).then(lambda s: answer(s, said))


def past_step(session: Session) -> Turn:
    """Leave the step, with whatever sides it has left."""
    skipping = replace(session, skipped=session.skipped | {session.beat.number})
    return _go(skipping, coming(skipping))


def past_part(session: Session) -> Turn:
    """Leave the part."""
    part = session.beat.part
    return _go(session, (p for p in coming(session) if session.beats[p].part != part))


def _go(session: Session, places: Iterable[int]) -> Turn:
    place = next(iter(places), None)
    return close(session) if place is None else enter(session, place)


def to_step(session: Session, number: int) -> Turn:
    """Go to a step by its number."""
    words = session.words
    places = [p for p, beat in enumerate(session.beats) if beat.number == number]
    if not places:
        of = len(session.course.routine.steps)
        return answer(session, words.say(Reply.NO_SUCH_STEP, number=number, of=of))
    if blocked(session.beats[places[0]], session.care):
        return answer(session, words.say(Reply.STEP_LEFT_OUT, number=number))
    return enter_anew(session, places[0])


def from_step(session: Session, number: int, fitted: Session | None = None) -> Turn:
    """Begin the routine at a step, or at the first after it that is not left out.

    `fitted` has the times and the steps to leave out; without it all is as the routine says.
    """
    fresh = replace(
        session,
        beats=beats(session.course.routine),
        place=0,
        times=fitted.times if fitted else {},
        given={},
        left_out=fitted.left_out if fitted else frozenset(),
        skipped=frozenset(),
        done=frozenset(),
        began=session.now,
    )
    wanted = (p for p, beat in enumerate(fresh.beats) if beat.number >= number)
    place = next((p for p in wanted if is_open(fresh, p)), None)
    return nothing_left(fresh) if place is None else enter(fresh, place)
