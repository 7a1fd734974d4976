"""The room that a guide works in: made of files, or the real one."""

import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from voice_guide.adapters.keyboard import TypedLines, keyboard
from voice_guide.adapters.live_room import STOPPED, LiveRoom
from voice_guide.adapters.wav_file import WavSink, WavSource
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core.units import Seconds
from voice_guide.errors import UsageError
from voice_guide.mouth import Mouth
from voice_guide.player import Player, S
from voice_guide.ports import Report
from voice_guide.settings import NONE, Settings, is_file
from voice_guide.sound.echo import EchoCanceller, EchoRemoval, Measured, measured
from voice_guide.sound.echo_path import EchoPath
from voice_guide.sound.pace import Pace
from voice_guide.wiring.doubting import Doubting
from voice_guide.wiring.hearing import Ears


class Room(Protocol):
    """Where one conversation follows another; its clock goes on."""

    def post(self, report: Report) -> None: ...
    def now(self) -> Seconds: ...
    def run(self, player: Player[S], mouth: Mouth, ears: Ears) -> str: ...
    def echo(self) -> Measured | None: ...


@contextmanager
def opened(settings: Settings, attended: Callable[[], bool] = lambda: False) -> Iterator[Room]:
    """Open the room that the settings ask for; raise VoiceGuideError for what is not there.

    `attended` tells whether somebody can touch a button on a page.
    """
    _refuse_what_does_not_fit(settings)
    if not settings.in_files:
        yield _RealRoom(settings, attended)
        return
    with ExitStack() as files:
        yield _FileRoom(settings, files, attended)


def hears(settings: Settings) -> bool:
    """Somebody, or the guide itself, may be heard."""
    if settings.in_files:
        return is_file(settings.microphone) or settings.echo is not None
    return settings.microphone != NONE


def typing_wanted(settings: Settings) -> bool:
    """Commands are taken from standard input."""
    return settings.typed or (sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty())


class _FileRoom:
    """WAV files in place of the sound card; time runs as fast as the processor allows."""

    def __init__(self, settings: Settings, files: ExitStack, attended: Callable[[], bool]) -> None:
        self._attended = attended
        self._inbox: deque[Report] = deque()
        self._settings = settings
        self._room: WavRoom | None = None
        self._played: Callable[..., None] | None = None
        self._microphone: WavSource | None = None
        if is_file(settings.microphone):
            self._microphone = files.enter_context(WavSource(Path(settings.microphone or "")))
        if is_file(settings.loudspeaker):
            self._played = files.enter_context(WavSink(Path(settings.loudspeaker or ""))).write
        self._typing = TypedLines(sys.stdin) if settings.typed else None
        removing = settings.echo is not None and settings.echo_removal
        self._canceller = EchoCanceller() if removing else None

    def post(self, report: Report) -> None:
        self._inbox.append(report)

    def now(self) -> Seconds:
        return 0.0 if self._room is None else self._room.now

    def run(self, player: Player[S], mouth: Mouth, ears: Ears) -> str:
        """Run one conversation after what has gone before."""
        self._room = self._room or self._furnished(mouth)
        self._room.ears = self._doubting(ears, mouth) if hears(self._settings) else None
        self._room.run(player)
        return player.outcome or STOPPED

    def _doubting(self, ears: Ears, mouth: Mouth) -> Ears | Doubting:
        return Doubting(ears, self._canceller, mouth.spoken) if self._canceller else ears

    def _furnished(self, mouth: Mouth) -> WavRoom:
        level, delay = self._settings.echo, self._settings.echo_delay
        return WavRoom(
            mouth=mouth,
            inbox=self._inbox,
            microphone=self._microphone,
            typing=self._typing,
            echo=None if level is None else EchoPath(level, delay),
            clean=self._canceller.clean_once_settled if self._canceller else None,
            played=self._played,
            attended=self._attended,
            keep_pace=None if self._settings.speed is None else Pace(self._settings.speed),
        )

    def echo(self) -> Measured | None:
        """The loudspeaker in the microphone, as far as it is known."""
        return measured(self._canceller) if self._canceller else None


class _RealRoom:
    """A sound card and a keyboard, as far as they are there."""

    def __init__(self, settings: Settings, attended: Callable[[], bool]) -> None:
        # Imported late: a room of files needs no sound card.
        from voice_guide.adapters.sound_card import Loudspeaker, Microphone  # noqa: PLC0415

        microphone, loudspeaker = settings.microphone, settings.loudspeaker
        removing = settings.echo_removal and NONE not in (microphone, loudspeaker)
        self._removal: EchoRemoval | None = None
        self._room = LiveRoom(
            None
            if microphone == NONE
            else lambda now, passed: Microphone(microphone, now=now, passed=passed),
            None
            if loudspeaker == NONE
            else lambda pull, passed, waiting: Loudspeaker(
                loudspeaker, pull, passed=passed, latency=waiting
            ),
            keyboard() if typing_wanted(settings) else None,
            self._removing if removing else None,
            attended,
        )

    def post(self, report: Report) -> None:
        self._room.post(report)

    def now(self) -> Seconds:
        return self._room.clock.now()

    def run(self, player: Player[S], mouth: Mouth, ears: Ears) -> str:
        """Run one conversation after what has gone before."""
        doubting = Doubting(ears, self._removal, mouth.spoken) if self._removal else ears
        return self._room.run(player, mouth, doubting)

    def echo(self) -> Measured | None:
        """The loudspeaker in the microphone, as far as it is known."""
        return self._removal.measured if self._removal else None

    def _removing(self, now: Callable[[], Seconds]) -> EchoRemoval:
        self._removal = EchoRemoval(now)
        return self._removal


def _refuse_what_does_not_fit(settings: Settings) -> None:
    """What would be passed over without a word is a mistake."""
    _refuse_mixture(settings)
    files, heard = (
        ("a room of WAV files", "--loudspeaker FILE.wav"),
        ("a microphone", "--microphone"),
    )
    for option, given, fits, (place, add) in (
        ("--speed", settings.speed is not None, settings.in_files, files),
        ("--echo", settings.echo is not None, settings.in_files, files),
        ("--model", settings.model is not None, hears(settings), heard),
        ("--address", bool(settings.address), hears(settings), heard),
    ):
        if given and not fits:
            raise UsageError(f"{option} goes with {place} alone", hint=f"Add {add}.")


def _refuse_mixture(settings: Settings) -> None:
    if not settings.in_files:
        return
    for option, name in (
        ("--microphone", settings.microphone),
        ("--loudspeaker", settings.loudspeaker),
    ):
        if name not in (None, NONE) and not is_file(name):
            raise UsageError(
                f"{option} {name}: a device and a WAV file do not go together",
                hint="Give WAV files for both, or none for one of them.",
            )
