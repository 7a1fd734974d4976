"""A session needs no network and asks for none."""

import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.commands import events
from tests.conftest import ROOT, needs_program
from tests.voices import Espeak
from voice_guide.adapters.wav_file import WavSink
from voice_guide.sound.samples import SAMPLE_RATE

ROUTINE = """
title: Two strokes
summary: A short routine for a test.
parts:
  - title: The back
    steps:
      - {title: Warm, say: Glide up the back., areas: [lower_back], hold: 20, pressure: 3}
      - {title: Knead, say: Knead the shoulders., areas: [shoulders], hold: 20}
"""
SESSION = """
"$0" -m voice_guide play two-strokes.yaml --skip-screening --screen web --page-port 20210 \
  --microphone room.wav --loudspeaker guide.wav --events events.jsonl >shown.txt &&
"$0" -m voice_guide history --json >history.json
"""
ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    # A new network has nothing up, not even the way to oneself: SIOCSIFFLAGS, IFF_UP.
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh14x", b"lo", 1))
    try:
        any_socket.connect(("192.0.2.1", 9))
    except OSError:
        os.execvp(sys.argv[1], sys.argv[1:])
sys.exit("there is a network")
"""
ABROAD = """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:  # It sends nothing.
    try:
        way.connect(("192.0.2.1", 9))
    except OSError:
        pass
"""
HERE = re.compile(
    r'sa_family=AF_(UNIX|NETLINK|UNSPEC)|inet_addr\("127\.|inet_pton\(AF_INET6, "::1"'
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a routine, and somebody who says "next" and then "finish" and "yes"."""
    folder = tmp_path_factory.mktemp("room")
    (folder / "two-strokes.yaml").write_text(ROUTINE, encoding="utf-8")
    person = Espeak()
    with WavSink(folder / "room.wav") as out:
        for silence, words in ((12.0, "next"), (14.0, "too much pressure"), (6.0, "next")):
            out.write(np.zeros(round(silence * SAMPLE_RATE), np.float32))
            out.write(person.render(words))
        out.write(np.zeros(60 * SAMPLE_RATE, np.float32))
    person.close()
    return folder


def session(room: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """A whole one by voice, with a page, and then its history."""
    return subprocess.run(
        [*before, "sh", "-c", SESSION, sys.executable],
        capture_output=True,
        text=True,
        check=False,
        cwd=room,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(room)},
        timeout=200,
    )


def beyond_here(calls: str) -> list[str]:
    """Of what was traced, what went to another machine."""
    return [line for line in calls.splitlines() if "sa_family=" in line and not HERE.search(line)]


def everything_worked(room: Path) -> None:
    told = events((room / "events.jsonl").read_text(encoding="utf-8"))
    names = [event["event"] for event in told]
    assert "said" in names
    assert "too_much_pressure" in [event.get("command") for event in told]
    assert names[-1] == "finished"
    assert not [event for event in told if event["event"] == "part_lost"]
    assert "http://127.0.0.1:" in (room / "shown.txt").read_text(encoding="utf-8")
    (past, *_) = json.loads((room / "history.json").read_text(encoding="utf-8"))
    assert past["routine"] == "two-strokes"


def test_where_there_is_no_network_everything_of_a_session_works(room: Path) -> None:
    alone = (needs_program("unshare", "util-linux"), "--map-root-user", "--net")
    may = subprocess.run([*alone, "true"], capture_output=True, text=True, check=False)
    if may.returncode:
        pytest.skip(f"this machine lets nobody leave the network: {may.stderr.strip()}")
    done = session(room, *alone, sys.executable, "-c", ALONE)
    assert done.returncode == 0, done.stderr
    everything_worked(room)


def test_where_there_is_one_a_session_makes_no_connection_beyond_this_machine(room: Path) -> None:
    strace = needs_program("strace")
    trace = room / "trace.txt"
    watched = (strace, "--follow-forks", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg")
    control = (sys.executable, "-c", ABROAD)
    seen = subprocess.run([*watched, *control], capture_output=True, text=True, check=False)
    if seen.returncode:
        pytest.skip(f"this machine lets nobody be traced: {seen.stderr.strip()[-200:]}")
    assert len(beyond_here(seen.stderr)) == 1
    done = session(room, *watched, "-o", str(trace))
    assert done.returncode == 0, done.stderr
    everything_worked(room)
    calls = trace.read_text(encoding="utf-8", errors="replace")
    assert "exited with 0" in calls
    assert not beyond_here(calls)
