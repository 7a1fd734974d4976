"""A massage table in a room of files: the whole product but the sound card, with people at it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import numpy as np

from voice_guide.adapters.event_file import AllLogs
from voice_guide.adapters.people import Mind, People
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.record import Entry
from voice_guide.core.routine import Routine
from voice_guide.core.units import Decibels, Seconds
from voice_guide.language.labels import load_labels
from voice_guide.mouth import Mouth
from voice_guide.player import Conversation, Parts, Player, S
from voice_guide.ports import Report, Voice
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import Settings
from voice_guide.sound.echo import EchoCanceller
from voice_guide.sound.echo_path import EchoPath
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring import library
from voice_guide.wiring.hearing import Ears, new_ears
from voice_guide.wiring.playing import session
from voice_guide.wiring.voicing import voicing

E = TypeVar("E")


@dataclass
class Performance:
    """All that happened at the table."""

    outcome: str = ""
    entries: list[tuple[Seconds, Entry]] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    """What people said, in order."""
    blocks: list[Samples] = field(default_factory=list)
    microphone: list[Samples] = field(default_factory=list)

    def write(self, at: Seconds, entry: Entry) -> None:
        self.entries.append((at, entry))

    def all(self, kind: type[E]) -> list[E]:
        return [entry for _, entry in self.entries if isinstance(entry, kind)]

    def times(self, kind: type[E]) -> list[tuple[Seconds, E]]:
        return [(at, entry) for at, entry in self.entries if isinstance(entry, kind)]

    @property
    def played(self) -> Samples:
        return np.concatenate(self.blocks)

    def level(self, start: Seconds, end: Seconds) -> float:
        """Of what was played, in dBFS."""
        part = self.played[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
        return float(10 * np.log10(np.mean(part.astype(np.float64) ** 2) + 1e-12))


def perform(routine: Routine, settings: Settings, mind: Mind, voice: Voice) -> Performance:
    """Play a routine to people who all speak with `voice`.

    With the settings' `echo` the loudspeaker is heard in the microphone, and removed again.
    """
    phrasebook = library.phrasebook(routine, "en")
    return converse(
        session(library.course(routine, settings)),
        phrasebook,
        lambda spoken: new_ears(None, phrasebook, spoken),
        mind,
        voice,
        echo=settings.echo,
    )


def converse(  # noqa: PLR0913 - all that is in the room
    conversation: Conversation[S],
    phrasebook: Phrasebook,
    ears_of: Callable[[Callable[[], str]], Ears],
    mind: Mind,
    voice: Voice,
    *,
    echo: Decibels | None = None,
) -> Performance:
    """The same with any conversation; `ears_of` is given what tells what the guide says."""
    found = Performance()
    inbox: deque[Report] = deque()
    with voicing(Settings(), inbox.append) as guide, TemporaryDirectory() as folder:
        mouth = Mouth(guide.voice, inbox.append)
        people = People(mind, {"you": voice}, lambda remark: found.spoken.append(remark.text))
        ears = ears_of(mouth.spoken)
        with (Path(folder) / "screen.txt").open("w", encoding="utf-8") as out:
            screen = PlainScreen(out, load_labels("en"))
            parts = Parts(mouth, ears, screen, AllLogs(found, people))
            player = Player(conversation, phrasebook, parts)
            WavRoom(
                mouth,
                inbox,
                ears,
                people,
                echo=None if echo is None else EchoPath(echo, 0.06),
                clean=None if echo is None else EchoCanceller().clean_once_settled,
                played=found.blocks.append,
                heard=found.microphone.append,
            ).run(player)
    found.outcome = player.outcome or ""
    return found
