"""Before a session: the guide greets and offers the routines, by number or by name."""

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from voice_guide.core import turn
from voice_guide.core.beats import minutes
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Attend,
    Chime,
    Deserted,
    Event,
    Finish,
    Hush,
    PartFailed,
    Say,
    SetVoice,
    Sleep,
    Sound,
    SpeechEnded,
    TimeUp,
    Unclear,
    Wake,
    Write,
)
from voice_guide.core.record import PartLost
from voice_guide.core.routine import Routine
from voice_guide.core.units import Decibels, Seconds
from voice_guide.core.view import View
from voice_guide.core.words import Reply, Words

PATIENCE: Seconds = 20.0
"""Silence after the offer before it is made again."""
OFFERS = 3
"""How often the offer is made before the guide takes its leave."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which routines are offered, and what is still to be said."""

    routines: tuple[Routine, ...]
    words: Words
    lines: tuple[str, ...] = ()
    ticket: int = 0
    speaking: bool = False
    alarm: int = 0
    waiting: bool = False
    offers: int = 1
    paused: bool = False
    listening: bool = True
    gain: Decibels = 0.0
    pace: float = 1.0
    chosen: str = ""
    """The id of the routine that was taken."""
    outcome: str = ""


Turn: TypeAlias = turn.Turn[Choosing]


def begin(routines: tuple[Routine, ...], words: Words) -> Turn:
    """Greet and offer."""
    state = Choosing(routines, words)
    return _read(state, (words.say(Reply.GREETING), *_offer(state)))


def _offer(state: Choosing) -> tuple[str, ...]:
    words = state.words
    lines = [
        words.say(
            Reply.OFFER,
            number=number,
            title=routine.title,
            time=words.duration(60 * minutes(routine)),
        )
        for number, routine in enumerate(state.routines, 1)
    ]
    return (*lines, words.say(Reply.CHOOSE_HOW))


def advance(state: Choosing, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`."""
    if state.outcome:
        return Turn(state)
    match event:
        case Understood():
            return _understood(state, event)
        case Unclear():
            return Turn(state, (Chime(Sound.UNCLEAR),))
        case SpeechEnded(ticket):
            return _spoken(state, now) if ticket == state.ticket else Turn(state)
        case TimeUp(ticket):
            return _silence(state) if ticket == state.alarm and state.waiting else Turn(state)
        case PartFailed(part, problem, remedy):
            lost = Turn(state, (Write(PartLost(part, problem, remedy)),))
            text = state.words.parts.get(part) or state.words.say(Reply.PART_FAILED, part=part)
            if not state.speaking:
                return lost.then(lambda s: _read(s, (text,)))
            later = replace(state, lines=(*state.lines[:1], text, *state.lines[1:]))
            return Turn(later, lost.actions)
        case Deserted():
            return _leave(state, "ended")
        case _:
            assert_never(event)


def _understood(state: Choosing, order: Understood) -> Turn:
    heard = Turn(state, (Chime(Sound.HEARD),))
    match order.command:
        case Command.CHOOSE:
            return heard.then(lambda s: _choose(s, order))
        case Command.STOP | Command.PAUSE:
            return heard.then(_pause)
        case Command.FINISH:
            return heard.then(lambda s: _leave(s, "stopped"))
        case Command.REPEAT | Command.GO_ON | Command.START_OVER | Command.WHAT_CAN_I_SAY:
            return heard.then(lambda s: _read(s, _offer(s)))
        case Command.LOUDER | Command.QUIETER:
            by = 3.0 if order.command is Command.LOUDER else -3.0
            louder = replace(state, gain=min(6.0, max(-15.0, state.gain + by)))
            return Turn(louder, (*heard.actions, SetVoice(louder.gain, louder.pace)))
        case Command.SLOWER | Command.FASTER:
            factor = 1.12 if order.command is Command.FASTER else 1 / 1.12
            paced = replace(state, pace=min(1.5, max(0.7, state.pace * factor)))
            return Turn(paced, (*heard.actions, SetVoice(paced.gain, paced.pace)))
        case Command.STOP_LISTENING | Command.LISTEN:
            listening = order.command is Command.LISTEN
            return heard.then(lambda s: Turn(replace(s, listening=listening), (Attend(listening),)))
        case _:
            return Turn(state, (Chime(Sound.UNCLEAR),))


def _pause(state: Choosing) -> Turn:
    quiet = replace(
        state, lines=(), speaking=False, ticket=state.ticket + 1, paused=True, waiting=False
    )
    return Turn(quiet, (Hush(), Sleep()))


def _choose(state: Choosing, order: Understood) -> Turn:
    chosen = _routine(state, order)
    if chosen is None:
        return _read(state, (state.words.say(Reply.NOT_A_ROUTINE), *_offer(state)))
    taken = replace(state, chosen=chosen.id)
    return _read(taken, (state.words.say(Reply.CHOSEN, title=chosen.title),))


def _routine(state: Choosing, order: Understood) -> Routine | None:
    if order.number is not None:
        in_list = 1 <= order.number <= len(state.routines)
        return state.routines[order.number - 1] if in_list else None
    return next((r for r in state.routines if order.name in (r.id, r.title)), None)


def _read(state: Choosing, lines: tuple[str, ...]) -> Turn:
    ticket = state.ticket + 1
    asked = replace(state, lines=lines, ticket=ticket, speaking=True, waiting=False, paused=False)
    return Turn(asked, (Say(lines[0], ticket),))


def _spoken(state: Choosing, now: Seconds) -> Turn:
    rest = state.lines[1:]
    if rest:
        return _read(state, rest)
    quiet = replace(state, lines=(), speaking=False)
    if state.chosen:
        return _leave(quiet, "chosen")
    if state.offers > OFFERS:
        return _leave(quiet, "ended")
    alarm = state.alarm + 1
    return Turn(replace(quiet, alarm=alarm, waiting=True), (Wake(now + PATIENCE, alarm),))


def _silence(state: Choosing) -> Turn:
    again = replace(state, offers=state.offers + 1, waiting=False)
    if again.offers > OFFERS:
        return _read(again, (state.words.say(Reply.NOBODY_CHOSE),))
    return _read(again, _offer(again))


def _leave(state: Choosing, outcome: str) -> Turn:
    return Turn(replace(state, outcome=outcome, speaking=False), (Finish(outcome),))


def view(state: Choosing, now: Seconds) -> View:
    """The list at a glance."""
    del now
    words = state.words
    return View(
        routine="",
        phase="choosing",
        number=None,
        of=0,
        part="",
        title=words.say(Reply.GREETING),
        words="\n".join(_offer(state)),
        side="",
        pressure=None,
        areas=(),
        kept_out=(),
        left=None,
        whole=None,
        running=False,
        next_title="",
        hints=words.hints["choosing"],
        listening=state.listening,
    )
