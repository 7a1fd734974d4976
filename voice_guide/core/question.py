"""One question before a session, answered by yes or no."""

from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from voice_guide.core import turn
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Action,
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
from voice_guide.core.session.voice import changed_voice
from voice_guide.core.units import Decibels, Seconds
from voice_guide.core.view import View
from voice_guide.core.words import Reply, Words

PATIENCE: Seconds = 10.0
"""Silence after the question before it is put again."""
TIMES = 3
"""How often it is put before the guide goes on without an answer."""
_NOT_UNDERSTOOD_EVERY: Seconds = 15.0

YES, NO, STOPPED, UNANSWERED = "yes", "no", "stopped", "ended"
"""The outcomes."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how far that has come."""

    text: str
    title: str
    words: Words
    lines: tuple[str, ...] = ()
    """Still to be said; the first is being said."""
    ticket: int = 0
    alarm: int = 0
    waiting: bool = False
    put: int = 1
    unclear_until: Seconds = -1.0
    gain: Decibels = 0.0
    pace: float = 1.0
    listening: bool = True
    resting: bool = False
    """It is not put again until somebody speaks."""
    outcome: str = ""


Turn: TypeAlias = turn.Turn[Question]


def begin(text: str, title: str, words: Words) -> Turn:
    """Put it. `title` is what it is about, for the screen."""
    return _say(Question(text, title, words), text)


def advance(state: Question, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`."""
    if state.outcome:
        return Turn(state)
    match event:
        case Understood():
            heard = Turn(replace(state, put=1, resting=False), (Chime(Sound.HEARD),))
            return _understood(heard, event.command, now)
        case Unclear():
            return _unclear(state, now)
        case SpeechEnded(ticket):
            return _spoken(state, now) if ticket == state.ticket else Turn(state)
        case TimeUp(ticket):
            return _silence(state) if ticket == state.alarm and state.waiting else Turn(state)
        case PartFailed(part, problem, remedy):
            lost = Turn(state, (Write(PartLost(part, problem, remedy)),))
            text = state.words.missing(part)
            return lost.then(lambda s: _say(s, text, s.text)) if text else lost
        case PartBack(part):
            return Turn(state, (Write(PartFound(part)),))
        case Deserted():
            return _leave(state, UNANSWERED)
        case _:
            assert_never(event)


def _understood(heard: Turn, command: Command, now: Seconds) -> Turn:
    state, words = heard.session, heard.session.words
    match command:
        case Command.YES | Command.GO_ON | Command.NEXT:
            return heard.then(lambda s: _leave(s, YES))
        case Command.NO:
            return heard.then(lambda s: _leave(s, NO))
        case Command.FINISH:
            return heard.then(lambda s: _leave(s, STOPPED))
        case Command.STOP:
            return heard.then(lambda s: _rest(s, words.say(Reply.STOPPED)))
        case Command.PAUSE:
            return heard.then(lambda s: _rest(s, words.say(Reply.PAUSED)))
        case Command.THAT_HURTS:
            return heard.then(lambda s: _rest(s, words.say(Reply.PAIN_NOWHERE)))
        case Command.TOO_MUCH_PRESSURE | Command.TOO_HOT | Command.LESS:
            return heard.then(lambda s: _rest(s, words.say(Reply.NO_PRESSURE)))
        case Command.LOUDER | Command.QUIETER | Command.SLOWER | Command.FASTER:
            return heard.then(lambda s: _voice(s, command))
        case Command.STOP_LISTENING:
            off = replace(state, listening=False)
            told = heard.do(Attend(listening=False))
            return Turn(off, told.actions).then(lambda s: _rest(s, words.say(Reply.NOT_LISTENING)))
        case Command.LISTEN:
            on = Turn(replace(state, listening=True), heard.do(Attend(listening=True)).actions)
            return on.then(lambda s: _say(s, words.say(Reply.LISTENING), s.text))
        case Command.REPEAT | Command.WHAT_CAN_I_SAY | Command.WHERE_ARE_WE | Command.NOT_SURE:
            return heard.then(lambda s: _say(s, s.text))
        case _:
            return _unclear(state, now)


def _unclear(state: Question, now: Seconds) -> Turn:
    if now < state.unclear_until:
        return Turn(state)
    later = replace(state, unclear_until=now + _NOT_UNDERSTOOD_EVERY)
    return Turn(later, (Chime(Sound.UNCLEAR),))


def _rest(state: Question, text: str) -> Turn:
    """Say this, and nothing more until somebody speaks."""
    return _say(replace(state, resting=True), text)


def _voice(state: Question, command: Command) -> Turn:
    gain, pace = changed_voice(state.gain, state.pace, command)
    return Turn(replace(state, gain=gain, pace=pace), (SetVoice(gain, pace),))


def _say(state: Question, *lines: str) -> Turn:
    ticket = state.ticket + 1
    said = replace(state, lines=lines, ticket=ticket, waiting=False)
    return Turn(said, (Say(lines[0], ticket),))


def _spoken(state: Question, now: Seconds) -> Turn:
    rest = state.lines[1:]
    if rest:
        return _say(state, *rest)
    quiet = replace(state, lines=())
    if state.resting:
        return Turn(quiet)
    alarm = state.alarm + 1
    return Turn(replace(quiet, alarm=alarm, waiting=True), (Wake(now + PATIENCE, alarm),))


def _silence(state: Question) -> Turn:
    if state.put >= TIMES:
        return _leave(state, UNANSWERED)
    return _say(replace(state, put=state.put + 1), state.text)


def _leave(state: Question, outcome: str) -> Turn:
    hush: tuple[Action, ...] = (Hush(),) if state.lines else ()
    return Turn(replace(state, outcome=outcome, lines=()), (*hush, Finish(outcome)))


def view(state: Question, now: Seconds) -> View:
    """The question at a glance."""
    del now
    return View(
        routine="",
        phase="resuming",
        number=None,
        of=0,
        part="",
        title=state.title,
        words=state.text,
        side="",
        pressure=None,
        areas=(),
        kept_out=(),
        left=None,
        whole=None,
        running=False,
        next_title="",
        hints=state.words.hints["resuming"],
        listening=state.listening,
        question=state.text,
        answers=state.words.answers["confirming"],
    )
