"""A room to tell stories in: the real player, with time that passes only when it is told to."""

from collections import deque
from dataclasses import dataclass, field

from voice_guide.core.beats import speaking_time
from voice_guide.core.commands import Command
from voice_guide.core.commit import EVERYTHING
from voice_guide.core.messages import Answered, Answering, Event, PartFailed, Sound
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.receiver import Receiver
from voice_guide.core.record import Entry
from voice_guide.core.rhythm import Pulse
from voice_guide.core.units import Decibels, Seconds
from voice_guide.core.view import View
from voice_guide.player import Conversation, Parts, Player, S
from voice_guide.ports import Heard, Ignored, Report, Speaking, Spoken, Typed

FOREVER: Seconds = 4 * 3600.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something the guide is saying."""

    text: str
    ticket: int
    ends: Seconds


@dataclass
class Room:
    """Mouth, attention, screen and event log of a player, and the clock they live by."""

    phrasebook: Phrasebook
    now: Seconds = 0.0
    speaking: Utterance | None = None
    said_by_guide: deque[str] = field(default_factory=deque)
    """What nobody has asked about yet."""
    chimes: list[Sound] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    voice: tuple[Decibels, float] = (0.0, 1.0)
    pulse: Pulse | None = None
    """What keeps the hands in time."""
    pulse_from: Seconds = 0.0
    """Session time at which it began, or would have."""
    listening: bool = True
    expected: frozenset[Command] = EVERYTHING
    seen: View | None = None
    events: list[tuple[Seconds, Event]] = field(default_factory=list)
    """What the journal was given."""
    free: bool = False
    """What is no command is an answer."""
    remembered: Receiver | None = None
    forgotten: str | None = None
    _inbox: deque[Report] = field(default_factory=deque)

    def open(self, conversation: Conversation[S]) -> Player[S]:
        """Begin the conversation in this room."""
        self.free = conversation.free
        player = Player(conversation, self.phrasebook, Parts(self, self, self, self), self)
        player.begin(self.now)
        self._deliver(player)
        return player

    # What the player acts through.

    def say(self, text: str, ticket: int) -> None:
        self.hush()
        self.speaking = Utterance(text, ticket, self.now + speaking_time(text) / self.voice[1])
        self.said_by_guide.append(text)
        self._inbox.append(Speaking(text, ticket))

    def hush(self) -> None:
        self.pulse = None
        if self.speaking is not None:
            self._inbox.append(Spoken(self.speaking.ticket, interrupted=True))
            self.speaking = None

    def chime(self, sound: Sound) -> None:
        self.chimes.append(sound)

    def keep_time(self, pulse: Pulse | None, at: Seconds) -> None:
        self.pulse, self.pulse_from = pulse, self.now - at

    def set_voice(self, gain: Decibels, pace: float) -> None:
        self.voice = (gain, pace)

    def attend(self, *, listening: bool) -> None:
        self.listening = listening

    def expect(self, commands: frozenset[Command]) -> None:
        self.expected = commands

    def show(self, view: View) -> None:
        self.seen = view

    def said(self, text: str) -> None:
        assert self.speaking is not None
        assert self.speaking.text == text

    def heard(self, text: str) -> None:
        book = self.phrasebook
        assert self.free or book.understand(text) or book.introduced(text) or book.begun(text)

    def notice(self, text: str) -> None:
        self.notices.append(text)

    def close(self) -> None:
        self.seen = None

    def write(self, at: Seconds, entry: Entry) -> None:
        assert at == self.now
        self.entries.append(entry)

    # What its journal keeps.

    def begin(self, now: Seconds) -> None:
        assert now == self.now

    def append(self, now: Seconds, event: Event) -> None:
        self.events.append((now, event))

    def settle(self, now: Seconds, state: object) -> None:
        assert now == self.now
        assert state is not None

    def reach(self, now: Seconds) -> None:
        assert now == self.now

    def remember(self, receiver: Receiver) -> None:
        self.remembered = receiver

    def forget(self, name: str) -> None:
        self.forgotten = name

    # What people and time do.

    def hear(self, player: Player[S], text: str) -> None:
        """Somebody says this; what is no command is an answer, or else small talk."""
        order = self.phrasebook.understand(text)
        over = self.speaking is not None
        if order is None and self.free:
            report: Report = Answered(text, self.now, over)
        elif order is None:
            report = Ignored(text, "not_a_command")
        elif order.command not in self.expected:
            report = Ignored(text, "not_expected")
        else:
            report = Heard(text, order, 0.9, self.now, over_speech=over)
        self._report(player, report)

    def mumble(self, player: Player[S], text: str) -> None:
        """Somebody says this too unclearly."""
        self._report(player, Ignored(text, "low_confidence"))

    def begin_to_speak(self, player: Player[S]) -> None:
        """Somebody is in the middle of a sentence."""
        self._report(player, Answering())

    def type(self, player: Player[S], text: str) -> None:
        self._report(player, Typed(text))

    def lose(self, player: Player[S], part: str) -> None:
        """A part stops working."""
        self._report(player, PartFailed(part, "it broke", "mend it"))

    def _report(self, player: Player[S], report: Report) -> None:
        player.take(report, self.now)
        self._deliver(player)

    def pass_time(self, player: Player[S], until: Seconds) -> None:
        """Let the clock run; speech ends and alarms ring when their time has come."""
        while (moment := self._next(player)) <= until and player.outcome is None:
            self.now = max(self.now, moment)
            self._happen(player)
        if player.outcome is None:
            self.now = max(self.now, until)

    def pass_moment(self, player: Player[S]) -> bool:
        """Let the clock run to the next thing that happens; False when nothing ever will."""
        moment = self._next(player)
        if moment > FOREVER or player.outcome is not None:
            return False
        self.now = max(self.now, moment)
        self._happen(player)
        return True

    def _next(self, player: Player[S]) -> Seconds:
        never = 2 * FOREVER
        speech = never if self.speaking is None else self.speaking.ends
        return min(speech, never if player.due is None else player.due)

    def _happen(self, player: Player[S]) -> None:
        if self.speaking is not None and self.now >= self.speaking.ends:
            self._inbox.append(Spoken(self.speaking.ticket, interrupted=False))
            self.speaking = None
        else:
            player.tick(self.now)
        self._deliver(player)

    def _deliver(self, player: Player[S]) -> None:
        while self._inbox:
            player.take(self._inbox.popleft(), self.now)
