"""A day of sessions in the room of files: random words, talk, noise and faults, one after another.

At every step the invariants of a session are looked at; at the end of each session its journal is
folded and compared with what it was; over the day the memory of the process must not grow.
"""

import math
import os
import random
import resource
import shutil
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import numpy as np

from voice_guide.adapters import journal
from voice_guide.adapters.journal import Journal
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.adapters.remembered_voice import RememberedVoice
from voice_guide.adapters.silent_voice import VoiceOrSilence
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Deserted, Event, Finish, Hush, PartFailed, Say, Sleep, Wake
from voice_guide.core.record import Entry
from voice_guide.core.session import advance, sight
from voice_guide.core.session.allowed import expected
from voice_guide.core.session.resuming.happened import fold
from voice_guide.core.session.resuming.kept import course_of, happening_of, session_form
from voice_guide.core.session.state import Course, Pace, Session, Stage, Turn
from voice_guide.core.units import Seconds
from voice_guide.language.labels import load_labels
from voice_guide.language.replies import load_words
from voice_guide.mouth import Mouth
from voice_guide.player import Conversation, Parts, Player
from voice_guide.ports import Report, Typed
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring import library
from voice_guide.wiring.hearing import new_ears

_WORDS = (
    "next", "go on", "back", "wait", "stop", "too much pressure", "that hurts", "leave it out",
    "very gentle", "switch sides", "more time", "louder", "quieter", "undo that", "where are we",
    "how long is left", "repeat", "yes", "no", "go to step two", "start over", "skip this step",
    "finish", "stop listening", "listen again", "forget me", "we have twenty minutes",
)  # fmt: skip
_TALK = (
    "and then she said that the next bus had already gone",
    "I would rather stay at home and read a book",
    "the weather is supposed to be better on the weekend",
)
_VOICES = ("en-us+Michael", "en-us+belinda")
_EVERY: Seconds = 15.0
"""Between two things that people do, on average."""
_FAULT_EVERY: Seconds = 600.0
_FAULT_LASTS: Seconds = 45.0
_SESSION: Seconds = 1800.0
"""At the most."""
_MOST_GROWTH = 0.05
_ROOM = 10 ** (-60 / 20)


@dataclass
class Day:
    """What has happened so far."""

    sessions: int = 0
    steps: int = 0
    events: int = 0
    faults: int = 0
    told: int = 0
    """Reports of a journal that could not be written."""
    wrong: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    """Resident megabytes after each session."""

    def check(self, holds: bool, what: str) -> None:  # noqa: FBT001
        if not holds:
            self.wrong.append(what)


