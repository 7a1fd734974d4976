"""Past sessions on the command line: told, exported, deleted; and one that goes on."""

import csv
import io
import json
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Run, events, voice_guide
from tests.conftest import ROOT
from voice_guide.cli import main
from voice_guide.wiring import folders

ROUTINE = """
title: Three strokes
summary: A short routine for a test.
parts:
  - title: The back
    steps:
      - {title: Warm, say: Glide up the back., areas: [lower_back], hold: 20, pressure: 3}
      - {title: Knead, say: Knead the left shoulder., areas: [shoulders], sides: each, hold: 20}
      - {title: Rest, say: Rest., areas: [mid_back], hold: 20, pressure: 2}
"""
LINES = "ready\n@30 too much pressure\n@33 wait\n@50 go on\n@60 that hurts\n@65 leave it out\n"


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    file = tmp_path / "three-strokes.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    return file


def play(routine: Path, lines: str, *options: str) -> Run:
    run = voice_guide(
        *("play", str(routine), "--skip-screening", "--typed", "--events", "-", *options),
        *("--loudspeaker", str(routine.with_suffix(".wav"))),
        typed=lines,
    )
    assert run.code == 0, run.err
    return run


@pytest.fixture
def history(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """The command, in this process: much of it is run, and starting it takes longest."""

    def told(*arguments: str, code: int = 0) -> Run:
        capsys.readouterr()
        found = main(["history", *arguments])
        out, err = capsys.readouterr()
        assert found == code, err
        return Run(found, out, err)

    return told


def test_a_session_is_told_step_by_step_with_time_pressure_and_pain(
    routine: Path, user: Path, history: Callable[..., Run]
) -> None:
    play(routine, LINES)
    (listed,) = json.loads(history("--json").out)
    assert listed["routine"] == "three-strokes"
    assert listed["outcome"] == "completed"
    told = json.loads(history(str(listed["id"]), "--json").out)
    assert [step["number"] for step in told["steps"]] == [1, 2, 3]
    warm, knead, _ = told["steps"]
    assert (warm["pressure"], warm["paused"]) == (2, True)
    assert (knead["pain"], knead["choice"]) == (["shoulders"], "leave_out")
    assert {"said", "heard", "ignored"}.isdisjoint(event["event"] for event in told["events"])
    text = history(str(listed["id"])).out
    assert "the shoulders: left out" in text
    assert "Time by step" in text
    rows = list(csv.DictReader(io.StringIO(history(str(listed["id"]), "--csv").out)))
    assert [row["title"] for row in rows] == ["Warm", "Knead", "Rest"]
    assert rows[1]["pain"] == "shoulders"
    data = user / "data" / "voice-guide"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    kept = [file for file in data.rglob("*") if file.is_file()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept} == {0o600}
    # Of the words that were said in the room, and of the way to go on, nothing is left.
    assert not any(b"too much pressure" in file.read_bytes() for file in kept)


def test_sessions_are_deleted_one_by_one_or_all_but_never_without_a_yes(
    routine: Path, history: Callable[..., Run]
) -> None:
    for _ in range(2):
        play(routine, "ready\nfinish\nyes\n")
    first = history("--csv").out.splitlines()[-1].split(",")[0]
    assert "--yes" in history("--delete", first, code=2).err
    history("--delete", first, "--yes")
    assert len(json.loads(history("--json").out)) == 1
    assert "no session" in history("--delete", first, "--yes", code=1).err
    history("--delete", "all", "--yes")
    assert history().out == "No sessions yet.\n"
    assert "or all" in history("--delete", "some", code=2).err
    assert "no session 9" in history("9", code=1).err


@pytest.mark.parametrize("arguments", [(), ("1",), ("--delete", "all", "--yes")])
def test_a_file_where_the_data_folder_should_be_is_named_with_what_to_do(
    history: Callable[..., Run], arguments: tuple[str, ...]
) -> None:
    folder = folders.journal().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("no folder", encoding="utf-8")
    assert f"Move {folder} away" in history(*arguments, code=1).err


def cut_off(routine: Path, lines: str, by: int = signal.SIGKILL) -> None:
    """Play in real time, without a sound, until the last line was obeyed; then send a signal."""
    room = ("--microphone", "none", "--loudspeaker", "none", "--screen", "none")
    log = routine.with_suffix(".jsonl")
    command = [sys.executable, "-m", "voice_guide", "play", str(routine), "--skip-screening"]
    with subprocess.Popen(
        [*command, "--typed", "--no-resume", "--events", str(log), *room],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as child:
        assert child.stdin is not None
        child.stdin.write(lines)
        child.stdin.flush()
        last = lines.splitlines()[-1]
        while child.poll() is None and not (log.exists() and last in log.read_text("utf-8")):
            time.sleep(0.02)
        child.send_signal(by)


def test_after_a_kill_the_next_start_goes_on_at_the_same_place(
    routine: Path, history: Callable[..., Run]
) -> None:
    cut_off(routine, "ready\nnext\nlouder\nthat hurts\nvery gentle\nnext\nwhere are we\n")
    (listed,) = json.loads(history("--json").out)
    assert listed["outcome"] is None
    log = events(play(routine, "yes\nfinish\nyes\n", "--resume").out)
    asked = next(line["text"] for line in log if line["event"] == "said")
    assert asked.startswith("Three strokes was cut off. Go on at step 2, right side")
    started = next(line for line in log if line["event"] == "session_started")
    assert started["resumed"] is True
    step = next(line for line in log if line["event"] == "step")
    assert (step["number"], step["side"]) == (2, "right")
    assert "resumed" in [line["event"] for line in log]
    (listed,) = json.loads(history("--json").out)
    assert listed["outcome"] == "stopped"


def test_whoever_says_no_begins_afresh_and_is_not_asked_again(
    routine: Path, history: Callable[..., Run]
) -> None:
    cut_off(routine, "ready\nnext\nwhere are we\n", by=signal.SIGTERM)
    # A room of files is not surprised by the question.
    unasked = events(play(routine, "ready\nfinish\nyes\n").out)
    assert _resumed(unasked) == [False]
    log = events(play(routine, "no\nready\nfinish\nyes\n", "--resume").out)
    assert _resumed(log) == [False]
    outcomes = [one["outcome"] for one in json.loads(history("--json").out)]
    assert outcomes == ["stopped", "stopped", "stopped"]
    log = events(play(routine, "ready\nfinish\nyes\n", "--resume").out)
    assert "cut off" not in next(line["text"] for line in log if line["event"] == "said")


def _resumed(log: list[dict[str, Any]]) -> list[bool]:
    return [line["resumed"] for line in log if line["event"] == "session_started"]
