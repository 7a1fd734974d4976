"""A minute of calibration: what is found, kept, used in later sessions, and forgotten."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.commands import Run, events, voice_guide
from tests.conftest import ROOT
from tests.pulse import pulse_server, wait_until
from tests.voices import Espeak, Remembering
from voice_guide.adapters.event_file import AllLogs
from voice_guide.adapters.people import People, Remark
from voice_guide.adapters.wav_room import WavRoom
from voice_guide.core import calibration
from voice_guide.core.commands import CommandClass
from voice_guide.core.commit import Rules
from voice_guide.core.messages import PartFailed
from voice_guide.core.microphone import Advice
from voice_guide.core.record import Entry, Said, SpeechOver
from voice_guide.language.calibration import load_calibration_words
from voice_guide.language.labels import load_labels
from voice_guide.mouth import Mouth
from voice_guide.player import Conversation, Parts, Player
from voice_guide.ports import Report
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import Settings
from voice_guide.sound.echo import EchoCanceller
from voice_guide.sound.echo_path import EchoPath
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring import folders, library, microphones
from voice_guide.wiring.calibrating import beats
from voice_guide.wiring.hearing import new_ears, usual_rules
from voice_guide.wiring.voicing import voicing

WORDS = load_calibration_words("en")
PHRASEBOOK = library.phrasebook(library.all_routines(print)[0], "en")

ECHO, DELAY = -10.0, 0.08
ROOM = ("--echo", str(ECHO), "--echo-delay", "80")


class Obedient:
    """Says what it is asked to say, each time but for what is in `never`."""

    def __init__(self, never: tuple[str, ...]) -> None:
        self._never = never
        self._asked = ""

    def __call__(self, entry: Entry) -> Remark | None:
        if isinstance(entry, Said):
            found = re.search(r"say: (.*)\.|please: (.*)\.", entry.text)
            self._asked = "".join(filter(None, found.groups())) if found else ""
        if isinstance(entry, SpeechOver) and self._asked and self._asked not in self._never:
            return Remark("you", self._asked, 0.8)
        return None


class Recorded:
    """People, and all that they said."""

    def __init__(self, people: People) -> None:
        self._people = people
        self.blocks: list[Samples] = []

    @property
    def ended(self) -> bool:
        return self._people.ended

    def pull(self, frames: int) -> Samples:
        self.blocks.append(self._people.pull(frames))
        return self.blocks[-1]


def recording(file: Path, *, never: tuple[str, ...] = (), gain: float = 1.0) -> Path:
    """What the microphone hears of somebody who calibrates, at ECHO."""
    inbox: deque[Report] = deque()
    person = Espeak("en-us+f4")
    with voicing(Settings(), inbox.append) as guide, Path("/dev/null").open("w") as out:
        mouth = Mouth(guide.voice, inbox.append)
        people = People(Obedient(never), {"you": Remembering(person)}, lambda _: None)
        microphone = Recorded(people)
        ears = new_ears(None, PHRASEBOOK, mouth.spoken)
        asked = beats(WORDS, PHRASEBOOK)
        talk = Conversation(
            lambda now: calibration.begin(asked, now), calibration.advance, calibration.view
        )
        screen = PlainScreen(out, load_labels("en"))
        player = Player(talk, PHRASEBOOK, Parts(mouth, ears, screen, AllLogs(people)))
        echo, clean = EchoPath(ECHO, DELAY), EchoCanceller().clean_once_settled
        WavRoom(mouth, inbox, ears, microphone, echo=echo, clean=clean).run(player)
    person.close()
    spoken = np.concatenate([*microphone.blocks, np.zeros(SAMPLE_RATE * 15, np.float32)])
    soundfile.write(file, gain * spoken, SAMPLE_RATE, subtype="FLOAT")
    return file


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody who says all that is asked for but one phrase, in a quiet room."""
    return recording(tmp_path_factory.mktemp("person") / "person.wav", never=("switch sides",))


def calibrate(person: Path, *options: str | Path) -> Run:
    out = person.with_name("guide.wav")
    devices = ("--microphone", str(person), "--loudspeaker", str(out))
    return voice_guide("listen", "--calibrate", *devices, *ROOM, *options)


