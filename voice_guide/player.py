"""The one loop's body: take a report, decide, carry it out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, assert_never

from voice_guide.core.commands import Command
from voice_guide.core.commit import EVERYTHING
from voice_guide.core.messages import (
    Action,
    Answered,
    Attend,
    Chime,
    Event,
    Finish,
    Forget,
    Hush,
    KeepTime,
    PartBack,
    PartFailed,
    Remember,
    RoutineChanged,
    Say,
    SetVoice,
    Sleep,
    SpeechEnded,
    TimeUp,
    Unclear,
    Wake,
    Write,
)
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.record import (
    AnswerLine,
    Entry,
    IgnoredLine,
    PartFound,
    PartLost,
    Said,
    Source,
    SpeechOver,
)
from voice_guide.core.turn import Turn
from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.invocation import as_typed
from voice_guide.language.labels import load_labels
from voice_guide.language.nearest import asked_back, not_here
from voice_guide.ports import (
    Attention,
    EventLog,
    Heard,
    Ignored,
    Journal,
    Mouth,
    Report,
    Screen,
    Speaking,
    Spoken,
    Typed,
)

S = TypeVar("S")

WORTH_A_SOUND = frozenset({"low_confidence"})
"""Reasons for ignoring speech that was probably meant for the guide."""


@dataclass(frozen=True, slots=True)
class Conversation(Generic[S]):
    """A pure course of events: how it begins, goes on, and looks."""

    begin: Callable[[Seconds], Turn[S]]
    advance: Callable[[S, Event, Seconds], Turn[S]]
    view: Callable[[S, Seconds], View]
    expected: Callable[[S], frozenset[Command]] = lambda _: EVERYTHING
    """What may be said now; refused by the ears when it is anything else."""
    free: bool = False
    """What is typed and is no command is an answer in words of one's own."""
    asks: bool = False
    """All it ever waits for is an answer."""
    not_here: frozenset[Command] = frozenset()
    """What is understood and never obeyed; whoever types it is told so."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the player acts through."""

    mouth: Mouth
    attention: Attention
    screen: Screen
    log: EventLog


