"""The whole product on a sound card: it speaks, is spoken to, and obeys."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.pulse import Pulse, pulse_server, recorded
from tests.voices import Espeak, Flite, Remembering
from voice_guide.sound.samples import SAMPLE_RATE, Samples

# In real time on real sound servers: a machine that is busy elsewhere is given a second chance.
pytestmark = [pytest.mark.slow, pytest.mark.flaky(reruns=2)]

Event = dict[str, Any]

LEARNT = 9.0
"""Seconds after which it knows how the loudspeaker comes back."""
TRIES = 8
"""A machine that is busy elsewhere tears the sound, and the echo is learnt again after that."""
LONG = 45
"""Letters of a sentence that is still being said when a command is over that began with it."""


@dataclass(frozen=True, slots=True)
class Session:
    """A guide that runs in a process of its own."""

    process: subprocess.Popen[bytes]
    log: Path

    def events(self, name: str) -> list[Event]:
        if not self.log.exists():
            return []
        lines = self.log.read_text(encoding="utf-8").splitlines(keepends=True)
        events = [json.loads(line) for line in lines if line.endswith("\n")]
        return [event for event in events if event["event"] == name]

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def wait_for(self, name: str, fits: Callable[[Event], bool] = lambda _: True) -> Event:
        """Return the first event of this name that fits."""

        def found() -> list[Event]:
            return [event for event in self.events(name) if fits(event)]

        give_up_at = time.monotonic() + 60
        while not (fitting := found()):
            if self.process.poll() is not None or time.monotonic() > give_up_at:
                pytest.fail(f"no {name!r}: {self.log.read_text(encoding='utf-8')}")
            time.sleep(0.05)
        return fitting[0]


@pytest.fixture
def pulse(user: Path) -> Iterator[Pulse]:
    """A sound server for a user who has never used the guide before."""
    with pulse_server() as server:
        assert server.environment["HOME"] == str(user)
        yield server


@contextmanager
def guided(environment: Mapping[str, str], log: Path, *options: str) -> Iterator[Session]:
    command = [sys.executable, "-m", "voice_guide", "play", "back-rub", "--skip-screening"]
    command += ["--events", str(log), "--screen", "none", *options]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE) as process:
        try:
            yield Session(process, log)
        finally:
            process.kill()


def speech_level(sound: Samples) -> float:
    """Root mean square of the parts in which anything can be heard."""
    blocks = sound[: len(sound) // 320 * 320].reshape(-1, 320)
    levels = np.sqrt(np.mean(blocks**2, axis=1))
    audible = levels[levels > 0.003]
    return float(np.sqrt(np.mean(audible**2))) if len(audible) else 0.0


@pytest.fixture(params=[partial(Espeak, "en-us"), Flite], ids=["espeak", "flite"])
def giver(request: pytest.FixtureRequest) -> Iterator[Remembering]:
    voice = request.param()
    yield Remembering(voice)
    voice.close()


def test_it_speaks_and_obeys_next_and_stop_that_are_spoken_to_it(
    pulse: Pulse,
    giver: Remembering,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    for word in ("next", "stop"):
        giver.render(word)
    path = tmp_path / "speaker"
    with pulse.recording(path), guided(pulse.environment, tmp_path / "events") as session:
        session.wait_for("said")
        until_heard(session, pulse, giver.render("next"))  # over the introduction
        first = session.wait_for("step")
        session.wait_for("said", lambda said: said["at"] >= first["at"])
        until_heard(session, pulse, giver.render("next"))
        second = session.wait_for("step", lambda step: step["number"] == first["number"] + 1)
        session.wait_for("said", lambda said: said["at"] >= second["at"])
        stop = until_heard(session, pulse, giver.render("stop"))
        session.wait_for("paused")
        cut = session.wait_for("speech_ended", lambda end: end["at"] >= stop["at"])
        session.process.send_signal(signal.SIGTERM)
        assert session.process.wait(30) == 0
    heard = session.events("heard")
    assert [event["command"] for event in heard] == ["next", "next", "stop"]
    assert cut["interrupted"]
    assert session.events("finished")[-1]["outcome"] == "stopped"
    assert not missed_parts(session)
    sound = recorded(path)
    assert speech_level(sound) > 0.02
    assert np.abs(sound).max() < 10 ** (-3 / 20)
    assert np.count_nonzero(np.abs(sound) > 0.003) / SAMPLE_RATE > 0.3
    for event in heard:
        record_property(f"{event['text']}: obeyed after", event["at"] - event["speech_ended_at"])
    record_property("stop: silent after", cut["at"] - heard[-1]["at"])


def until_heard(
    session: Session, pulse: Pulse, sound: Samples, first: Callable[[], None] = lambda: None
) -> Event:
    """Say it, and again if nothing comes of it; return that it was heard."""
    before = len(spoken(session))
    for _ in range(TRIES):
        first()
        pulse.play(sound)
        give_up_at = time.monotonic() + 3
        while time.monotonic() < give_up_at:
            if len(heard := spoken(session)) > before:
                return heard[before]
            time.sleep(0.05)
    if any(event["part"] == "processor" for event in session.events("part_failed")):
        pytest.skip("this machine is so busy that the sound of the test itself is torn")
    pytest.fail(f"it was never heard: {session.log.read_text(encoding='utf-8')}")


def spoken(session: Session) -> list[Event]:
    """What was heard, and not typed."""
    return [event for event in session.events("heard") if event["source"] == "spoken"]


def have_it_read(session: Session) -> None:
    """Return when the guide begins a long sentence: it is asked to, since it also rests."""
    latest = session.events("said")[-1]["ticket"]
    session.type("repeat")
    session.wait_for("said", lambda said: said["ticket"] > latest and len(said["text"]) > LONG)


def test_what_the_loudspeaker_says_is_not_obeyed_and_what_is_said_over_it_is(
    pulse: Pulse, tmp_path: Path
) -> None:
    """The microphone hears the loudspeaker as loud as the giver; after a while, from farther."""
    asked = Flite().render("how long is left")
    with guided(pulse.environment, tmp_path / "events", "--typed") as session:
        session.wait_for("said")
        session.type("next")
        session.wait_for("step")
        for delay, learnt in ((0.02, LEARNT), (0.12, LEARNT / 2)):
            with pulse.echoing(delay):
                have_it_read(session)
                session.wait_for("said", after(time_of(session) + learnt))
                heard = until_heard(session, pulse, asked, partial(have_it_read, session))
                assert heard["over_speech"]
    assert {event["command"] for event in spoken(session)} == {"how_long"}
    assert not missed_parts(session)


def missed_parts(session: Session) -> set[str]:
    """A machine that is busy with other things is not what is asked about."""
    return {event["part"] for event in session.events("part_failed")} - {"processor"}


def after(at: float) -> Callable[[Event], bool]:
    return lambda event: event["at"] > at


def time_of(session: Session) -> float:
    """The session time of the latest event."""
    last = session.log.read_text(encoding="utf-8").splitlines()[-1]
    return float(json.loads(last)["at"])


def test_without_a_sound_card_it_is_read_and_typed_and_says_what_is_missing(tmp_path: Path) -> None:
    environment = os.environ | {"PULSE_SERVER": "unix:/nowhere"}
    with guided(environment, tmp_path / "events", "--typed") as session:
        session.wait_for("said")
        missing = session.events("part_failed")
        if not missing:
            pytest.skip("this machine has a sound card of its own")
        session.type("next")
        session.wait_for("step")
        session.type("finish the session")
        session.wait_for("heard", lambda heard: heard["command"] == "finish")
        session.type("yes")
        assert session.wait_for("finished")["outcome"] == "stopped"
        assert session.process.wait(30) == 0
    assert [event["part"] for event in missing] == ["loudspeaker", "microphone"]
    assert all(event["remedy"] for event in missing)
