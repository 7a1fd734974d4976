"""One conversation, in a room of files or in the real one."""

import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from voice_guide.adapters.event_file import AllLogs, EventFile
from voice_guide.adapters.journal import Journal
from voice_guide.adapters.keyboard import TypedLines, keyboard
from voice_guide.adapters.live_room import STOPPED, LiveRoom
from voice_guide.adapters.sound_card import Loudspeaker, Microphone
from voice_guide.adapters.wav_file import WavSink, WavSource
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core import choosing
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.record import Finished
from voice_guide.core.routine import Routine
from voice_guide.core.script import script
from voice_guide.core.session import advance, sight
from voice_guide.core.session.state import Course, Session
from voice_guide.core.units import Seconds
from voice_guide.errors import UsageError
from voice_guide.language.labels import load_labels
from voice_guide.language.replies import load_words
from voice_guide.mouth import Mouth
from voice_guide.player import Conversation, Parts, Player
from voice_guide.ports import EventLog, Report, Screen
from voice_guide.screen.plain import PlainScreen
from voice_guide.screen.terminal import TerminalScreen, can_draw
from voice_guide.settings import NONE, ScreenKind, Settings, is_file
from voice_guide.sound.echo import EchoCanceller
from voice_guide.sound.echo_path import EchoPath
from voice_guide.wiring import folders, library
from voice_guide.wiring.hearing import Deaf, Hearing, hearing
from voice_guide.wiring.voicing import Voicing, voicing

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every conversation in a room needs."""

    settings: Settings
    report: Callable[[Report], None]
    voicing: Voicing
    mouth: Mouth
    screen: Screen
    log: EventLog
    now: Callable[[], Seconds]


def play(routine: Routine, settings: Settings) -> str:
    """Perform a routine; return "completed", "ended", "stopped" or "changed"."""
    course = library.course(routine, settings)
    phrasebook = library.phrasebook(routine, settings.language)
    return _run(session(course), phrasebook, settings, script(course), journal=routine.id).outcome


def choose(routines: tuple[Routine, ...], settings: Settings) -> Routine | None:
    """Offer the routines; return the one that was taken, or None when nobody wanted any."""
    words = load_words(settings.language)
    conversation = Conversation(
        begin=lambda _: choosing.begin(routines, words),
        advance=choosing.advance,
        view=choosing.view,
    )
    phrasebook = library.choosing_phrasebook(routines, settings.language)
    end = _run(conversation, phrasebook, settings, (), journal=None)
    return next((r for r in routines if r.id == end.state.chosen), None)


def session(course: Course) -> Conversation[Session]:
    """The conversation of a routine."""
    return Conversation(
        begin=partial(advance.begin, course), advance=advance.advance, view=sight.view
    )


def _run(
    conversation: Conversation[S],
    phrasebook: Phrasebook,
    settings: Settings,
    ahead: Sequence[str],
    *,
    journal: str | None,
) -> "_End[S]":
    in_files = settings.in_files
    if in_files:
        _refuse_mixture(settings)
    inbox: deque[Report] = deque()
    live = None if in_files else _live_room(settings)
    report = inbox.append if live is None else live.post
    now: Callable[[], Seconds] = float if live is None else live.clock.now
    with ExitStack() as open_parts:
        stage = open_parts.enter_context(_staged(settings, report, now, journal))
        stage.voicing.memory.prepare(ahead)
        wanted = settings.echo is not None or _may_hear(settings)
        ears = hearing(settings, phrasebook, stage.mouth.spoken, report) if wanted else Deaf()
        parts = Parts(stage.mouth, ears, stage.screen, stage.log)
        player = Player(conversation, phrasebook, parts)
        if live is None:
            with _wav_room(stage, ears, inbox) as room:
                room.run(player)
        elif live.run(player, stage.mouth, ears) == STOPPED and player.outcome is None:
            stage.log.write(now(), Finished(STOPPED))
            player.outcome = STOPPED
        return _End(player.outcome or STOPPED, player.state)


def _may_hear(settings: Settings) -> bool:
    return is_file(settings.microphone) if settings.in_files else settings.microphone != NONE


@dataclass(frozen=True, slots=True)
class _End(Generic[S]):
    """How a conversation was left."""

    outcome: str
    state: S


@contextmanager
def _staged(
    settings: Settings,
    report: Callable[[Report], None],
    now: Callable[[], Seconds],
    journal: str | None,
) -> Iterator[_Stage]:
    with ExitStack() as open_parts:
        logs: list[EventLog] = []
        screen = _screen(settings, now)
        open_parts.callback(screen.close)
        if settings.events is not None:
            events = EventFile(settings.events, screen.notice)
            open_parts.callback(events.close)
            logs.append(events)
        if journal is not None:
            started = datetime.now().astimezone().isoformat(timespec="seconds")
            kept = Journal(folders.journal(), journal, started, report)
            open_parts.callback(kept.close)
            logs.append(kept)
        voice = open_parts.enter_context(voicing(settings, report))
        mouth = Mouth(voice.voice, report)
        yield _Stage(settings, report, voice, mouth, screen, AllLogs(*logs), now)


def _screen(settings: Settings, now: Callable[[], Seconds]) -> Screen:
    labels = load_labels(settings.language)
    out: TextIO = sys.stderr if settings.events == "-" else sys.stdout
    wanted = settings.screen
    if wanted is None:
        wanted = ScreenKind.TERMINAL if can_draw(out) else ScreenKind.NONE
    if wanted is ScreenKind.NONE or settings.in_files or not can_draw(out):
        return PlainScreen(out, labels)
    return TerminalScreen(out, labels, now, typing=_typing_wanted(settings))


def _typing_wanted(settings: Settings) -> bool:
    return settings.typed or (sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty())


def _live_room(settings: Settings) -> LiveRoom:
    microphone, loudspeaker = settings.microphone, settings.loudspeaker
    return LiveRoom(
        None
        if microphone == NONE
        else lambda now, passed: Microphone(microphone, now=now, passed=passed),
        None
        if loudspeaker == NONE
        else lambda pull, passed: Loudspeaker(loudspeaker, pull, passed=passed),
        keyboard() if _typing_wanted(settings) else None,
    )


def _refuse_mixture(settings: Settings) -> None:
    for option, name in (
        ("--microphone", settings.microphone),
        ("--loudspeaker", settings.loudspeaker),
    ):
        if name not in (None, NONE) and not is_file(name):
            raise UsageError(
                f"{option} {name}: a device and a WAV file do not go together",
                hint="Give WAV files for both, or none for one of them.",
            )


@contextmanager
def _wav_room(stage: _Stage, ears: Hearing, inbox: deque[Report]) -> Iterator[WavRoom]:
    settings = stage.settings
    with ExitStack() as open_files:
        sink = None
        if is_file(settings.loudspeaker):
            sink = open_files.enter_context(WavSink(Path(settings.loudspeaker or "")))
        spoken = None
        if is_file(settings.microphone):
            spoken = open_files.enter_context(WavSource(Path(settings.microphone or "")))
        echo = settings.echo
        yield WavRoom(
            mouth=stage.mouth,
            inbox=inbox,
            ears=ears if spoken is not None or echo is not None else None,
            microphone=spoken,
            typing=TypedLines(sys.stdin) if settings.typed else None,
            echo=None if echo is None else EchoPath(echo, settings.echo_delay),
            clean=None if echo is None else EchoCanceller().clean,
            played=None if sink is None else sink.write,
        )