class Player(Generic[S]):
    """Plays one conversation; called from one thread, with the session time handed in."""

    def __init__(
        self,
        conversation: Conversation[S],
        phrasebook: Phrasebook,
        parts: Parts,
        journal: Journal[S] | None = None,
    ) -> None:
        self._conversation = conversation
        self._phrasebook = phrasebook
        self._parts = parts
        self._journal = journal
        self._state: S | None = None
        self._ticket = 0
        self._expected = EVERYTHING
        self.due: Seconds | None = None
        """Session time of the alarm, or None."""
        self.outcome: str | None = None
        """How it ended; None while it goes on."""

    @property
    def asks(self) -> bool:
        """All it waits for is an answer: where nobody can give one, nothing will come of it."""
        return self._conversation.asks

    @property
    def state(self) -> S:
        """Where the conversation is; only after `begin`."""
        if self._state is None:
            msg = "begin() comes first"
            raise RuntimeError(msg)
        return self._state

    def begin(self, now: Seconds) -> None:
        """Start the conversation."""
        if self._journal is not None:
            self._journal.begin(now)
        self._carry_out(self._conversation.begin(now), now)

    def tick(self, now: Seconds) -> None:
        """Ring the alarm if it is due."""
        if self.outcome is None and self.due is not None and now >= self.due:
            self.due = None
            self._decide(TimeUp(self._ticket), now)
        if self._journal is not None:
            self._journal.reach(now)

    def take(self, report: Report, now: Seconds) -> None:
        """Take what any part reports."""
        if self.outcome is not None:
            self._after_the_end(report, now)
            return
        match report:
            case Heard():
                self._heard(report, now)
            case Ignored(text, reason, confidence):
                self._write(now, IgnoredLine(text, reason, confidence))
                if reason in WORTH_A_SOUND:
                    self._decide(Unclear(text), now)
            case Typed(text, source):
                self._typed(text, source, now)
            case Speaking(text, ticket):
                self._write(now, Said(text, ticket))
                self._parts.screen.said(text)
            case Spoken(ticket, interrupted):
                self._write(now, SpeechOver(ticket, interrupted))
                if not interrupted:
                    self._decide(SpeechEnded(ticket), now)
            case Answered():
                self._answered(report, Source.SPOKEN, now)
            case RoutineChanged():
                # In place of what the screen tells of a mistake in it.
                self._parts.screen.notice(load_labels(self._phrasebook.language)["taken_over"])
                self._decide(report, now)
            case PartFailed(part, problem, remedy):
                told = f"{part}: {problem}"
                whole = f"{told.rstrip('.')}. {remedy}" if remedy else told
                self._parts.screen.notice(as_typed(whole))
                self._decide(report, now)
            case _:
                self._decide(report, now)

    def _after_the_end(self, report: Report, now: Seconds) -> None:
        match report:
            case Spoken(ticket, interrupted):
                self._write(now, SpeechOver(ticket, interrupted))
            case PartFailed(part, problem, remedy):
                self._write(now, PartLost(part, problem, remedy))
            case PartBack(part):
                self._write(now, PartFound(part))
            case _:
                pass

    def _typed(self, text: str, source: Source, now: Seconds) -> None:
        if not text.strip():
            return
        book = self._phrasebook
        meaning = book.understand(text) or book.introduced(text) or book.begun(text)
        if meaning is None and self._conversation.free:
            self._answered(Answered(text, now, typed=True), source, now)
            return
        if meaning is None:
            self._write(now, IgnoredLine(text, "not_a_command"))
            self._parts.screen.notice(asked_back(text, book, self._expected))
            self._decide(Unclear(text), now)
            return
        if meaning.command in self._conversation.not_here:
            self._parts.screen.notice(not_here(text, book))
        self._heard(Heard(text, meaning, 1.0, now, over_speech=False, source=source), now)

    def _answered(self, answer: Answered, source: Source, now: Seconds) -> None:
        if answer.text:
            self._write(now, AnswerLine(answer.text, round(answer.ended_at, 3), source))
            self._parts.screen.heard(answer.text)
        self._decide(answer, now)

    def _heard(self, heard: Heard, now: Seconds) -> None:
        order = heard.order
        self._write(now, heard.line)
        self._parts.screen.heard(heard.text)
        # A touch, like a word, may have been on its way when the guide went on by itself.
        spoken_at = None if heard.source is Source.TYPED else heard.speech_ended_at
        self._decide(replace(order, spoken_at=spoken_at), now)

    def _decide(self, event: Event, now: Seconds) -> None:
        if self._journal is not None:
            self._journal.append(now, event)
        self._carry_out(self._conversation.advance(self.state, event, now), now)

    def _carry_out(self, turn: Turn[S], now: Seconds) -> None:
        self._state = turn.session
        for action in turn.actions:
            self._perform(action, now)
        self._expect(self._conversation.expected(turn.session))
        self._parts.screen.show(self._conversation.view(turn.session, now))
        if self._journal is not None:
            self._journal.settle(now, turn.session)

    def _expect(self, commands: frozenset[Command]) -> None:
        if commands != self._expected:
            self._expected = commands
            self._parts.attention.expect(commands)

    def _perform(self, action: Action, now: Seconds) -> None:
        parts = self._parts
        match action:
            case Say(text, ticket):
                parts.mouth.say(text, ticket)
            case Hush():
                parts.mouth.hush()
            case Chime(sound):
                parts.mouth.chime(sound)
            case KeepTime(pulse, at):
                parts.mouth.keep_time(pulse, at)
            case Wake(at, ticket):
                self.due, self._ticket = at, ticket
            case Sleep():
                self.due = None
            case SetVoice(gain, pace):
                parts.mouth.set_voice(gain, pace)
            case Attend(listening):
                parts.attention.attend(listening=listening)
            case Write(entry):
                self._write(now, entry)
            case Remember() | Forget():
                self._know(action)
            case Finish(outcome):
                self.outcome = outcome
            case _:
                assert_never(action)

    def _know(self, action: Remember | Forget) -> None:
        match self._journal, action:
            case None, _:
                pass
            case journal, Remember(receiver):
                journal.remember(receiver)
            case journal, Forget(name):
                journal.forget(name)

    def _write(self, now: Seconds, entry: Entry) -> None:
        self._parts.log.write(now, entry)
