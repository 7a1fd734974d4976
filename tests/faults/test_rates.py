"""A sound card that knows one rate only, and refuses ours, is used at its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.pulse import wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="JACK through ALSA"),
]

ONE_RATE = """
pcm.!default {
    type jack
    playback_ports { 0 system:playback_1 1 system:playback_2 }
    capture_ports { 0 system:capture_1 1 system:capture_2 }
}
"""

REFUSED = """
import sounddevice
for rate in (16_000, 44_100, 48_000):
    try:
        sounddevice.check_input_settings(samplerate=rate)
    except sounddevice.PortAudioError as error:
        print(rate, "is refused")
"""


@pytest.fixture
def odd_card(user: Path) -> Iterator[dict[str, str]]:
    """A card of JACK's, made of software, that runs at 22,050 Hz."""
    jackd = shutil.which("jackd")
    if not jackd or not shutil.which("jack_wait"):
        # Not among the tests' packages: it asks for the rights of a real-time program.
        pytest.skip("JACK is not installed (package jackd2)")
    if not list(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_jack.so")):
        pytest.skip("ALSA does not know JACK (Debian package libasound2-plugins)")
    (user / ".asoundrc").write_text(ONE_RATE, encoding="ascii")
    name = f"voice-guide-{os.getpid()}"
    environment = os.environ | {
        "JACK_DEFAULT_SERVER": name,
        "JACK_NO_AUDIO_RESERVATION": "1",
        "PULSE_SERVER": "unix:/nowhere",
    }
    command = [jackd, "-n", name, "-r", "-d", "dummy", "-r", "22050"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        check = ["jack_wait", "-s", name, "-c"]
        wait_until(
            lambda: b"not" not in subprocess.run(check, capture_output=True, check=False).stdout,
            "JACK to answer",
        )
        yield environment
    finally:
        server.terminate()
        server.wait()


def test_a_card_that_refuses_our_rates_is_heard_and_spoken_through_at_its_own(
    odd_card: dict[str, str], tmp_path: Path
) -> None:
    refused = run(odd_card, "-c", REFUSED)
    assert refused.splitlines() == [f"{rate} is refused" for rate in (16_000, 44_100, 48_000)]
    heard = run(odd_card, "-m", "tests.card_child", "hear", str(tmp_path / "heard"), "1")
    assert '"sizes": [320]' in heard
    played = run(odd_card, "-m", "tests.card_child", "play_tone", "1", "0.2")
    assert '"alive": true' in played
    assert '"failure": ""' in played


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
