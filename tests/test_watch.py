"""`play --watch`: whoever writes a routine hears the step again each time the file is saved."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.commands import events, voice_guide
from tests.conftest import ROOT
from tests.core.room import Room
from voice_guide.core.messages import PartFailed, RoutineChanged
from voice_guide.ports import Report
from voice_guide.settings import Settings
from voice_guide.wiring import library
from voice_guide.wiring.editing import Watched
from voice_guide.wiring.playing import session

ROUTINE = """
title: In the making
summary: A routine that somebody writes.
parts:
  - title: The back
    steps:
      - {title: Warm, say: Glide up the back., hold: 1 min}
      - {title: Knead, say: SAY, sides: each, hold: 9 min}
"""
MUTE = ("--typed", "--microphone", "none", "--loudspeaker", "none")
GIVEN_UP: float = 60.0


class Writer:
    """Somebody with an editor and a session beside it."""

    def __init__(self, folder: Path, *room: str | Path) -> None:
        self.file = folder / "making.yaml"
        self.log = folder / "log.jsonl"
        self.save(ROUTINE.replace("SAY", "Knead."))
        options = ("--skip-screening", "--start", "2", "--screen", "none", "--no-page")
        self.session = subprocess.Popen(
            [
                sys.executable, "-m", "voice_guide", "play", self.file, "--watch", *options,
                *(room or MUTE), "--events", self.log,
            ],
            stdin=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip

    def save(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def type(self, *lines: str) -> None:
        assert self.session.stdin is not None
        self.session.stdin.write("".join(f"{line}\n" for line in lines))
        self.session.stdin.flush()

    def seen(self, wanted: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
        """The whole log as soon as there is such a line in it."""
        until = time.monotonic() + GIVEN_UP
        while time.monotonic() < until and self.session.poll() is None:
            text = self.log.read_text("utf-8") if self.log.exists() else ""
            found = events(text[: text.rfind("\n") + 1])
            if any(map(wanted, found)):
                return found
            time.sleep(0.1)
        pytest.fail("it never comes")


def said(text: str) -> Callable[[dict[str, Any]], bool]:
    return lambda line: line["event"] == "said" and text in line["text"]


@contextmanager
def writing(folder: Path, *room: str | Path) -> Iterator[Writer]:
    found = Writer(folder, *room)
    try:
        yield found
    finally:
        found.session.kill()
        found.session.wait()


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with writing(tmp_path) as found:
        yield found


def test_a_saved_step_is_heard_again_a_mistake_is_told_and_the_session_goes_on(
    writer: Writer,
) -> None:
    writer.type("ready")
    writer.seen(said("Knead."))
    writer.save(ROUTINE.replace("SAY", "Knead the left shoulder."))
    log = writer.seen(said("Knead the left shoulder."))
    assert [line["number"] for line in log if line["event"] == "step"] == [2, 2]
    assert [line["steps"] for line in log if line["event"] == "routine_changed"] == [2]

    writer.save(ROUTINE.replace("hold: 9 min", "hold: soon").replace("SAY", "Knead."))
    log = writer.seen(lambda line: line["event"] == "part_failed")
    failed = next(line for line in log if line["event"] == "part_failed")
    assert (failed["part"], "making.yaml:8:" in failed["problem"]) == ("routine file", True)
    writer.seen(said("The file has a mistake"))

    writer.save(ROUTINE.replace("Knead,", "Press,").replace("SAY", "Press the shoulder."))
    writer.seen(said("Press the shoulder."))
    writer.file.unlink()
    writer.seen(lambda line: "No such file" in str(line.get("problem", "")))
    writer.save(ROUTINE.replace("Knead,", "Press,").replace("SAY", "Press the shoulder."))
    # The new titles are what can be said now.
    writer.type("go to press", "finish", "yes")
    log = writer.seen(lambda line: line["event"] == "finished")
    assert "go_to_title" in [line.get("command") for line in log]
    assert writer.session.wait(GIVEN_UP) == 0
    assert voice_guide("history", "--json").out.count("making") == 0


@pytest.mark.parametrize("files", [False, True], ids=["real room", "room of files"])
def test_ctrl_c_is_told_in_the_log(files: bool, tmp_path: Path) -> None:  # noqa: FBT001
    room = ("--loudspeaker", tmp_path / "out.wav", "--speed", "1") if files else MUTE
    with writing(tmp_path, *room) as writer:
        writer.seen(said("18 minutes"))
        writer.session.send_signal(signal.SIGINT)
        writer.session.wait(GIVEN_UP)
        told = events(writer.log.read_text("utf-8"))[-1]
    assert (told["event"], told["outcome"]) == ("finished", "stopped")


def test_a_file_that_is_taken_away_is_told_once_and_taken_over_when_it_is_back(
    tmp_path: Path,
) -> None:
    file, posted = tmp_path / "making.yaml", list[Report]()
    file.write_text(ROUTINE, encoding="utf-8")
    watched = Watched(file, posted.append)
    file.rename(tmp_path / "other.yaml")
    watched.look()
    watched.look()
    assert [report.part for report in posted if isinstance(report, PartFailed)] == ["routine file"]
    (tmp_path / "other.yaml").rename(file)
    watched.look()
    assert posted[1:] == [RoutineChanged(watched.routine)]


def test_the_screen_tells_that_the_mended_file_is_taken_over() -> None:
    routine = library.shelf().load("back-rub")
    room = Room(library.phrasebook(routine, "en"))
    player = room.open(session(library.course(routine, Settings())))
    room.lose(player, "routine file")
    player.take(RoutineChanged(routine), room.now)
    assert "taken over" in room.notices[-1]


def test_watch_wants_a_file() -> None:
    found = voice_guide("play", "no-such-routine", "--watch")
    assert found.code == 2
    assert "play FILE.yaml --watch" in found.err
