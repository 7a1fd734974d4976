"""The sound card and the live room, on a real sound server that is made of software."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from ctypes.util import find_library
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.card_child import LEVEL, LONG, PROBLEM, SHORT, TONE_HZ, Tone
from tests.conftest import ROOT
from tests.pulse import Pulse, pulse_server, recorded
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.adapters.wav_file import WavSink, read_wav
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

pytestmark = pytest.mark.slow

Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def pulse() -> Iterator[Pulse]:
    with pulse_server() as server:
        if not lines(run(server.environment, "names", "output"))[0]["names"]:
            pytest.skip("PortAudio sees no PulseAudio (Debian package libasound2-plugins)")
        yield server


@pytest.fixture
def soundless() -> dict[str, str]:
    """The environment of a machine where no sound server answers."""
    environment = os.environ | {"PULSE_SERVER": "unix:/nowhere"}
    if lines(run(environment, "names", "output"))[0]["names"]:
        pytest.skip("this machine has a sound card of its own")
    return environment


def child(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.card_child", *arguments]


def run(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        child(*arguments), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def lines(text: str) -> Lines:
    return [json.loads(line) for line in text.splitlines()]


@contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        child(*arguments), cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(process: subprocess.Popen[str], key: str) -> Lines:
    """Read what the child tells, up to the line that has this key."""
    assert process.stdout is not None
    told: Lines = []
    for line in process.stdout:
        told.append(json.loads(line))
        if key in told[-1]:
            return told
    pytest.fail(f"it ended before it told {key!r}: {told}")


def having(told: Lines, key: str) -> list[Any]:
    return [line[key] for line in told if key in line]


def lost(told: Lines) -> list[Any]:
    """The parts that were told to be missing; that the machine is busy is no fault of a test."""
    return [part for part in having(told, "failed") if part != "processor"]


def loud(sound: Samples) -> Samples:
    """The sound from its first audible sample to its last."""
    audible = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[audible[0] : audible[-1] + 1] if len(audible) else sound[:0]


def tone_without_underruns(pulse: Pulse, path: Path) -> Samples:
    for _ in range(3):
        with pulse.recording(path):
            told = lines(run(pulse.environment, "play_tone", "2", "0.2"))[0]
        assert told["alive"]
        assert told["pulled"] == pytest.approx(told["played"], abs=0.1)
        if not told["underruns"]:
            return loud(recorded(path))
    pytest.fail("three times, two seconds of sound did not come out without a stutter")


def test_a_tone_comes_out_of_the_loudspeaker_at_its_pitch_and_level_without_a_gap(
    pulse: Pulse, tmp_path: Path
) -> None:
    sound = tone_without_underruns(pulse, tmp_path / "speaker")
    inner = sound[800:-800]
    spectrum = np.abs(np.fft.rfft(inner * np.hanning(len(inner))))
    assert spectrum.argmax() * SAMPLE_RATE / len(inner) == pytest.approx(TONE_HZ, abs=1)
    assert np.abs(inner).max() == pytest.approx(LEVEL, rel=0.05)
    steepest = LEVEL * 2 * np.pi * TONE_HZ / SAMPLE_RATE
    assert np.abs(np.diff(inner)).max() < steepest * 1.1
    assert len(sound) / SAMPLE_RATE > 1.9


def test_what_is_said_into_the_microphone_arrives_whole(pulse: Pulse, tmp_path: Path) -> None:
    said = 0.3 * np.sin(2 * np.pi * np.cumsum(np.linspace(200, 3000, SAMPLE_RATE)) / SAMPLE_RATE)
    with WavSink(tmp_path / "said.wav") as sink:
        sink.write(said.astype(np.float32))
    heard_path = tmp_path / "heard"
    with running(pulse.environment, "hear", str(heard_path), "3") as process:
        until(process, "ready")
        pulse.play(read_wav(tmp_path / "said.wav"))
        told = until(process, "sizes")[-1]
        process.wait()
    heard = np.fromfile(heard_path, np.float32)
    spectrum = np.fft.rfft(heard, 1 << 17) * np.conj(np.fft.rfft(said, 1 << 17))
    at = int(np.fft.irfft(spectrum).argmax())
    part = heard[at : at + len(said)]
    assert np.corrcoef(part, said[: len(part)])[0, 1] > 0.95
    assert told["sizes"] == [BLOCK]
    assert told["ordered"]
    assert told["lasted"] == pytest.approx(3, abs=0.5)
    assert told["dropped"] == 0


@pytest.mark.parametrize("kind", ["input", "output"])
def test_a_device_is_found_by_a_part_of_its_name(pulse: Pulse, kind: str) -> None:
    for name in ("", "PULSE", "efau"):
        assert lines(run(pulse.environment, "open_one", kind, name)) == [{"error": ""}]


@pytest.mark.parametrize(("name", "problem"), [("Yeti", "no device"), ("ul", "several devices")])
def test_a_name_that_fits_none_or_several_gets_the_names_there_are(
    pulse: Pulse, name: str, problem: str
) -> None:
    told = lines(run(pulse.environment, "open_one", "input", name))[0]
    assert told["error"] == "InputError"
    assert problem in told["problem"]
    assert name in told["problem"]
    assert "'pulse'" in told["hint"]


@pytest.mark.parametrize(("kind", "part"), [("input", "microphone"), ("output", "loudspeaker")])
def test_a_machine_without_sound_says_which_part_is_missing(
    soundless: dict[str, str], kind: str, part: str
) -> None:
    told = lines(run(soundless, "open_one", kind, ""))[0]
    assert told["error"] == "MissingPartError"
    assert part in told["problem"]
    assert told["hint"]


def test_without_portaudio_the_command_that_installs_it_is_named() -> None:
    program = (
        "import ctypes.util; ctypes.util.find_library = lambda name: None\n"
        "import tests.card_child as child; child.open_one('output', '')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = lines(done.stdout)[0]
    if not told["error"]:
        pytest.skip("sounddevice brings its own PortAudio here")
    assert told["error"] == "MissingPartError"
    assert "PortAudio" in told["problem"]
    assert "install" in told["hint"].casefold()


def test_a_mistake_in_the_sound_thread_is_kept_and_leaves_silence(pulse: Pulse) -> None:
    told = lines(run(pulse.environment, "break_down"))[0]
    assert PROBLEM in told["failure"]
    assert told["alive"]


def test_a_session_speaks_and_is_interrupted_by_what_it_hears(
    pulse: Pulse, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "speaker"
    with pulse.recording(path), running(pulse.environment, "session", "", "", "") as process:
        told = until(process, "said")
        pulse.play(Tone().pull(SAMPLE_RATE // 2))
        told += until(process, "outcome")
        process.wait()
    assert having(told, "said") == [LONG, SHORT]
    ended = [(line["ended"], line["interrupted"]) for line in told if "ended" in line]
    assert ended == [(1, True), (2, False)]
    assert having(told, "outcome") == ["completed"]
    assert not lost(told)
    assert len(loud(recorded(path))) > SAMPLE_RATE // 2
    assert having(told, "session")[0] == pytest.approx(having(told, "took")[0], abs=1)
    record_property("cpu", having(told, "cpu")[0])


@pytest.mark.flaky(reruns=2)
@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_the_first_second_of_speech_is_whole_also_where_the_server_converts_it(
    rate: int, tmp_path: Path
) -> None:
    with closing(Pyttsx3Voice()) as voice:
        meant = voice.render(LONG)[:SAMPLE_RATE]
    path = tmp_path / "speaker"
    with pulse_server(rate) as server, server.recording(path):
        told = lines(run(server.environment, "session", "none", "", ""))
    heard = recorded(path)
    size = 1 << (len(heard) + len(meant)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(meant, size)))
    at = int(likeness.argmax())
    # With the two resamplers on the way to the recorder 0.92 is as good as it gets.
    assert np.corrcoef(heard[at : at + len(meant)], meant)[0, 1] > 0.9
    assert having(told, "session")[0] == pytest.approx(having(told, "took")[0], abs=1)


def test_without_sound_a_session_announces_it_and_takes_its_time_all_the_same(
    soundless: dict[str, str],
) -> None:
    told = lines(run(soundless, "session", "", "", ""))
    assert sorted(lost(told)) == ["loudspeaker", "microphone"]
    assert all(having(told, "remedy"))
    assert having(told, "said") == [LONG]
    assert having(told, "ended") == [1]
    assert having(told, "outcome") == ["completed"]
    assert having(told, "session")[0] > 2


def test_what_was_not_wanted_is_not_missed_and_a_room_nobody_can_speak_in_is_left() -> None:
    told = lines(run(dict(os.environ), "session", "none", "none", "patient"))
    assert not lost(told)
    assert having(told, "ended") == [1]
    assert having(told, "deserted") == [True]
    assert having(told, "outcome") == ["ended"]


def test_a_wrong_name_ends_a_session_before_it_begins(pulse: Pulse) -> None:
    told = lines(run(pulse.environment, "session", "Yeti", "", ""))
    assert [line["error"] for line in told] == ["InputError"]


def test_a_sound_server_that_dies_is_announced_and_the_session_goes_on() -> None:
    with pulse_server() as server, running(server.environment, "session", "", "", "") as process:
        told = until(process, "said")
        server.kill()
        told += until(process, "outcome")
        process.wait()
    assert sorted(lost(told)) == ["loudspeaker", "microphone"]
    assert having(told, "ended") == [1]
    assert having(told, "outcome") == ["completed"]


def test_ears_that_break_are_announced_and_the_session_goes_on(pulse: Pulse) -> None:
    told = lines(run(pulse.environment, "session", "", "", "broken"))
    assert lost(told) == ["ears"]
    assert PROBLEM in having(told, "problem")[0]
    assert having(told, "outcome") == ["completed"]


def test_ears_that_failed_once_hear_again(pulse: Pulse) -> None:
    told = lines(run(pulse.environment, "session", "", "", "flaky"))
    assert lost(told) == ["ears"]
    assert having(told, "back") == ["ears"]
    assert having(told, "outcome") == ["completed"]


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_session_cleanly(pulse: Pulse, sent: signal.Signals) -> None:
    with running(pulse.environment, "session", "", "", "") as process:
        told = until(process, "said")
        process.send_signal(sent)
        told += until(process, "outcome")
        assert process.wait() == 0
    assert having(told, "outcome") == ["stopped"]
    assert having(told, "interrupted") == [True]


def test_what_alsa_complains_of_as_the_program_ends_neither_shows_nor_crashes_it() -> None:
    complaining = (
        "import ctypes, threading, time\n"
        "from voice_guide.adapters.sound_card import stream\n"
        "alsa = ctypes.CDLL('libasound.so.2')\n"
        "def ask():\n"
        "    while True:\n"
        "        alsa.snd_pcm_open(ctypes.byref(ctypes.c_void_p()), b'nosuch', 0, 0)\n"
        "for _ in range(4):\n"
        "    threading.Thread(target=ask, daemon=True).start()\n"
        "time.sleep(0.05)\n"
    )
    if not find_library("asound"):
        pytest.skip("ALSA is not on this machine (Debian package libasound2)")
    command = [sys.executable, "-c", complaining]
    for _ in range(5):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert (done.returncode, done.stderr) == (0, "")
