"""Sound that goes away in the middle, and comes back: told once, nothing lost, whole again."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.card import table
from tests.pulse import Pulse, pulse_server, wait_until

# In real time on real sound servers: a machine that is busy elsewhere is given a second chance.
pytestmark = [pytest.mark.slow, pytest.mark.flaky(reruns=2)]

ONE_EAR = """
pcm.usb {{ type pulse; server "{microphone}" }}
ctl.usb {{ type pulse; server "{microphone}" }}
pcm.box {{ type pulse; server "{loudspeaker}" }}
ctl.box {{ type pulse; server "{loudspeaker}" }}
"""


@pytest.fixture
def pulse(user: Path) -> Iterator[Pulse]:
    del user
    with pulse_server() as server:
        yield server


def test_one_session_survives_everything_that_can_happen_to_its_sound(
    user: Path, pulse: Pulse, tmp_path: Path
) -> None:
    """Microphone and loudspeaker have a server each, so that either can be pulled out alone."""
    with pulse_server() as microphone:
        (user / ".asoundrc").write_text(
            ONE_EAR.format(
                microphone=microphone.environment["PULSE_SERVER"],
                loudspeaker=pulse.environment["PULSE_SERVER"],
            ),
            encoding="ascii",
        )
        devices = ("--microphone", "usb", "--loudspeaker", "box")
        with table(pulse.environment, tmp_path, *devices) as session:
            session.hears(microphone)

            microphone.kill()
            assert session.told("microphone")["remedy"]
            session.said_of("can't hear you")
            session.speaks(pulse, tmp_path)
            microphone.restart()
            session.hears(microphone)

            pulse.kill()
            assert session.told("loudspeaker")["remedy"]
            session.hears(microphone)
            pulse.restart()
            session.speaks(pulse, tmp_path)

            assert [part for part in session.lost() if part != "processor"] == [
                "microphone",
                "loudspeaker",
            ]
            assert session.leave()["outcome"] == "stopped"


PLACES = 64
"""Programs that a sound server takes."""
HITCHES, HITCH = 20, 0.15
"""Times that the machine is too busy for the guide, and seconds; 0.05 wait in the loudspeaker."""
ASLEEP = float(os.environ.get("VOICE_GUIDE_ASLEEP", "4"))
"""Seconds; a stream that is silent for three is taken for dead."""


def test_one_session_survives_a_busy_server_other_devices_sleep_and_a_busy_machine(
    pulse: Pulse, tmp_path: Path
) -> None:
    others = ExitStack()
    fill(pulse, others)
    with others, table(pulse.environment, tmp_path) as session:
        assert sorted(session.lost()) == ["loudspeaker", "microphone"]
        others.close()
        session.hears(pulse)
        session.speaks(pulse, tmp_path)

        pulse.control("load-module", "module-null-sink", "sink_name=other", "rate=44100")
        pulse.control("load-module", "module-remap-source", "source_name=ear", "master=mic.monitor")
        pulse.control("set-default-sink", "other")
        pulse.control("set-default-source", "ear")
        session.hears(pulse)
        pulse.control("set-default-sink", "speaker")
        session.speaks(pulse, tmp_path)

        before = session.session.events("said")[-1]["at"]
        session.session.process.send_signal(signal.SIGSTOP)
        time.sleep(ASLEEP)
        session.session.process.send_signal(signal.SIGCONT)
        session.hears(pulse)
        session.speaks(pulse, tmp_path)
        assert session.session.events("said")[-1]["at"] > before

        for _ in range(HITCHES):
            session.session.process.send_signal(signal.SIGSTOP)
            time.sleep(HITCH)
            session.session.process.send_signal(signal.SIGCONT)
            time.sleep(HITCH)
        assert session.told("processor")["remedy"]
        session.hears(pulse)
        session.speaks(pulse, tmp_path)
        # Whether the echo can be told in so short a session depends on how busy the machine is.
        lost = [part for part in session.lost() if part != "echo"]
        assert sorted(lost) == ["loudspeaker", "microphone", "processor"]
        assert session.leave()["outcome"] == "stopped"


def fill(pulse: Pulse, others: ExitStack) -> None:
    """Take every place that the server still has."""

    def one_more() -> None:
        other = subprocess.Popen(
            ["pactl", "subscribe"],
            env=pulse.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        others.callback(other.wait)
        others.callback(other.terminate)

    def full() -> bool:
        one_more()
        asked = subprocess.run(
            ["pactl", "info"], env=pulse.environment, check=False, capture_output=True
        )
        return asked.returncode != 0

    for _ in range(PLACES):
        one_more()
    wait_until(full, "the sound server to be full")
