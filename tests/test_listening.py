"""Only the ears: what a person at a terminal is told of each utterance, and what a program is."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.commands import voice_guide
from tests.conftest import ROOT
from tests.voices import Espeak
from voice_guide.core.commands import Command, Understood
from voice_guide.core.commit import Reason
from voice_guide.language.labels import load_labels
from voice_guide.ports import Heard, Ignored
from voice_guide.resources import shipped
from voice_guide.screen.hearing_lines import HearingLines
from voice_guide.sound.samples import SAMPLE_RATE

if sys.platform != "win32":
    import termios


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody says a command, and then small talk with a command in it."""
    voice = Espeak("en-us+steph")
    pause = np.zeros(2 * SAMPLE_RATE, np.float32)
    said = ("switch sides", "my brother went to the next village by train")
    sound = [part for text in said for part in (pause, voice.render(text))]
    voice.close()
    file = tmp_path_factory.mktemp("talk") / "talk.wav"
    soundfile.write(file, np.concatenate([*sound, pause]), SAMPLE_RATE)
    return file


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_person_at_a_terminal_reads_what_is_obeyed_and_why_the_rest_is_not(talk: Path) -> None:
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 200))
    options = [str(talk), "--events", str(talk.parent / "e")]
    command = [sys.executable, "-m", "voice_guide", "listen", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=theirs, stderr=subprocess.DEVNULL) as process:
        os.close(theirs)
        read = _all_of(ours)
        assert process.wait(60) == 0
    obeyed, ignored = read.splitlines()[:1], read.splitlines()[1:]
    assert "switch sides" in obeyed[0]
    assert "obeyed: switch sides" in obeyed[0]
    assert "% sure" in obeyed[0]
    assert "dB" in obeyed[0]
    assert ignored
    assert all("not obeyed: " in line for line in ignored)
    events = [json.loads(line) for line in (talk.parent / "e").read_text("utf-8").splitlines()]
    assert len(events) == len(obeyed) + len(ignored)


def test_a_program_reads_events(talk: Path) -> None:
    run = voice_guide("listen", talk)
    assert run.code == 0, run.err
    assert json.loads(run.out.splitlines()[0])["command"] == "switch_sides"


def test_figures_of_a_model_that_cannot_be_used_are_named_once(talk: Path, tmp_path: Path) -> None:
    model = shutil.copytree(shipped("models/command-en"), tmp_path / "mine")
    (model / "floors.yaml").write_text("urgent: 5\n", encoding="utf-8")
    run = voice_guide("listen", talk, talk, "--model", model)
    assert run.code == 0, run.err
    assert run.err.count("floors.yaml") == 1


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_plain_words(reason: Reason) -> None:
    out = io.StringIO()
    HearingLines(out, load_labels("en"), live=False).found(
        61.25, Ignored("next [unk]", reason.value, 0.3), -40.0
    )
    assert out.getvalue().startswith("  1:01.2  next ...")
    assert "30 % sure" in out.getvalue()
    assert reason.value not in out.getvalue()


def test_a_command_that_was_obeyed_is_named_as_people_write_it() -> None:
    out = io.StringIO()
    heard = Heard("what's next", Understood(Command.WHATS_NEXT), 0.9, 60.0, over_speech=False)
    HearingLines(out, load_labels("en"), live=False).found(61.25, heard, -40.0)
    assert "obeyed: what's next" in out.getvalue()


@pytest.mark.parametrize(("level", "cells"), [(-90.0, 0), (-40.0, 12), (0.0, 24)])
def test_the_meter_shows_the_level(level: float, cells: int) -> None:
    out = io.StringIO()
    HearingLines(out, load_labels("en"), live=True).level(level, -60.0, speaking=True)
    assert out.getvalue().count("#") == cells


def test_silence_is_told() -> None:
    out = io.StringIO()
    HearingLines(out, load_labels("en"), live=False).close()
    assert out.getvalue() == "Nothing was heard.\n"


@pytest.mark.parametrize(("floor", "told"), [(-32.0, True), (-60.0, False)])
def test_a_noise_that_hides_words_is_told(floor: float, told: bool) -> None:  # noqa: FBT001
    out = io.StringIO()
    lines = HearingLines(out, load_labels("en"), live=False)
    for _ in range(50):
        lines.level(floor + 3, floor, speaking=False)
    lines.close()
    assert ("noise of -32 dB" in out.getvalue()) is told


def _all_of(terminal: int) -> str:
    read: Callable[[], bytes] = lambda: os.read(terminal, 65536)  # noqa: E731
    whole = b""
    try:
        while piece := read():
            whole += piece
    except OSError:  # how Linux tells that nobody writes any more
        pass
    os.close(terminal)
    return whole.decode()
