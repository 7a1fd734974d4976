"""`demo`: a whole short session between synthetic people, heard, seen and kept as a file."""

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voice_guide.adapters.event_file import AllLogs, EventFile
from voice_guide.adapters.people import Line, People, Remark, Script
from voice_guide.adapters.routine_file import load_routine
from voice_guide.adapters.sound_card import Loudspeaker
from voice_guide.adapters.wav_file import WavSink
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core.script import script
from voice_guide.errors import VoiceGuideError
from voice_guide.language.demo import load_demo
from voice_guide.language.labels import load_labels
from voice_guide.mouth import Mouth
from voice_guide.player import Parts, Player
from voice_guide.ports import EventLog, Report, Voice
from voice_guide.resources import shipped
from voice_guide.screen.lines import tell
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring import library
from voice_guide.wiring.hearing import new_ears
from voice_guide.wiring.playing import session
from voice_guide.wiring.voicing import voicing

_ABOUT_TO_PLAY = SAMPLE_RATE // 4
"""Samples between the session and the loudspeaker when it is played aloud."""


@dataclass(frozen=True, slots=True)
class _Script:
    """The demonstration in the words of the language."""

    people: Mapping[str, Mapping[str, str]]
    lines: tuple[Line, ...]
    words: Mapping[str, str]


def demo(output: Path, events: str | None, *, aloud: bool) -> int:
    """Play the demonstration; raise VoiceGuideError where a part is missing."""
    out = sys.stderr if events == "-" else sys.stdout
    told = _read_script("en")
    inbox: deque[Report] = deque()
    with ExitStack() as parts:
        guide = parts.enter_context(voicing(Settings(), inbox.append))
        mouth = Mouth(guide.voice, inbox.append)
        screen = PlainScreen(out, load_labels("en"))
        tell(told.words["title"], out)

        def speaks(remark: Remark) -> None:
            name = told.people[remark.who]["name"]
            manner = "chat" if remark.chat else "over" if mouth.busy else ""
            said = f"{name}: {remark.text}"
            tell(f"{said}  {told.words[manner]}" if manner else said, out, hang=2)

        people = People(Script(told.lines), _voices(told, parts, inbox.append), speaks)
        logs: list[EventLog] = [people]
        if events is not None:
            log = EventFile(events, screen.notice)
            parts.callback(log.close)
            logs.append(log)
        course = library.course(
            load_routine(shipped("routines/common/demo.yaml")), Settings(skip_screening=True)
        )
        guide.memory.prepare(script(course))
        phrasebook = library.phrasebook(course.routine, "en")
        ears = new_ears(None, phrasebook, mouth.spoken)
        player = Player(session(course), phrasebook, Parts(mouth, ears, screen, AllLogs(*logs)))
        mixed = _Mixture(parts.enter_context(_outlets(output, aloud=aloud)))
        WavRoom(mouth, inbox, ears, people, played=mixed.played, heard=mixed.heard).run(player)
    tell(told.words["saved"].format(file=output), out)
    return 0


def _voices(
    told: _Script, parts: ExitStack, report: Callable[[Report], None]
) -> Mapping[str, Voice]:
    return {
        who: parts.enter_context(voicing(Settings(voice=person["voice"]), report)).voice
        for who, person in told.people.items()
    }


def _read_script(language: str) -> _Script:
    data = load_demo(language)
    words = {key: text for key, text in data.items() if isinstance(text, str)}
    return _Script(data["people"], tuple(map(_line, data["lines"])), words)


def _line(data: Mapping[str, Any]) -> Line:
    remark = Remark(data["who"], data["text"], data["wait"], data.get("chat", False))
    return Line(data["after"], remark, data.get("says", ""))


class _Mixture:
    """Both sides of the room in one sound: what is played, and what is spoken."""

    def __init__(self, take: Callable[[Samples], None]) -> None:
        self._take = take
        self._played: Samples = np.zeros(0, np.float32)

    def played(self, block: Samples) -> None:
        self._played = block

    def heard(self, block: Samples) -> None:
        self._take(np.clip(self._played + block, -1.0, 1.0).astype(np.float32))


@contextmanager
def _outlets(output: Path, *, aloud: bool) -> Iterator[Callable[[Samples], None]]:
    with ExitStack() as parts:
        loudspeaker, waiting = None, _Waiting()
        if aloud:
            # Before the file: where there is no loudspeaker, an earlier file stays as it is.
            loudspeaker = Loudspeaker(None, waiting.pull)
            parts.callback(loudspeaker.close)
        sink = parts.enter_context(WavSink(output))

        def take(block: Samples) -> None:
            sink.write(block)
            while loudspeaker is not None and not waiting.put(block):
                if not loudspeaker.alive:
                    raise VoiceGuideError("the loudspeaker went away", hint="Try without --aloud.")

        yield take


class _Waiting:
    """Sound between the session and the loudspeaker; when it is full the session waits.

    That keeps a session, which could run as fast as the processor, at the room's pace.
    """

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._sound: Samples = np.zeros(0, np.float32)

    def put(self, block: Samples) -> bool:
        """Add a block; False if there was no room for it in a second."""
        with self._change:
            if not self._change.wait_for(lambda: self._sound.size < _ABOUT_TO_PLAY, 1.0):
                return False
            self._sound = np.concatenate([self._sound, block])
            return True

    def pull(self, frames: int) -> Samples:
        """Take the next samples, silence where none are waiting."""
        with self._change:
            taken, self._sound = self._sound[:frames], self._sound[frames:]
            self._change.notify()
        return np.pad(taken, (0, frames - taken.size))
