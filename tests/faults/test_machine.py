"""The machine under a session misbehaves: nothing is lost, and it goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.commands import events
from tests.conftest import ROOT, needs_program
from tests.faults.card import table
from tests.pulse import pulse_server, recorded, wait_until
from tests.test_command_line import SHORT
from voice_guide.adapters.live_room.output import LADDER
from voice_guide.sound.samples import SAMPLE_RATE

# In real time on real sound servers: a machine that is busy elsewhere is given a second chance.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.flaky(reruns=2),
    pytest.mark.skipif(sys.platform != "linux", reason="faults as Linux can cause them"),
]

MUTE = ("--microphone", "none", "--loudspeaker", "none")
LEFT = "how long is left"
"""Its answer changes all the time: it has to be rendered."""


def voice_child(parent: int) -> int:
    """The process in which the guide's sentences are rendered."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            above = (process / "stat").read_text("utf-8").rpartition(")")[2].split()[1]
            called = (process / "cmdline").read_bytes()
        except OSError:  # it has just ended
            continue
        if int(above) == parent and b"voice_child" in called:
            return int(process.name)
    raise AssertionError(parent)


def test_one_session_survives_a_voice_that_hangs_or_dies_and_a_cache_that_is_deleted(
    tmp_path: Path,
) -> None:
    cache = tmp_path / "cache"
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    with table(environment, tmp_path, *MUTE) as session:
        guide = session.session.process.pid
        session.answers()
        for fault in (signal.SIGSTOP, signal.SIGKILL):
            os.kill(voice_child(guide), fault)
            session.answers(LEFT, "in all")
        shutil.rmtree(cache)
        session.answers(LEFT, "in all")
        wait_until(lambda: any(cache.rglob("*.speech")), "the cache to be there again")
        assert session.lost() == []
        assert session.leave()["outcome"] == "stopped"


