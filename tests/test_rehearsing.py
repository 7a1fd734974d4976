"""Rehearsing on the command line: nobody on the table, and what was learnt kept for next time."""

import io
import json
import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.bodymap.pictures import having
from tests.commands import Run, events
from tests.voices import Espeak
from voice_guide.adapters.progress import Progress
from voice_guide.adapters.routine_file import load_routine
from voice_guide.cli import main
from voice_guide.core.messages import PartFailed
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.errors import InputError
from voice_guide.ports import Report
from voice_guide.resources import shipped
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring import folders
from voice_guide.wiring.learning import Learning

Log = Callable[..., list[dict[str, Any]]]

ROUTINE = """
title: Three strokes
summary: A short routine for a test.
parts:
  - title: The back
    steps:
      - {title: Warm, say: Glide up the back., areas: [lower_back], hold: 2 min, pressure: 3}
      - {title: Knead, say: Knead the left shoulder., areas: [shoulders], sides: each, hold: 60}
      - {title: Rest, say: Rest your hands., areas: [mid_back], hold: 60, pressure: 2}
"""


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    file = tmp_path / "three-strokes.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    return file


@pytest.fixture
def rehearse(
    routine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Log:
    """The command with a small routine, in this process: its event log."""

    def log(*options: str | Path, lines: str = "") -> list[dict[str, Any]]:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        file, sound = routine.with_suffix(".jsonl"), routine.with_suffix(".wav")
        given = ("rehearse", routine, "--events", file, "--loudspeaker", sound, *options)
        assert main([str(one) for one in (*given, *(("--typed",) if lines else ()))]) == 0
        capsys.readouterr()
        return events(file.read_text("utf-8"))

    return log


def spoken(file: Path, text: str, at: float) -> Path:
    """A recording of somebody who says this at that second."""
    voice = Espeak("en-us+steph")
    before, after = (np.zeros(round(time * SAMPLE_RATE), np.float32) for time in (at, 1.0))
    soundfile.write(file, np.concatenate([before, voice.render(text), after]), SAMPLE_RATE)
    voice.close()
    return file


@pytest.fixture
def known(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """`rehearse` as it tells and forgets, in this process."""

    def told(*arguments: str | Path, code: int = 0) -> Run:
        capsys.readouterr()
        found = main(["rehearse", *map(str, arguments)])
        out, err = capsys.readouterr()
        assert found == code, err
        return Run(found, out, err)

    return told


def test_a_rehearsal_asks_no_questions_is_brisk_and_marked_as_one_in_history(
    rehearse: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    log = rehearse()
    assert log[0]["rehearsal"] == "read"
    said = [line["text"] for line in log if line["event"] == "said"]
    assert said[0].startswith("A rehearsal")
    assert not any("fever" in text for text in said)
    holds = [line["seconds"] for line in log if line["event"] == "hold_started"]
    assert holds == [5.0] * 4
    assert log[-1]["outcome"] == "completed"
    assert main(["history", "--json"]) == 0
    (past,) = json.loads(capsys.readouterr().out)
    assert (past["routine"], past["rehearsal"]) == ("three-strokes", "read")


def test_a_spoken_yes_is_enough_for_another_pass(rehearse: Log, tmp_path: Path) -> None:
    first = rehearse("--mode", "fading", "--pass", "3")
    question = "That was pass 3 of 4. Another?"
    asked = [n for n, line in enumerate(first) if line.get("text") == question]
    sound = spoken(tmp_path / "in.wav", "yes please", first[asked[0] + 1]["at"] + 1)
    log = rehearse("--mode", "fading", "--pass", "3", "--microphone", sound)
    assert "yes" in [line.get("command") for line in log]
    told = [line["text"] for line in log if line["event"] == "said"]
    assert "A rehearsal, pass 4 of 4: Three strokes." in told


def test_how_the_last_pass_went_is_the_last_line_on_the_screen(
    routine: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("@20 repeat\n"))
    sound = str(routine.with_suffix(".wav"))
    options = ("--mode", "fading", "--pass", "4", "--loudspeaker", sound, "--typed")
    assert main(["rehearse", str(routine), *options]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "Note: Pass 4 of 4 is over. You asked for the words of: Warm."


def test_fading_goes_on_with_the_next_pass_and_what_was_asked_for_comes_up_again(
    tmp_path: Path, routine: Path, rehearse: Log, known: Callable[..., Run]
) -> None:
    assert "Nothing was rehearsed" in known("--progress").out
    rehearse("--mode", "fading", "--pass", "3")
    sound = spoken(tmp_path / "in.wav", "tell me", 20.0)
    log = rehearse("--mode", "fading", "--microphone", sound)
    said = [line["text"] for line in log if line["event"] == "said"]
    assert said[0] == "A rehearsal, pass 4 of 4: Three strokes."
    at = next(line["at"] for line in log if line["event"] == "heard")
    on = [line["title"] for line in log if line["event"] == "step" and line["at"] < at][-1]
    data = json.loads(known(routine, "--progress", "--json").out)
    assert data["pass"] == 4
    assert [step["title"] for step in data["steps"] if step["comes_up"]] == [on]
    assert {step["grade"] for step in data["steps"]} == {"again", "good"}
    assert {step["times"] for step in data["steps"]} == {2}
    table = known(routine, "--progress").out
    assert "\N{FULL BLOCK}" in table or "###" in table
    assert "pass 4 of 4" in table
    assert all(step["title"] in table for step in data["steps"])


def test_a_rehearsal_from_memory_is_in_history_with_how_each_step_was_known_and_not_what_was_said(
    rehearse: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    rehearse("--mode", "recall", lines="glide up the zebra\n@30 finish\n")
    assert main(["history", "--json"]) == 0
    (past,) = json.loads(capsys.readouterr().out)
    assert (past["rehearsal"], past["step"]) == ("recall", 2)
    assert main(["history", str(past["id"])]) == 0
    told = capsys.readouterr().out
    assert "1 Warm" in told
    assert "Missing" in told
    assert main(["history", str(past["id"]), "--json"]) == 0
    assert "zebra" not in capsys.readouterr().out


def test_what_is_known_is_drawn_on_the_body(
    tmp_path: Path, rehearse: Log, routine: Path, known: Callable[..., Run]
) -> None:
    rehearse("--mode", "fading", "--pass", "4", lines="@20 repeat\n")
    for name in ("known.svg", "known.html"):
        assert known(routine, "--progress", "--output", tmp_path / name).out.strip().endswith(name)
    lit = having((tmp_path / "known.svg").read_text("utf-8"), "bm-lit")
    assert len(lit) == 3
    assert len({area.get("class") for area in lit}) == 2
    page = (tmp_path / "known.html").read_text("utf-8")
    assert all(word in page for word in ("<svg", "Warm", "Knead", "Rest", "90% and more"))
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_two_files_of_one_name_in_different_folders_are_known_apart(
    tmp_path: Path, routine: Path, rehearse: Log, known: Callable[..., Run]
) -> None:
    other = tmp_path / "other" / routine.name
    other.parent.mkdir()
    other.write_text(ROUTINE, encoding="utf-8")
    rehearse("--mode", "fading", "--pass", "4")
    mine, others = (
        json.loads(known(file, "--progress", "--json").out)["steps"] for file in (routine, other)
    )
    assert {step["times"] for step in mine} == {1}
    assert {step["times"] for step in others} == {0}


def test_a_routine_that_is_a_file_has_its_row_also_when_it_is_gone(
    routine: Path, rehearse: Log, known: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearse("--mode", "fading", "--pass", "4")
    monkeypatch.setenv("COLUMNS", "60")
    for there in (True, False):
        assert routine.exists() is there
        told = known("--progress")
        assert told.err == ""
        # On a narrow terminal its place wraps, and is told whole.
        cells = [line.split()[0] for line in told.out.splitlines()[1:]]
        assert "".join(cells) == str(routine.resolve())
        assert "of 3" in told.out
        routine.unlink(missing_ok=True)
    (one,) = json.loads(known("--progress", "--json").out)
    assert [step["title"] for step in one["steps"]] == ["Warm", "Knead", "Rest"]
    known("--forget", routine, "--yes")
    assert "Nothing was rehearsed" in known("--progress").out


def test_a_shipped_routine_is_known_by_its_id_also_when_it_is_given_as_a_file(
    known: Callable[..., Run],
) -> None:
    told: list[InputError] = []
    kept = Progress(folders.progress(), lambda: datetime.now(UTC), told.append)
    kept.note("back-rub", "Knead", Grade.GOOD)
    assert told == []
    for name in ("back-rub", shipped("routines") / "back-rub.yaml", "the back rub"):
        assert json.loads(known(name, "--progress", "--json").out)["routine"] == "back-rub"


def test_one_scale_of_colour_is_on_the_body_in_the_table_and_in_the_legend(
    tmp_path: Path, rehearse: Log, routine: Path, known: Callable[..., Run]
) -> None:
    rehearse("--mode", "fading", "--pass", "4", lines="@20 repeat\n")
    known(routine, "--progress", "--output", tmp_path / "known.html")
    page = (tmp_path / "known.html").read_text("utf-8")
    body, rest = page.split("</svg>")
    legend, table = rest.split("<pre>")
    bars = set(re.findall(r"(?<!-)color: (#\w+)[^>]*>\N{FULL BLOCK}", table))
    assert len(bars) == 2
    for colour in bars:
        assert colour in legend
        level = re.search(rf"--bm-(\d):{colour}", body)
        assert level is not None
        assert f"bm-lit bm-p{level[1]}" in body
    lines = re.sub(r"<[^>]+>", "", table.split("</pre>")[0]).splitlines()
    assert max(len(line) for line in lines) <= 80


def test_what_was_learnt_is_private_and_can_be_forgotten(
    routine: Path, rehearse: Log, known: Callable[..., Run]
) -> None:
    rehearse("--mode", "fading", "--pass", "4")
    assert stat.S_IMODE(folders.progress().stat().st_mode) == 0o600
    assert "Add --yes" in known("--forget", routine, code=2).err
    known("--forget", routine, "--yes")
    assert "three-strokes" not in folders.progress().read_text("utf-8")
    assert "nothing is known" in known("--forget", routine, "--yes", code=1).err


def test_without_a_routine_it_is_chosen_by_name_and_rehearsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hot stone rest\n@8 finish\n@9 yes\n"))
    file, sound = tmp_path / "log.jsonl", tmp_path / "out.wav"
    assert main(["rehearse", "--events", str(file), "--typed", "--loudspeaker", str(sound)]) == 0
    log = events(file.read_text("utf-8"))
    (started,) = [line for line in log if line["event"] == "session_started"]
    assert (started["routine"], started["rehearsal"]) == ("hot-stones", "read")


def test_a_spoilt_file_of_what_is_known_is_told_and_the_rehearsal_goes_on(rehearse: Log) -> None:
    folders.progress().parent.mkdir(parents=True, exist_ok=True)
    folders.progress().write_text("{", encoding="utf-8")
    log = rehearse("--mode", "fading")
    (failed,) = [line for line in log if line["event"] == "part_failed"]
    assert failed["part"] == "progress"
    assert "spoilt" in failed["remedy"]
    assert [line["outcome"] for line in log if line["event"] == "finished"] == ["completed"]


def test_each_reason_why_nothing_can_be_kept_is_told_once() -> None:
    path, told = folders.progress(), list[Report]()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{", encoding="utf-8")
    learning = Learning(load_routine(shipped("routines/back-rub.yaml")), "back-rub", told.append)
    learning.order()
    path.unlink()
    path.mkdir()
    learning.order()
    learning.order()
    spoilt, taken = (report for report in told if isinstance(report, PartFailed))
    assert "cannot be read" in spoilt.problem
    assert "directory" in taken.problem


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--forget",), 2, "of which routine"),
        (("--progress", "--output", "known.svg"), 2, "of which routine"),
        (("back-rub", "--progress", "--output", "known.pdf"), 2, ".pdf"),
        (("back-rub", "--progress", "--output", "/gone/x.svg"), 1, "Choose a folder that exists"),
        (("back-rub", "--json"), 2, "--progress"),
        (("back-rub", "--pass", "2"), 2, "--mode fading"),
        (("back-rub", "--all"), 2, "--mode recall"),
        (("back-rub", "--resume"), 2, "--resume does not go with rehearse"),
        (("back-rub", "--cue", "breath"), 2, "play keeps time"),
        (("back-rub", "--progress", "--yes"), 2, "--forget"),
        (("back-rub", "--progress", "--json", "--output", "x.svg"), 2, "do not go together"),
        (("--forget", "no-such-routine"), 1, "there is no routine"),
        (("--forget", "back-rub"), 1, "nothing is known"),
        (("no-such-routine", "--progress"), 1, "no-such-routine"),
        (("no-such-routine",), 1, "no-such-routine"),
    ],
)
def test_a_mistake_on_the_command_line_is_told(
    known: Callable[..., Run], arguments: tuple[str, ...], code: int, told: str
) -> None:
    assert told in known(*arguments, code=code).err