def run(hours: float = 24.0) -> bool:
    """Whether every promise was kept."""
    started = time.perf_counter()
    day = Day()
    with TemporaryDirectory() as folder, ExitStack() as parts:
        _live_through(day, hours * 3600, Path(folder), parts)
    tenth = max(1, len(day.memory) // 10)
    # The first tenth fills caches: routines, phrases, sentences.
    before, after = mean(day.memory[tenth : 2 * tenth] or day.memory), mean(day.memory[-tenth:])
    taken = time.perf_counter() - started
    print(f"{hours:g} hours of session time in {taken / 60:.1f} minutes: {day.sessions} sessions,")
    print(f"  {day.events} events, {day.steps} steps checked, {day.faults} faults made,")
    print(f"  {day.told} times told that the journal cannot be written")
    growth = after / before - 1
    print(f"memory: {before:.1f} MB, then {after:.1f} MB: {growth:+.1%} (goal +5%)")
    print(f"broken promises: {len(day.wrong)}")
    for one in dict.fromkeys(day.wrong):
        print(f"  {one}")
    return not day.wrong and growth <= _MOST_GROWTH


def _live_through(day: Day, seconds: Seconds, folder: Path, parts: ExitStack) -> None:
    inbox: deque[Report] = deque()
    voice = Pyttsx3Voice("en-us+m7", 130)
    parts.callback(voice.close)
    memory = RememberedVoice(voice, folder / "cache", voice.key, inbox.append)
    parts.callback(memory.stop)
    mouth = Mouth(VoiceOrSilence(memory, inbox.append), inbox.append)
    people = People(inbox, _spoken())
    room = WavRoom(mouth=mouth, inbox=inbox, microphone=people)
    chance = random.Random(2)  # noqa: S311 - to be repeated, not to be secret
    routines = [library.shelf().load(name) for name in library.shelf().ids()]
    faults = Faults(day, folder, chance)
    over_at = 0.0

    def look(_: Samples) -> None:
        faults.look(room.now)
        if room.now >= over_at:
            inbox.append(Deserted())

    room.heard = look
    while room.now < seconds:
        # Left to themselves, people who never say "next" would stay for ever.
        over_at = min(seconds, room.now + _SESSION)
        settings = Settings(pace=chance.choice(list(Pace)), skip_screening=chance.random() < 0.7)
        course = library.course(chance.choice(routines), settings)
        phrasebook = library.phrasebook(course.routine, "en")
        ears = new_ears(None, phrasebook, mouth.spoken)
        book = Journal(folder / "journal.sqlite", course, inbox.append)
        screen = PlainScreen(StringIO(), load_labels("en"))
        player = Player(
            _watched(course, day), phrasebook, Parts(mouth, ears, screen, _Both(book, day)), book
        )
        room.ears = ears
        room.run(player)
        faults.end()
        day.sessions += 1
        day.check(_is_kept(book, player.state, folder), "a journal does not fold to its session")
        book.close(over=True)
        day.memory.append(_resident())
        print(
            f"{room.now / 3600:5.1f} h: {day.events} events, {day.faults} faults, "
            f"{day.memory[-1]:.1f} MB, {len(day.wrong)} broken promises",
            flush=True,
        )


@dataclass(frozen=True)
class _Both:
    """The journal as a log, and a look at what was told."""

    book: Journal
    day: Day

    def write(self, at: Seconds, entry: Entry) -> None:
        self.book.write(at, entry)
        if entry.event == "step":
            self.day.steps += 1


def _watched(course: Course, day: Day) -> Conversation[Session]:
    def step(session: Session, event: Event, now: Seconds) -> Turn:
        turn = advance.advance(session, event, now)
        day.events += 1
        if isinstance(event, PartFailed) and event.part == "journal":
            day.told += 1
        for what in _broken(session, event, turn):
            day.wrong.append(what)
        return turn

    return Conversation(lambda now: advance.begin(course, now), step, sight.view, expected)


def _broken(before: Session, event: Event, turn: Turn) -> Iterator[str]:
    """What should always hold, and does not."""
    after, actions = turn.session, turn.actions
    if before.stage is Stage.OVER:
        return
    if not 0 <= after.place < len(after.beats) or len(after.beats) != len(before.beats):
        yield "a place outside the routine"
    if sum(isinstance(action, Say | Hush) for action in actions) > 1:
        yield "two things said at once"
    if sum(isinstance(action, Wake | Sleep) for action in actions) > 1:
        yield "two alarms set at once"
    if sum(isinstance(action, Finish) for action in actions) != (after.stage is Stage.OVER):
        yield "an end without an end"
    if after.hold and not math.isfinite(after.hold.left_at(after.now)):
        yield "seconds without a number"
    stopping = isinstance(event, Understood) and event.command in {Command.STOP, Command.THAT_HURTS}
    if stopping and after.hold and after.hold.since is not None:
        yield "time that runs after a stop"


def _is_kept(book: Journal, state: Session, folder: Path) -> bool:
    """The journal, read by itself, comes to the same state."""
    held = book._held  # noqa: SLF001 - to read what is still held
    if held is None or book._database is None:  # noqa: SLF001 - the disk was full to the end
        return True
    held.lock.release()
    kept = journal.cut_off(folder / "journal.sqlite", 0.0)
    if kept is None:
        return False
    course = course_of(kept.course, load_words("en"))
    snapshot = session_form(course).read(kept.snapshot) if kept.snapshot else None
    happened = [(now, happening_of(data)) for now, data in kept.happened]
    kept.held.release()
    held.lock.acquire()
    return fold(course, happened, snapshot) == state


class People:
    """A microphone that hears people: commands, talk and noise at random; and what they type."""

    def __init__(self, inbox: deque[Report], spoken: tuple[Samples, ...]) -> None:
        self._inbox = inbox
        self._spoken = spoken
        self._chance = random.Random(3)  # noqa: S311 - to be repeated, not to be secret
        self._noise = np.random.default_rng(4)
        self._rest: Samples = np.zeros(0, np.float32)
        self.ended = False

    def pull(self, frames: int) -> Samples:
        heard = self._noise.standard_normal(frames, dtype=np.float32) * np.float32(_ROOM)
        if not self._rest.size and self._chance.random() < frames / SAMPLE_RATE / _EVERY:
            self._do_something()
        part, self._rest = self._rest[:frames], self._rest[frames:]
        heard[: part.size] += part
        return heard

    def _do_something(self) -> None:
        match self._chance.randrange(10):
            case 0 | 1 | 2 | 3:
                self._inbox.append(Typed(self._chance.choice(_WORDS)))
            case 4:
                burst = self._noise.standard_normal(SAMPLE_RATE, dtype=np.float32)
                self._rest = burst * np.float32(self._chance.uniform(0.01, 0.2))
            case _:
                self._rest = self._chance.choice(self._spoken)


def _spoken() -> tuple[Samples, ...]:
    found = []
    for name in _VOICES:
        voice = Pyttsx3Voice(name, 150)
        found += [voice.render(text) for text in (*_WORDS, *_TALK)]
        voice.close()
    return tuple(found)


class Faults:
    """A disk that fills up and has room again, a cache folder that is deleted."""

    def __init__(self, day: Day, folder: Path, chance: random.Random) -> None:
        self._day = day
        self._folder = folder
        self._chance = chance
        self._next = _FAULT_EVERY
        self._until: Seconds | None = None
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def look(self, now: Seconds) -> None:
        """Make a fault if it is time, or take it back."""
        if self._until is not None and now >= self._until:
            self.end()
        if self._until is None and now >= self._next:
            self._day.faults += 1
            self._next = now + self._chance.expovariate(1 / _FAULT_EVERY) + _FAULT_LASTS
            if self._chance.random() < 0.5:
                shutil.rmtree(self._folder / "cache", ignore_errors=True)
            else:
                self._until = now + _FAULT_LASTS
                size = max(file.stat().st_size for file in self._folder.glob("journal.sqlite*"))
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, self._limits[1]))

    def end(self) -> None:
        self._until = None
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)


def _resident() -> float:
    """Megabytes of this process in memory, on Linux."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
