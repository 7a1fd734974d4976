"""A massage table in a room of files: the whole product but the sound card."""

import io
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from voice_guide.adapters.event_file import AllLogs
from voice_guide.adapters.people import Mind, People
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core.record import Entry
from voice_guide.core.routine import Routine
from voice_guide.core.units import Seconds
from voice_guide.language.labels import load_labels
from voice_guide.mouth import Mouth
from voice_guide.player import Parts, Player
from voice_guide.ports import Report, Voice
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring import library
from voice_guide.wiring.doubting import Doubting, OwnVoice
from voice_guide.wiring.hearing import new_ears
from voice_guide.wiring.playing import session
from voice_guide.wiring.voicing import voicing

E = TypeVar("E")


@dataclass(frozen=True)
class Room:
    """How what is played comes back; without an echo, how people are heard."""

    mind: Mind = lambda _: None
    voice: Voice | None = None
    echo: Callable[[Samples], Samples] | None = None
    clean: Callable[[Samples, Samples], Samples] | None = None
    own_voice: OwnVoice | None = None
    hurried: bool = False
    """Silence that nobody can break is passed over."""


@dataclass
class Visit:
    """All that happened."""

    longest: Seconds
    entries: list[tuple[Seconds, Entry]] = field(default_factory=list)
    sounding: Seconds = 0.0
    """How long the guide was not silent."""
    lasted: Seconds = 0.0
    whole: bool = True
    """It was not broken off because it took too long."""

    def write(self, at: Seconds, entry: Entry) -> None:
        self.entries.append((at, entry))

    def times(self, kind: type[E]) -> list[tuple[Seconds, E]]:
        return [(at, entry) for at, entry in self.entries if isinstance(entry, kind)]

    def played(self, block: Samples) -> None:
        seconds = block.size / SAMPLE_RATE
        self.lasted += seconds
        self.sounding += seconds * bool(block.any())
        if self.lasted > self.longest:
            raise _EnoughError


class _EnoughError(Exception):
    """The visit has lasted long enough."""


def visit(routine: Routine, room: Room, longest: Seconds) -> Visit:
    """Perform a routine, without the questions before it."""
    found = Visit(longest)
    inbox: deque[Report] = deque()
    with voicing(Settings(), inbox.append) as guide:
        mouth = Mouth(guide.voice, inbox.append)
        people = None
        logs = AllLogs(found)
        if room.voice is not None:
            people = People(room.mind, {"you": room.voice}, lambda _: None)
            logs = AllLogs(found, people)
        phrasebook = library.phrasebook(routine, "en")
        ears = new_ears(None, phrasebook, mouth.spoken)
        screen = PlainScreen(io.StringIO(), load_labels("en"))
        course = library.course(routine, Settings(skip_screening=True))
        player = Player(session(course), phrasebook, Parts(mouth, ears, screen, logs))
        own_voice = room.own_voice
        heard_by = Doubting(ears, own_voice, mouth.spoken) if own_voice else ears
        files = WavRoom(
            *(mouth, inbox, heard_by, people),
            echo=room.echo,
            clean=room.clean,
            played=found.played,
            hurried=room.hurried,
        )
        try:
            files.run(player)
        except _EnoughError:
            found.whole = False
    return found
