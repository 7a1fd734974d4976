"""A time trial on the command line, spoken and typed, and what is told of it afterwards."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.commands import events
from tests.voices import Espeak
from voice_guide.cli import main
from voice_guide.sound.samples import SAMPLE_RATE

ROUTINE = """
title: Two strokes
summary: A short routine for a test.
parts:
  - title: The back
    steps:
      - {title: Warm, say: Glide up the back., areas: [lower_back], hold: 20}
      - {title: Knead, say: Knead the shoulder., areas: [shoulders], sides: each, hold: 10}
"""
SPOKEN = (("ready", 15.0), ("next", 60.0), ("next", 75.0), ("next", 95.0))


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    file = tmp_path / "two-strokes.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    return file


def recorded(file: Path) -> Path:
    """Somebody who says these words at these seconds."""
    voice = Espeak("en-us+steph")
    sound = np.zeros(round(100 * SAMPLE_RATE), np.float32)
    for word, at in SPOKEN:
        spoken = voice.render(word)
        start = round(at * SAMPLE_RATE)
        sound[start : start + len(spoken)] = spoken
    voice.close()
    soundfile.write(file, sound, SAMPLE_RATE)
    return file


def test_a_spoken_trial_tells_aloud_on_screen_and_in_history_how_long_each_step_took(
    routine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, sound = tmp_path / "log.jsonl", tmp_path / "out.wav"
    heard = recorded(tmp_path / "in.wav")
    options = ("--microphone", heard, "--loudspeaker", sound, "--events", log)
    assert main([str(one) for one in ("rehearse", routine, "--mode", "trial", *options)]) == 0
    found = events(log.read_text("utf-8"))
    assert [line["command"] for line in found if line["event"] == "heard"] == [
        "next" for _ in SPOKEN
    ]
    warm, knead = [line for line in found if line["event"] == "step_timed"]
    ended = {line["ticket"]: line["at"] for line in found if line["event"] == "speech_ended"}
    read = next(line for line in found if line.get("text") == "Glide up the back.")
    assert warm["planned"] == 20.0
    assert warm["taken"] == pytest.approx(60.4 - ended[read["ticket"]], abs=0.5)
    assert (knead["number"], knead["planned"]) == (2, 20.0)
    assert not [line for line in found if line["event"] == "hold_started"]
    said = " ".join(line["text"] for line in found if line["event"] == "said")
    assert "of doing; planned 40 seconds. Slowest: step 1," in said
    assert found[-1]["outcome"] == "completed"
    table = capsys.readouterr().out
    assert "Planned" in table
    assert "Together" in table
    assert main(["history", "1"]) == 0
    past = capsys.readouterr().out
    assert "trial" in past
    assert "Planned" in past
    assert main(["history", "1", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [line["taken"] for line in data["events"] if line["event"] == "step_timed"] == [
        warm["taken"],
        knead["taken"],
    ]


def test_a_trial_that_was_left_in_the_middle_tells_what_it_measured(
    routine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, sound = tmp_path / "log.jsonl", tmp_path / "out.wav"
    lines = tmp_path / "lines.txt"
    lines.write_text("ready\n@40 next\n", encoding="utf-8")
    options = ("--typed", "--loudspeaker", sound, "--events", log)
    with lines.open(encoding="utf-8") as typed:
        monkeypatch.setattr("sys.stdin", typed)
        assert main([str(one) for one in ("rehearse", routine, "--mode", "trial", *options)]) == 0
    found = events(log.read_text("utf-8"))
    assert found[-1]["outcome"] == "ended"
    assert [line["number"] for line in found if line["event"] == "step_timed"] == [1]


def test_after_a_change_of_routine_the_times_of_the_last_one_are_told(
    routine: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = tmp_path / "lines.txt"
    first = "ready\n@40 next\n@45 change the routine\n@50 yes\n"
    lines.write_text(f"{first}hot stone rest\nready\n@300 next\n", encoding="utf-8")
    log, sound = tmp_path / "log.jsonl", tmp_path / "out.wav"
    options = ("--typed", "--loudspeaker", sound, "--events", log)
    with lines.open(encoding="utf-8") as typed:
        monkeypatch.setattr("sys.stdin", typed)
        assert main([str(one) for one in ("rehearse", routine, "--mode", "trial", *options)]) == 0
    found = events(log.read_text("utf-8"))
    timed = [line["title"] for line in found if line["event"] == "step_timed"]
    assert timed == ["Warm", "Clean and heat the stone set"]
    table = capsys.readouterr().out.rpartition("Planned")[2]
    assert "Clean and heat" in table
    assert "Warm " not in table
