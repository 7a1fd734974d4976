"""Something put to people outside a session, and how far that has come.

It is said, waited for, and put again while nobody answers. What an answer means is for whoever
owns the dialogue; what means the same everywhere is here: stop, pause, pain, the voice, listening,
a lost part. The owner keeps the `Dialogue` in a field and takes a decision up with `Turn.into`.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from voice_guide.core import turn
from voice_guide.core.commands import Command, Understood
from voice_guide.core.losses import with_loss, with_return
from voice_guide.core.messages import (
    UNCLEAR_EVERY,
    Answered,
    Answering,
    Attend,
    Chime,
    Deserted,
    Event,
    Finish,
    Hush,
    PartBack,
    PartFailed,
    RoutineChanged,
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
from voice_guide.core.session.voice import changed_voice
from voice_guide.core.units import Decibels, Seconds
from voice_guide.core.words import Reply, Words

STOPPED, ENDED = "stopped", "ended"
"""The outcomes of every dialogue: somebody said so; nobody answered."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What is put to people, and what was said and heard of it."""

    words: Words
    matter: tuple[str, ...]
    """What is put: said at first, and again; its last line is what people are to answer."""
    patience: Seconds
    """Silence after it before it is put again."""
    times: int = 3
    """How often it is put before it is left."""
    farewell: str = ""
    """Said before it is left unanswered."""
    lines: tuple[str, ...] = ()
    """Still to be said; the first is being said."""
    ticket: int = 0
    alarm: int = 0
    waiting: bool = False
    """For an answer, until the alarm."""
    put: int = 1
    unclear_until: Seconds = -1.0
    gain: Decibels = 0.0
    pace: float = 1.0
    listening: bool = True
    resting: bool = False
    """It is not put again until somebody speaks."""
    leaving: str = ""
    """The outcome, once all lines are said."""
    outcome: str = ""


Turn: TypeAlias = turn.Turn[Dialogue]


def advance(state: Dialogue, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`, an order too, if it means the same everywhere."""
    if state.outcome:
        return Turn(state)
    match event:
        case Understood(command):
            return _obey(state, command, now)
        case Unclear():
            return unclear(state, now)
        case Answering() | Answered() | RoutineChanged():
            return Turn(state)
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
            return leave(state, ENDED)
        case _:
            assert_never(event)


def say(state: Dialogue, *lines: str) -> Turn:
    """Say these, in place of what was still to be said, and wait for an answer."""
    ticket = state.ticket + 1
    said = replace(state, lines=lines, ticket=ticket, waiting=False, leaving="")
    return Turn(said, (Say(lines[0], ticket),))


def put(state: Dialogue, *before: str) -> Turn:
    """Put the matter, again perhaps, with something said before it."""
    return say(state, *before, *state.matter)


def rest(state: Dialogue, text: str) -> Turn:
    """Say this, and nothing more until somebody speaks."""
    return say(replace(state, resting=True), text)


def part_with(state: Dialogue, outcome: str, *lines: str) -> Turn:
    """Say these, and leave, unless something else is to be said by then."""
    return say(state, *lines).then(lambda s: Turn(replace(s, leaving=outcome)))


def leave(state: Dialogue, outcome: str) -> Turn:
    """Be silent, and leave."""
    hush = (Hush(),) if state.lines else ()
    return Turn(replace(state, outcome=outcome, lines=()), (*hush, Finish(outcome)))


def heard(state: Dialogue) -> Turn:
    """Somebody is there, and was understood."""
    return Turn(replace(state, put=1, resting=False), (Chime(Sound.HEARD),))


def unclear(state: Dialogue, now: Seconds) -> Turn:
    """Somebody was not understood, or said what does not belong here."""
    if now < state.unclear_until:
        return Turn(state)
    later = replace(state, unclear_until=now + UNCLEAR_EVERY)
    return Turn(later, (Chime(Sound.UNCLEAR),))


def _obey(state: Dialogue, command: Command, now: Seconds) -> Turn:
    obeyed, words = heard(state), state.words
    match command:
        case Command.STOP:
            return obeyed.then(lambda s: rest(s, words.say(Reply.STOPPED)))
        case Command.PAUSE:
            return obeyed.then(lambda s: rest(s, words.say(Reply.PAUSED)))
        case Command.THAT_HURTS:
            return obeyed.then(lambda s: rest(s, words.say(Reply.PAIN_NOWHERE)))
        case Command.TOO_MUCH_PRESSURE | Command.TOO_HOT | Command.LESS:
            return obeyed.then(lambda s: rest(s, words.say(Reply.NO_PRESSURE)))
        case Command.FINISH:
            return obeyed.then(lambda s: leave(s, STOPPED))
        case Command.REPEAT | Command.WHAT_CAN_I_SAY:
            return obeyed.then(put)
        case Command.LOUDER | Command.QUIETER | Command.SLOWER | Command.FASTER:
            return obeyed.then(lambda s: _voice(replace(s, resting=state.resting), command))
        case Command.STOP_LISTENING | Command.LISTEN:
            return obeyed.then(lambda s: _attend(s, listening=command is Command.LISTEN))
        case _:
            return unclear(replace(state, put=1), now)


def _voice(state: Dialogue, command: Command) -> Turn:
    gain, pace = changed_voice(state.gain, state.pace, command)
    return Turn(replace(state, gain=gain, pace=pace), (SetVoice(gain, pace),))


def _attend(state: Dialogue, *, listening: bool) -> Turn:
    attending = Turn(replace(state, listening=listening), (Attend(listening),))
    if listening:
        return attending.then(lambda s: put(s, s.words.say(Reply.LISTENING)))
    return attending.then(lambda s: rest(s, s.words.say(Reply.NOT_LISTENING)))


def _told(state: Dialogue, waiting: tuple[str, ...]) -> Turn:
    """What waits to be said has changed; what was added goes before the rest of the matter."""
    before = state.lines[1:]
    if len(waiting) > len(before):
        waiting = (waiting[-1], *before)
    if state.lines or not waiting:
        return Turn(replace(state, lines=(*state.lines[:1], *waiting)))
    return say(state, *waiting)


def _spoken(state: Dialogue, now: Seconds) -> Turn:
    following = state.lines[1:]
    if following:
        return Turn(replace(state, lines=following)).then(_go_on)
    quiet = replace(state, lines=())
    if state.resting:
        return Turn(quiet)
    if state.leaving:
        return leave(quiet, state.leaving)
    if state.put > state.times:
        return leave(quiet, ENDED)
    last = state.matter[-1]
    if state.lines and state.lines[0] != last:
        return say(quiet, last)
    alarm = state.alarm + 1
    return Turn(replace(quiet, alarm=alarm, waiting=True), (Wake(now + state.patience, alarm),))


def _go_on(state: Dialogue) -> Turn:
    ticket = state.ticket + 1
    return Turn(replace(state, ticket=ticket), (Say(state.lines[0], ticket),))


def _silence(state: Dialogue) -> Turn:
    again = replace(state, put=state.put + 1, waiting=False)
    if again.put <= state.times:
        return put(again)
    return say(again, state.farewell) if state.farewell else leave(again, ENDED)
