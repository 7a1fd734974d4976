"""What reaches a session from outside: typed lines, touches, words heard, parts that fail."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from benchmarks.fuzz.mutation import spoilt
from benchmarks.fuzz.reader import Case, Reader
from voice_guide.adapters.event_file import EventFile
from voice_guide.adapters.keyboard import TypedLines
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import PartBack, PartFailed, Sound
from voice_guide.core.record import Source
from voice_guide.core.rhythm import Pulse
from voice_guide.core.session import advance, sight
from voice_guide.core.session.allowed import expected
from voice_guide.core.session.state import Pace
from voice_guide.core.units import Decibels, Seconds
from voice_guide.errors import VoiceGuideError
from voice_guide.language.labels import load_labels
from voice_guide.player import Conversation, Parts, Player
from voice_guide.ports import Heard, Ignored, Report, Speaking, Spoken, Typed
from voice_guide.screen.all_screens import AllScreens
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import Settings
from voice_guide.web.board import Board
from voice_guide.web.page_screen import PageScreen
from voice_guide.web.page_view import page_view
from voice_guide.wiring import library

_REPORTS = 10
"""In one session."""


class _Ends:
    """Where a session's actions go: only the ticket of what is said is wanted."""

    ticket = 0

    def say(self, text: str, ticket: int) -> None:
        assert text.strip()
        self.ticket = ticket

    def hush(self) -> None: ...
    def chime(self, sound: Sound) -> None: ...
    def keep_time(self, pulse: Pulse | None, at: Seconds) -> None: ...
    def set_voice(self, gain: Decibels, pace: float) -> None: ...
    def attend(self, *, listening: bool) -> None: ...
    def expect(self, commands: frozenset[Command]) -> None: ...


@contextmanager
def _session(folder: Path) -> Iterator[Case]:
    routine = library.shelf().load("back-rub")
    phrasebook = library.phrasebook(routine, "en", ["Anna"])
    courses = [library.course(routine, Settings(pace=pace)) for pace in Pace]
    phrases = [phrase.encode() for phrase in sorted(phrasebook.meanings)]
    labels = load_labels("en")
    log = EventFile(str(folder / "events.jsonl"))

    def case(chance: Random) -> None:
        ends, board = _Ends(), Board()
        course = chance.choice(courses)
        screens = AllScreens(
            (PlainScreen(io.StringIO(), labels), PageScreen(board, lambda: now, lambda: None))
        )
        now = 0.0
        player = Player(
            Conversation(
                lambda at: advance.begin(course, at), advance.advance, sight.view, expected
            ),
            phrasebook,
            Parts(ends, ends, screens, log),
        )
        player.begin(now)
        for _ in range(_REPORTS):
            now += chance.choice((0.0, 0.02, 1.0, 30.0, 3600.0, 1e7))
            player.tick(now)
            player.take(_report(chance, ends, phrases, now), now)
        assert page_view(board.latest[1], labels)

    yield case
    log.close()


def _report(chance: Random, ends: _Ends, phrases: list[bytes], now: float) -> Report:
    text = chance.choice(phrases)
    if chance.random() < 0.5:
        text = spoilt(text, chance, phrases)
    typed = text.decode("utf-8", chance.choice(("replace", "surrogateescape")))
    match chance.randrange(12):
        case 0 | 1 | 2:
            return Spoken(ends.ticket - chance.choice((0, 0, 0, 1, 5)), chance.random() < 0.2)
        case 3:
            return PartFailed(chance.choice(("microphone", "voice", typed)), typed, typed)
        case 4:
            return PartBack(chance.choice(("microphone", "voice", typed)))
        case 5:
            return Ignored(typed, chance.choice(("low_confidence", typed)), chance.random())
        case 6:
            return Speaking(typed, ends.ticket)
        case 7 | 8:
            number = chance.choice((None, 0, 1, -1, 7, 600, 10**12))
            order = Understood(chance.choice(list(Command)), number, chance.choice(("", typed)))
            return Heard(
                typed, order, chance.random(), now - 0.5, over_speech=chance.random() < 0.3
            )
        case _:
            return Typed(typed, chance.choice(list(Source)))


@contextmanager
def _script(folder: Path) -> Iterator[Case]:
    """Typed lines of a room of files."""
    del folder
    seeds = [b"@5 ready\nnext\n# a remark\n\n@12.50 too much pressure\nfinish\nyes\n", b"next\n"]

    def case(chance: Random) -> None:
        text = io.TextIOWrapper(io.BytesIO(spoilt(seeds[0], chance, seeds)), encoding="utf-8")
        with suppress(VoiceGuideError):
            lines = TypedLines(text)
            for at in (0.0, 6.0, float(chance.randrange(10**6))):
                lines.take(at, speaking=chance.random() < 0.5)

    yield case


READERS = [Reader("events of a session", 20, _session), Reader("typed script", 300, _script)]
