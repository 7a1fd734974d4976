"""A slice of `python3 -m benchmarks fuzz`: spoilt inputs for everything that reads from outside."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.fuzz import asked, shared_out
from benchmarks.fuzz.readers import READERS
from benchmarks.fuzz.watched import watch
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits that Windows lacks")

CASES = 1_500


def test_spoilt_input_of_every_kind_neither_crashes_nor_hangs_nor_strays() -> None:
    works = shared_out(CASES, READERS)
    assert len(works) == len(READERS) >= 18
    for outcome in watch(works):
        assert not outcome.crashes, outcome
        assert not outcome.hangs, outcome
        assert not outcome.strays, outcome
        assert outcome.seconds > 0


def test_a_reader_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(SystemExit, match=rf"no reader 'routin'.*{READERS[0].name}") as told:
        asked("1", "routin")
    assert all(reader.name in str(told.value) for reader in READERS)


def test_a_case_is_the_same_each_time() -> None:
    for reader in READERS:
        assert reader.chance(7).random() == reader.chance(7).random()
    assert len({reader.chance(7).random() for reader in READERS}) == len(READERS)


def test_a_stray_write_a_program_and_a_connection_are_noticed(tmp_path: Path) -> None:
    """In a process of its own: what watches cannot be taken off again."""
    code = f"""
import os, socket, subprocess
from pathlib import Path
from benchmarks.fuzz.guard import Guard as Watch
inside = Path({str(tmp_path)!r}, "inside")
inside.mkdir()
guard = Watch()
guard.watch(inside)
(inside / "fine").write_text("")
(inside / "fine").rename(inside / "still")
print(len(guard.strays))
(inside.parent / "astray").write_text("")
os.mkdir(inside / ".." / "elsewhere")
subprocess.run(["true"])
with socket.socket() as way:
    way.setblocking(False)
    way.connect_ex(("192.0.2.1", 9))
print(*guard.strays)
"""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    first, found = done.stdout.splitlines()
    assert first == "0"
    for kind in ("open", "os.mkdir", "subprocess.Popen", "socket.connect"):
        assert f"{kind} " in found
