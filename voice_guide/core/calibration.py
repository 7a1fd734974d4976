"""The minute in which guide, room and person get to know each other, as a course of events.

It is a list of beats, played one after the other: something said, a silence, a phrase that the
person is asked to say. What the sound was like meanwhile is measured elsewhere; here stands when.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from voice_guide.core import turn
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Answered,
    Answering,
    Chime,
    Deserted,
    Event,
    Finish,
    Hush,
    PartBack,
    PartFailed,
    RoutineChanged,
    Say,
    Sound,
    SpeechEnded,
    TimeUp,
    Unclear,
    Wake,
    Write,
)
from voice_guide.core.record import PartFound, PartLost
from voice_guide.core.units import Seconds
from voice_guide.core.view import View

ANSWER: Seconds = 5.0
"""So long may somebody take to say what was asked for."""
TRIES = 2

_LEAVE = frozenset({Command.STOP, Command.FINISH})
_NEEDED = frozenset({"microphone", "model", "ears"})
"""Parts without which there is nothing to be measured."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something the guide says."""

    text: str
    name: str = ""
    """What is measured meanwhile, if anything."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nobody speaks."""

    seconds: Seconds
    name: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """The person is asked to say a phrase, and if it is not heard, once more."""

    text: str
    again: str
    phrase: str
    order: Understood


Beat: TypeAlias = Line | Quiet | Ask


@dataclass(frozen=True, slots=True)
class Done:
    """A beat that is over."""

    beat: Beat
    began: Seconds
    """For a phrase: when the guide had asked for it, the last time."""
    ended: Seconds
    tries: int = 1
    answer: Understood | None = None
    """The phrase that was asked for, as it was heard; None when it was not."""


@dataclass(frozen=True, slots=True)
class Calibrating:
    """Where it stands; the first of `beats` is being played."""

    beats: tuple[Beat, ...]
    done: tuple[Done, ...] = ()
    began: Seconds = 0.0
    tries: int = 1
    ticket: int = 0
    alarm: int = 0
    speaking: bool = False
    outcome: str = ""
    """ "completed", "stopped" by voice, or "ended" for want of a part or of people."""


Turn: TypeAlias = turn.Turn[Calibrating]


def begin(beats: tuple[Beat, ...], now: Seconds) -> Turn:
    """Play the first beat."""
    return _play(Calibrating(beats), now)


def advance(state: Calibrating, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`."""
    if state.outcome:
        return Turn(state)
    match event:
        case Understood():
            return _understood(state, event, now)
        case Unclear():
            return _again(state, now) if _asking(state) else Turn(state)
        case SpeechEnded(ticket):
            return _spoken(state, now) if ticket == state.ticket else Turn(state)
        case TimeUp(alarm):
            return _time_up(state, now) if alarm == state.alarm else Turn(state)
        case PartFailed(part, problem, remedy):
            lost = Turn(state, (Write(PartLost(part, problem, remedy)),))
            return lost.then(lambda s: _leave(s, "ended")) if part in _NEEDED else lost
        case PartBack(part):
            return Turn(state, (Write(PartFound(part)),))
        case Answering() | Answered() | RoutineChanged():
            return Turn(state)
        case Deserted():
            return _leave(state, "ended")
        case _:
            assert_never(event)


def view(state: Calibrating, now: Seconds) -> View:
    """Nothing: what is asked is read where all that is said is."""
    del state, now
    return View(phase="calibrating")


def _understood(state: Calibrating, order: Understood, now: Seconds) -> Turn:
    beat = state.beats[0]
    wanted = isinstance(beat, Ask) and order == beat.order and order.spoken_at is not None
    if wanted:
        return Turn(state, (Chime(Sound.HEARD),)).then(lambda s: _next(s, now, order))
    if order.command in _LEAVE:
        return _leave(state, "stopped")
    # What was typed is no answer: the ears are being tried.
    return _again(state, now) if _asking(state) and order.spoken_at is not None else Turn(state)


def _asking(state: Calibrating) -> bool:
    """A phrase was asked for, and the guide is silent."""
    return isinstance(state.beats[0], Ask) and not state.speaking


def _again(state: Calibrating, now: Seconds) -> Turn:
    if state.tries >= TRIES:
        return _next(state, now)
    return _play(replace(state, tries=state.tries + 1), now)


def _spoken(state: Calibrating, now: Seconds) -> Turn:
    silent = replace(state, speaking=False)
    if isinstance(state.beats[0], Line):
        return _next(silent, now)
    return _wait(replace(silent, began=now), ANSWER, now)


def _time_up(state: Calibrating, now: Seconds) -> Turn:
    return _again(state, now) if isinstance(state.beats[0], Ask) else _next(state, now)


def _next(state: Calibrating, now: Seconds, answer: Understood | None = None) -> Turn:
    over = Done(state.beats[0], state.began, now, state.tries, answer)
    rest = replace(
        state,
        beats=state.beats[1:],
        done=(*state.done, over),
        tries=1,
        ticket=state.ticket + 1,
        alarm=state.alarm + 1,
        speaking=False,
    )
    hush = Turn(rest, (Hush(),) if state.speaking else ())
    if not rest.beats:
        return hush.then(lambda s: Turn(replace(s, outcome="completed"), (Finish("completed"),)))
    return hush.then(lambda s: _play(s, now))


def _play(state: Calibrating, now: Seconds) -> Turn:
    begun = replace(state, began=now)
    match state.beats[0]:
        case Quiet(seconds):
            return _wait(begun, seconds, now)
        case Line(text):
            return _say(begun, text)
        case Ask(text, again):
            return _say(begun, text if state.tries == 1 else again)
        case beat:
            assert_never(beat)


def _say(state: Calibrating, text: str) -> Turn:
    ticket = state.ticket + 1
    # An alarm that was set for the answer has lapsed.
    return Turn(
        replace(state, ticket=ticket, alarm=state.alarm + 1, speaking=True), (Say(text, ticket),)
    )


def _wait(state: Calibrating, seconds: Seconds, now: Seconds) -> Turn:
    alarm = state.alarm + 1
    return Turn(replace(state, alarm=alarm), (Wake(now + seconds, alarm),))


def _leave(state: Calibrating, outcome: str) -> Turn:
    hush = (Hush(),) if state.speaking else ()
    return Turn(replace(state, outcome=outcome, speaking=False), (*hush, Finish(outcome)))