def test_calibration_finds_the_room_and_each_command_and_later_sessions_use_it(
    person: Path,
) -> None:
    run = calibrate(person, "--json")
    assert run.code == 0, run.err + run.out
    found = json.loads(run.out)["measured"]
    heard = {answer["phrase"]: answer["heard"] for answer in found["answers"]}
    assert heard == {phrase: phrase != "switch sides" for phrase in WORDS.phrases}
    assert found["noise"] < -60
    assert -40 < found["voice"] < -20
    assert found["echo"]["level"] == pytest.approx(ECHO, abs=6)
    assert found["echo"]["delay"] == pytest.approx(DELAY, abs=0.005)
    assert found["echo"]["left"] < ECHO - 10
    kept = folders.microphones()
    assert kept.stat().st_mode & 0o077 == 0 or os.name != "posix"
    usual = usual_rules(None, _fail)
    own = microphones.rules_for(str(person), _fail, usual)
    assert own.over_speech < usual.over_speech
    assert own.floors[CommandClass.URGENT] == usual.floors[CommandClass.URGENT]
    assert microphones.rules_for(str(person.with_name("another.wav")), _fail, usual) == usual
    for told in ("Forgotten", "Nothing was kept"):
        forgotten = voice_guide("listen", "--calibrate", "--forget", "--microphone", person)
        assert forgotten.code == 0
        assert told in forgotten.out
    assert microphones.rules_for(str(person), _fail, usual) == usual


def test_calibration_that_is_stopped_by_voice_keeps_nothing(person: Path, tmp_path: Path) -> None:
    sound, _ = soundfile.read(person, dtype="float32")
    voice = Espeak("en-us+f4")
    stop = voice.render("stop")
    voice.close()
    stopped = np.concatenate([np.zeros(6 * SAMPLE_RATE, np.float32), stop, 0 * sound])
    soundfile.write(tmp_path / "stopped.wav", stopped, SAMPLE_RATE)
    run = calibrate(tmp_path / "stopped.wav")
    assert run.code == 1
    assert "Nothing was kept" in run.out
    assert not folders.microphones().exists()


def test_a_microphone_that_is_too_loud_is_named_and_what_to_do(
    person: Path, tmp_path: Path
) -> None:
    sound, _ = soundfile.read(person, dtype="float32")
    loud = tmp_path / "loud.wav"
    soundfile.write(loud, np.clip(4 * sound, -1, 1), SAMPLE_RATE, subtype="FLOAT")
    run = calibrate(loud, "--events", tmp_path / "events")
    assert run.code == 0, run.err + run.out
    log = events((tmp_path / "events").read_text(encoding="utf-8"))
    assert WORDS.advice[Advice.CLIPPING] in [line.get("text") for line in log]


def test_spoilt_notes_are_named_and_the_usual_figures_are_used() -> None:
    folders.microphones().parent.mkdir(parents=True)
    folders.microphones().write_text("{", encoding="utf-8")
    told: list[Report] = []
    assert microphones.rules_for("in.wav", told.append) == Rules()
    (problem,) = told
    assert isinstance(problem, PartFailed)
    assert "microphones.json" in problem.problem
    assert problem.remedy


@pytest.mark.parametrize(
    "arguments", [("--microphone", "none"), ("--microphone", "x.wav", "--model", "/nowhere")]
)
def test_calibration_without_ears_says_what_is_missing(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "x.wav", np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE)
    run = voice_guide("listen", "--calibrate", *arguments, folder=tmp_path)
    assert run.code in {2, 3}
    assert "Traceback" not in run.err
    assert not folders.microphones().exists()


def test_nobody_is_asked_anything_where_nothing_could_be_kept(person: Path) -> None:
    notes = folders.microphones()
    notes.parent.mkdir(parents=True)
    notes.write_text("{", encoding="utf-8")
    spoilt = calibrate(person, "--events", person.with_name("none"))
    shutil.rmtree(notes.parent)
    notes.parent.write_text("no folder", encoding="utf-8")
    unwritable = calibrate(person, "--events", person.with_name("none"))
    for run in (spoilt, unwritable):
        assert run.code == 1, run.err
        assert "microphones.json" in run.err
        assert "Traceback" not in run.err
    assert not person.with_name("none").exists()


def _fail(report: Report) -> None:
    pytest.fail(str(report))


@pytest.mark.slow
def test_on_a_sound_card_it_speaks_hears_stop_and_leaves_nothing(tmp_path: Path) -> None:
    log = tmp_path / "events"
    command = [sys.executable, "-m", "voice_guide", "listen", "--calibrate", "--events", str(log)]
    voice = Espeak("en-us+f4")
    stop = voice.render("stop")
    voice.close()
    with (
        pulse_server() as pulse,
        subprocess.Popen(command, cwd=ROOT, env=pulse.environment) as process,
    ):

        def speaks_or_is_over() -> bool:
            speaks = log.exists() and '"said"' in log.read_text("utf-8")
            return speaks or process.poll() is not None

        wait_until(speaks_or_is_over, "it to speak", 60)
        pulse.play(stop)
        assert process.wait(60) == 1
    heard = [line["command"] for line in events(log.read_text("utf-8")) if line["event"] == "heard"]
    assert heard == ["stop"]
    assert not folders.microphones().exists()