def test_a_clock_that_jumps_by_an_hour_changes_nothing(tmp_path: Path) -> None:
    """The wall clock really jumps for the guide: libfaketime stands between it and the system."""
    libraries = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not libraries:
        pytest.skip("libfaketime is not installed (Debian package faketime)")
    jump = tmp_path / "jump"
    jump.write_text("+0", encoding="ascii")
    # For the guide alone: libfaketime 0.9 breaks Python's own sleep, which the voice needs.
    (tmp_path / "sitecustomize.py").write_text("import os; del os.environ['LD_PRELOAD']")
    environment = os.environ | {
        "LD_PRELOAD": str(libraries[0]),
        "PYTHONPATH": str(tmp_path),
        "FAKETIME_TIMESTAMP_FILE": str(jump),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with table(environment, tmp_path, *MUTE) as session:
        session.answers()
        started, at = time.monotonic(), session.session.events("said")[-1]["at"]
        for hour in ("+3600", "-3600"):
            jump.write_text(hour, encoding="ascii")
            assert abs(_hour(environment) - time.time() - int(hour)) < 60
            session.answers()
        passed = session.session.events("said")[-1]["at"] - at
        assert 0 < passed < time.monotonic() - started + 1
        assert session.lost() == []


def test_a_full_disk_for_the_cache_is_told_once_and_the_voice_goes_on(tmp_path: Path) -> None:
    routine, cache, log = (tmp_path / name for name in ("short.yaml", "cache", "events"))
    routine.write_text(SHORT, encoding="utf-8")
    cache.mkdir()
    needs_program("unshare", "util-linux")
    room = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    small = f'mount -t tmpfs -o size=64k none "{cache}"'
    if subprocess.run([*room, small], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk")
    play = [sys.executable, "-m", "voice_guide", "play", str(routine), "--skip-screening"]
    play += ["--events", str(log), "--loudspeaker", str(tmp_path / "out.wav")]
    done = subprocess.run(
        [*room, f'{small} && exec "$@"', "sh", *play],
        cwd=ROOT,
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = events(log.read_text(encoding="utf-8"))
    (lost,) = [line for line in told if line["event"] == "part_failed"]
    assert lost["part"] == "voice cache"
    assert "No space left" in lost["problem"]
    assert told[-1]["outcome"] == "completed"


@pytest.mark.parametrize("how", ["SIGTERM", "the terminal is closed", "Ctrl-C twice"])
def test_a_session_that_is_ended_from_outside_loses_nothing(how: str, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    log = tmp_path / "events"
    command = [sys.executable, "-m", "voice_guide", "play", "back-rub", "--skip-screening"]
    with subprocess.Popen(
        [*command, *MUTE, "--events", str(log)],
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: _take_terminal(theirs),  # noqa: PLW1509 - no thread is running
    ) as process:
        os.close(theirs)
        wait_until(lambda: log.exists() and '"said"' in log.read_text("utf-8"), "it to speak")
        match how:
            case "SIGTERM":
                process.terminate()
            case "the terminal is closed":
                os.close(ours)
            case _:
                for _ in range(2):
                    process.send_signal(signal.SIGINT)
        assert process.wait(30) in {0, 130}
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
    if how != "the terminal is closed":
        os.close(ours)
    assert events(log.read_text(encoding="utf-8"))[-1]["outcome"] == "stopped"
    assert _history()[0]["outcome"] == "stopped"


def test_a_starved_processor_tears_no_sound_once_more_of_it_waits(tmp_path: Path) -> None:
    """Twice as many busy programs as there are cores, at the same priority."""
    with pulse_server() as pulse, busy(2 * (os.cpu_count() or 1)), pulse.recording(tmp_path / "s"):
        subprocess.run(
            [sys.executable, "-m", "tests.card_child", "play_tone", "3", str(LADDER[-1].waiting)],
            cwd=ROOT,
            env=pulse.environment,
            check=True,
            capture_output=True,
        )
    sound = np.abs(recorded(tmp_path / "s"))
    audible = np.flatnonzero(sound > 0.01)
    assert audible.size
    whole = sound[audible[0] : audible[-1]]
    blocks = whole[: whole.size // 160 * 160].reshape(-1, 160).max(axis=1)
    assert whole.size > 2 * SAMPLE_RATE
    assert np.mean(blocks < 0.01) < 0.02


def _hour(environment: dict[str, str]) -> int:
    """What a program is told the time is."""
    told = subprocess.run(
        ["date", "+%s"], env=environment, capture_output=True, text=True, check=True
    )
    return int(told.stdout)


@contextmanager
def busy(programs: int) -> Iterator[None]:
    """Programs that do nothing, as fast as they can."""
    running = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(programs)
    ]
    try:
        yield
    finally:
        for each in running:
            each.kill()
            each.wait()


def _take_terminal(terminal: int) -> None:
    """Become what a shell starts: closing the terminal is then felt."""
    # Whoever runs the tests may have been told to ignore it, as nohup does; so would the guide.
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    import fcntl  # noqa: PLC0415 - not on every system
    import termios  # noqa: PLC0415

    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def _history() -> list[dict[str, object]]:
    run = subprocess.run(
        [sys.executable, "-m", "voice_guide", "history", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, object]] = json.loads(run.stdout)
    return found


def test_without_sound_from_the_choice_to_the_session_it_is_told_once(tmp_path: Path) -> None:
    log = tmp_path / "events"
    command = [sys.executable, "-m", "voice_guide", "--typed", "--screen", "none"]
    environment = os.environ | {"PULSE_SERVER": "unix:/nowhere"}
    with subprocess.Popen(
        [*command, "--events", str(log)], cwd=ROOT, env=environment, stdin=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"the back rub\n")
        process.stdin.flush()
        wait_until(
            lambda: log.exists() and '"session_started"' in log.read_text("utf-8"), "a session", 60
        )
        time.sleep(1)
        process.terminate()
        assert process.wait(30) == 0
    told = events(log.read_text(encoding="utf-8"))
    lost = [line["part"] for line in told if line["event"] == "part_failed"]
    if not {"loudspeaker", "microphone"} & {*lost}:
        pytest.skip("this machine has a sound card of its own")
    assert sorted({"loudspeaker", "microphone"} & {*lost}) == ["loudspeaker", "microphone"]
    assert max(lost.count(part) for part in ("loudspeaker", "microphone")) == 1
