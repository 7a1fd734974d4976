"""Before a session: the guide greets and offers the routines, by number or by name."""

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from voice_guide.core import turn
from voice_guide.core.beats import minutes
from voice_guide.core.commands import Command, Understood
from voice_guide.core.losses import with_loss, with_return
from voice_guide.core.messages import (
    Attend,
    Chime,
    Deserted,
    Event,
    Finish,
    Hush,
    PartBack,
    PartFailed,
    Say,
    SetVoice,
    Sound,
    SpeechEnded,
    TimeUp,
    Unclear,
    Wake,
    Write,
)
from voice_guide.core.record import PartFound, PartLost
from voice_guide.core.routine import Routine
from voice_guide.core.session.voice import changed_voice
from voice_guide.core.units import Decibels, Seconds
from voice_guide.core.view import View
from voice_guide.core.words import Reply, Words

PATIENCE: Seconds = 20.0
"""Silence after the offer before it is made again."""
OFFERS = 3
"""How often the offer is made before the guide takes its leave."""
_NOT_UNDERSTOOD_EVERY: Seconds = 15.0


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
    unclear_until: Seconds = -1.0
    listening: bool = True
    gain: Decibels = 0.0
    pace: float = 1.0
    resting: bool = False
    """Nothing is offered again until somebody speaks."""
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
            # Somebody is there.
            return _understood(replace(state, offers=1, resting=False), event, now)
        case Unclear():
            return _unclear(state, now)
        case SpeechEnded(ticket):
            return _spoken(state, now) if ticket == state.ticket else Turn(state)
        case TimeUp(ticket):
            return _silence(state) if ticket == state.alarm and state.waiting else Turn(state)
        case PartFailed(part, problem, remedy):
            lost = Turn(state, (Write(PartLost(part, problem, remedy)),))
            return lost.then(lambda s: _told(s, with_loss(s.lines[1:], part, s.words)))
        case PartBack(part):
            found = Turn(state, (Write(PartFound(part)),))
            return found.then(lambda s: _told(s, with_return(s.lines[1:], part, s.words)))
        case Deserted():
            return _leave(state, "ended")
        case _:
            assert_never(event)


def _told(state: Choosing, waiting: tuple[str, ...]) -> Turn:
    """What waits to be said has changed; what was added goes before the offer."""
    before = state.lines[1:]
    if len(waiting) > len(before):
        waiting = (waiting[-1], *before)
    if state.speaking or not waiting:
        return Turn(replace(state, lines=(*state.lines[:1], *waiting)))
    return _read(state, waiting)


def _unclear(state: Choosing, now: Seconds) -> Turn:
    if now < state.unclear_until:
        return Turn(state)
    later = replace(state, unclear_until=now + _NOT_UNDERSTOOD_EVERY)
    return Turn(later, (Chime(Sound.UNCLEAR),))


def _understood(state: Choosing, order: Understood, now: Seconds) -> Turn:  # noqa: PLR0912 - a table
    heard, words = Turn(state, (Chime(Sound.HEARD),)), state.words
    match order.command:
        case Command.CHOOSE:
            return heard.then(lambda s: _choose(s, order))
        case Command.STOP:
            return heard.then(lambda s: _wait(s, words.say(Reply.STOPPED)))
        case Command.PAUSE:
            return heard.then(lambda s: _wait(s, words.say(Reply.PAUSED)))
        case Command.THAT_HURTS:
            return heard.then(lambda s: _wait(s, words.say(Reply.PAIN_NOWHERE)))
        case Command.TOO_MUCH_PRESSURE | Command.TOO_HOT | Command.LESS:
            return heard.then(lambda s: _wait(s, words.say(Reply.NO_PRESSURE)))
        case Command.FINISH:
            return heard.then(lambda s: _leave(s, "stopped"))
        case Command.REPEAT | Command.START_OVER | Command.WHAT_CAN_I_SAY:
            return heard.then(_offer_again)
        case Command.UNDO | Command.BACK | Command.NO | Command.CHANGE_ROUTINE:
            return heard.then(_offer_again)
        case Command.GO_ON | Command.YES if state.chosen:
            return heard.then(lambda s: _leave(s, "chosen"))
        case Command.GO_ON:
            return heard.then(_offer_again)
        case Command.LOUDER | Command.QUIETER | Command.SLOWER | Command.FASTER:
            return heard.then(lambda s: _voice(s, order.command))
        case Command.STOP_LISTENING | Command.LISTEN:
            return heard.then(lambda s: _attend(s, listening=order.command is Command.LISTEN))
        case _:
            return _unclear(state, now)


def _wait(state: Choosing, text: str) -> Turn:
    """Say this, and nothing more until somebody speaks."""
    return _read(replace(state, resting=True), (text,))


def _offer_again(state: Choosing) -> Turn:
    return _read(replace(state, chosen=""), _offer(state))


def _voice(state: Choosing, command: Command) -> Turn:
    gain, pace = changed_voice(state.gain, state.pace, command)
    changed = replace(state, gain=gain, pace=pace)
    return Turn(changed, (SetVoice(gain, pace),))


def _attend(state: Choosing, *, listening: bool) -> Turn:
    turn = Turn(replace(state, listening=listening), (Attend(listening),))
    if listening:
        said = (state.words.say(Reply.LISTENING), *_offer(state))
        return turn.then(lambda s: _read(s, said))
    return turn.then(lambda s: _wait(s, s.words.say(Reply.NOT_LISTENING)))


def _choose(state: Choosing, order: Understood) -> Turn:
    chosen = _routine(state, order)
    if chosen is None:
        return _read(
            replace(state, chosen=""), (state.words.say(Reply.NOT_A_ROUTINE), *_offer(state))
        )
    taken = replace(state, chosen=chosen.id)
    return _read(taken, (state.words.say(Reply.CHOSEN, title=chosen.title),))


def _routine(state: Choosing, order: Understood) -> Routine | None:
    if order.number is not None:
        in_list = 1 <= order.number <= len(state.routines)
        return state.routines[order.number - 1] if in_list else None
    return next((r for r in state.routines if order.name in (r.id, r.title)), None)


def _read(state: Choosing, lines: tuple[str, ...]) -> Turn:
    ticket = state.ticket + 1
    asked = replace(state, lines=lines, ticket=ticket, speaking=True, waiting=False)
    return Turn(asked, (Say(lines[0], ticket),))


def _spoken(state: Choosing, now: Seconds) -> Turn:
    rest = state.lines[1:]
    if rest:
        return _read(state, rest)
    quiet = replace(state, lines=(), speaking=False)
    if state.resting:
        return Turn(quiet)
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
    hush = (Hush(),) if state.speaking else ()
    return Turn(replace(state, outcome=outcome, speaking=False), (*hush, Finish(outcome)))


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
        answers=tuple(routine.title for routine in state.routines),
    )
