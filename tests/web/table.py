"""A whole session in a room of files with a page beside it, while people speak at the table."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.voices import Espeak
from voice_guide.adapters.event_file import AllLogs
from voice_guide.adapters.people import Mind, People
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core.record import Entry
from voice_guide.core.routine import Routine
from voice_guide.core.units import Seconds
from voice_guide.mouth import Mouth
from voice_guide.player import Parts, Player
from voice_guide.ports import Report
from voice_guide.settings import ScreenKind, Settings
from voice_guide.sound.pace import Pace
from voice_guide.wiring import library, page
from voice_guide.wiring.hearing import new_ears
from voice_guide.wiring.playing import session
from voice_guide.wiring.voicing import voicing

E = TypeVar("E")


@dataclass
class Table:
    """The room, and all that happened in it."""

    inbox: deque[Report] = field(default_factory=deque)
    room: WavRoom | None = None
    address: str = ""
    outcome: str = ""
    entries: list[tuple[Seconds, Entry]] = field(default_factory=list)

    def post(self, report: Report) -> None:
        self.inbox.append(report)

    def now(self) -> Seconds:
        return 0.0 if self.room is None else self.room.now

    def write(self, at: Seconds, entry: Entry) -> None:
        self.entries.append((at, entry))

    def all(self, kind: type[E]) -> list[E]:
        return [entry for _, entry in self.entries if isinstance(entry, kind)]


@contextmanager
def at_the_table(routine: Routine, mind: Mind, *, speed: float) -> Iterator[Table]:
    """Begin the session; when the test is done with it, wait until it is over."""
    settings = Settings(screen=ScreenKind.WEB, loudspeaker="unheard.wav", skip_screening=True)
    table = Table()
    with ExitStack() as parts:
        guide = parts.enter_context(voicing(Settings(), table.post))
        mouth = Mouth(guide.voice, table.post)
        people = People(mind, {"you": Espeak()}, lambda _: None)
        audience = page.audience(settings)
        shown = parts.enter_context(page.served(settings, table, audience))
        assert shown is not None
        table.address = shown.address
        phrasebook = library.phrasebook(routine, "en")
        ears = new_ears(None, phrasebook, mouth.spoken)
        ports = Parts(mouth, ears, shown.screen, AllLogs(table, people))
        player = Player(session(library.course(routine, settings)), phrasebook, ports)
        table.room = WavRoom(
            mouth,
            table.inbox,
            ears,
            people,
            attended=lambda: audience.may_command,
            keep_pace=Pace(speed),
        )
        thread = threading.Thread(target=table.room.run, args=(player,), daemon=True)
        thread.start()
        try:
            yield table
        except AssertionError:
            print(*table.entries, sep="\n")  # noqa: T201 - what led to it
            raise
        thread.join(60)
        assert not thread.is_alive()
        table.outcome = player.outcome or ""


def written(folder: Path, text: str) -> Path:
    file = folder / "routine.yaml"
    file.write_text(text, encoding="utf-8")
    return file
