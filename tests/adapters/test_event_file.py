"""The event log as people and programs read it."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from voice_guide.adapters.event_file import AllLogs, EventFile, line
from voice_guide.core.record import (
    Entry,
    Finished,
    HeardLine,
    HoldEnded,
    PainSettled,
    Said,
    StepBegun,
)
from voice_guide.core.routine import Side
from voice_guide.errors import InputError


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


def test_each_event_is_one_json_object_with_its_time_its_name_and_its_fields_in_order(
    tmp_path: Path,
) -> None:
    path = tmp_path / "events.jsonl"
    log = EventFile(str(path))
    log.write(1.23456, StepBegun(3, 12, "Knead", Side.LEFT, 2))
    log.write(2.0, PainSettled(("lower_back", "hips"), "leave_out"))
    log.write(3, HoldEnded())
    log.close()
    assert read(path) == [
        {
            "at": 1.235, "event": "step", "number": 3, "of": 12, "title": "Knead",
            "side": "left", "pressure": 2,
        },
        {"at": 2.0, "event": "pain", "areas": ["lower_back", "hips"], "choice": "leave_out"},
        {"at": 3.0, "event": "hold_ended"},
    ]  # fmt: skip
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert list(json.loads(first)) == [
        "at", "event", "number", "of", "title", "side", "pressure",
    ]  # fmt: skip


def test_what_was_heard_keeps_its_arguments() -> None:
    entry = HeardLine("step three", "go_to_step", {"number": 3}, 0.91234, 4.5678, over_speech=True)
    assert json.loads(line(5, entry)) == {
        "at": 5.0, "event": "heard", "text": "step three", "command": "go_to_step",
        "arguments": {"number": 3}, "confidence": 0.912, "speech_ended_at": 4.568,
        "over_speech": True, "source": "spoken",
    }  # fmt: skip


def test_every_line_can_be_read_while_the_session_runs(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    log = EventFile(str(path))
    for number in range(5):
        log.write(number, Said(f"Sentence {number}", number))
        assert len(read(path)) == number + 1
    log.close()


def test_an_unwritable_path_is_named_before_the_session_begins(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "such" / "folder" / "log", "bad\0name"):
        with pytest.raises(InputError, match="cannot be written") as caught:
            EventFile(str(path))
        assert caught.value.hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is only on Linux")
def test_a_full_disk_ends_the_log_not_the_session_and_is_told_once() -> None:
    told: list[str] = []
    log = EventFile("/dev/full", told.append)
    for number in range(3):
        log.write(number, HoldEnded())
    log.close()
    assert len(told) == 1
    assert "/dev/full" in told[0]


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes differ there")
def test_a_reader_that_goes_away_ends_the_log_not_the_session(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    told: list[str] = []
    log = EventFile(str(pipe), told.append)
    log.write(1, HoldEnded())
    os.close(reader)
    log.write(2, HoldEnded())
    log.write(3, HoldEnded())
    log.close()
    assert len(told) == 1


def test_a_dash_writes_to_standard_output_and_leaves_it_open(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = EventFile("-")
    log.write(0, Finished("completed"))
    log.close()
    print("still there")  # noqa: T201
    first, second = capsys.readouterr().out.splitlines()
    assert json.loads(first) == {"at": 0.0, "event": "finished", "outcome": "completed"}
    assert second == "still there"


def test_a_closed_standard_output_ends_the_log_not_the_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    told: list[str] = []
    log = EventFile("-", told.append)
    log.write(0, HoldEnded())
    assert len(told) == 1
    assert "standard output" in told[0]


@settings(deadline=None)
@given(
    text=some.text(some.characters()),
    at=some.floats(),
    confidence=some.floats(),
)
def test_any_text_and_any_number_make_one_line_of_valid_json(
    text: str, at: float, confidence: float
) -> None:
    entry: Entry = HeardLine(text, "next", {"name": text}, confidence, at, over_speech=False)
    written = line(at, entry)
    assert written.isascii()
    assert "\n" not in written
    assert json.loads(written, parse_constant=pytest.fail)["text"] == text


def test_several_logs_get_the_same(tmp_path: Path) -> None:
    one, two = EventFile(str(tmp_path / "1")), EventFile(str(tmp_path / "2"))
    AllLogs(one, two).write(1, HoldEnded())
    assert read(tmp_path / "1") == read(tmp_path / "2") == [{"at": 1.0, "event": "hold_ended"}]
