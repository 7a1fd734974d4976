"""The doctor: what it finds on machines in any state, what it advises, and what it mends."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.commands import Run, voice_guide
from tests.conftest import ROOT
from tests.pulse import pulse_server
from voice_guide.adapters import pi_power, sound_server
from voice_guide.adapters.memory import free_memory
from voice_guide.adapters.model_store import KNOWN
from voice_guide.adapters.remembered_voice import damaged
from voice_guide.core.checkup.finding import Finding, Verdict, failed, next_step, passed, warned
from voice_guide.core.checkup.machine import power_finding, server_findings
from voice_guide.core.checkup.sound import Device, HeardBack, Sounding, sound_findings
from voice_guide.sound.echo_path import decay
from voice_guide.sound.probe import Back, come_back, probe
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring import folders, library
from voice_guide.wiring.disk import folder_state, mend_folder
from voice_guide.wiring.recommending import better_model

posix = pytest.mark.skipif(os.name != "posix", reason="rights and programs as POSIX has them")


def parts(run: Run) -> dict[str, dict[str, Any]]:
    return {finding["part"]: finding for finding in json.loads(run.out)}


@pytest.mark.slow
def test_on_a_sound_card_it_unmutes_plays_and_hears_itself() -> None:
    with pulse_server() as pulse:
        for order in (
            "load-module module-loopback source=speaker.monitor sink=mic latency_msec=60",
            "set-sink-mute speaker 1",
            "set-source-mute micin 1",
        ):
            subprocess.run(["pactl", *order.split()], env=pulse.environment, check=True)
        run = voice_guide("doctor", "--json", "--fix", environment=pulse.environment)
    found = parts(run)
    assert run.code == 0, run.out + run.err
    assert found["sound server"]["verdict"] == "pass"
    assert found["sound server"]["mended"] == "unmuted the loudspeaker and the microphone"
    assert "plays" in found["loudspeaker"]["found"] or "stuttered" in found["loudspeaker"]["found"]
    assert "hears a room" in found["microphone"]["found"]
    assert "heard back" in found["loudspeaker to microphone"]["found"]
    assert found["voice"]["verdict"] == found["model"]["verdict"] == "pass"


def test_it_mends_what_it_can_and_ends_with_the_one_thing_to_do(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    spoilt = cache / "voice-guide" / "voice" / "old.speech"
    spoilt.parent.mkdir(parents=True)
    spoilt.write_bytes(b"no speech")
    own = folders.routines() / "mine.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("title: Mine", encoding="utf-8")
    environment = {"XDG_CACHE_HOME": str(cache), "PULSE_SERVER": "unix:/nowhere"}
    run = voice_guide("doctor", "--fix", environment=environment)
    assert run.code == 0, run.out + run.err
    lines = run.out.splitlines()
    assert any(line.startswith("warn  routines:") and "mine.yaml" in line for line in lines)
    assert any(line.startswith("pass  routines: 1") for line in lines)
    assert any("removed 1 damaged files" in line for line in lines)
    assert lines[-1].startswith("Next: ")
    assert not spoilt.exists()
    assert damaged(spoilt.parent) == ()


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may do anything")
def test_it_gives_the_owner_the_rights_to_what_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "journal.sqlite"
    kept.touch(0o400)
    tmp_path.chmod(0o500)
    assert folder_state(tmp_path, files=(kept,)).problem
    assert "gave you the rights" in mend_folder(tmp_path, files=(kept,))
    assert not folder_state(tmp_path, files=(kept,)).problem
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "voice-guide").write_text("in the way", encoding="utf-8")
    run = voice_guide("doctor", "--json", "--fix", environment={"XDG_DATA_HOME": str(tmp_path)})
    found = parts(run)["journal"]
    assert found["verdict"] == "warn"
    assert "is a file" in found["found"]
    assert (tmp_path / "voice-guide").read_text(encoding="utf-8") == "in the way"


GOOD = Sounding(
    Device("USB", ("USB", "HDMI")), Device("USB", ("USB",)), -62.0, -20.0, HeardBack(-18, 0.06, 0)
)


@pytest.mark.parametrize(
    ("sounding", "part", "told"),
    [
        (
            Sounding(Device("", problem="busy", remedy="close it"), GOOD.microphone),
            "loudspeaker",
            "busy",
        ),
        (Sounding(GOOD.loudspeaker, Device("", problem="gone")), "microphone", "gone"),
        (Sounding(Device("USB", flows=False), GOOD.microphone), "loudspeaker", "takes no sound"),
        (Sounding(Device("USB", lost=9), GOOD.microphone), "loudspeaker", "stuttered"),
        (Sounding(GOOD.loudspeaker, Device("USB", flows=False)), "microphone", "gives no sound"),
        (Sounding(GOOD.loudspeaker, Device("USB"), -90, -200), "microphone", "nothing but silence"),
        (Sounding(GOOD.loudspeaker, Device("USB"), -60, 0.0), "microphone", "clips"),
        (Sounding(GOOD.loudspeaker, Device("USB"), -30, -10), "microphone", "loud"),
        (Sounding(GOOD.loudspeaker, Device("USB", lost=1), -60, -10), "microphone", "lost"),
        (
            Sounding(GOOD.loudspeaker, GOOD.microphone, -60, -10),
            "loudspeaker to microphone",
            "not heard back",
        ),
        (
            Sounding(GOOD.loudspeaker, GOOD.microphone, -60, -10, HeardBack(-9, 0.1, 1.0)),
            "loudspeaker to microphone",
            "HDMI",
        ),
        (
            Sounding(GOOD.loudspeaker, GOOD.microphone, -60, -10, HeardBack(-9, 0.4, 0)),
            "loudspeaker to microphone",
            "Bluetooth",
        ),
    ],
)
def test_what_is_wrong_with_sound_is_told(sounding: Sounding, part: str, told: str) -> None:
    (found,) = [
        f for f in sound_findings(sounding) if f.verdict is not Verdict.PASS and f.part == part
    ]
    assert told in f"{found.found} {found.remedy}"
    assert found.verdict is Verdict.WARN


def test_nothing_is_wrong_with_good_sound() -> None:
    assert {found.verdict for found in sound_findings(GOOD)} == {Verdict.PASS}


@pytest.mark.parametrize(
    ("level", "delay", "swallowed", "noise", "reverberation"),
    [(0, 0.05, 0, -70, 0), (-20, 0.12, 1.0, -60, 0.3), (-30, 0.2, 0.3, -55, 0.5)],
)
def test_the_test_sound_is_found_again_at_its_level_and_place(
    level: float, delay: float, swallowed: float, noise: float, reverberation: float
) -> None:
    played_at = round(0.8 * SAMPLE_RATE)
    sent = probe()
    sent[: round(swallowed * SAMPLE_RATE)] = 0
    room = decay(reverberation) if reverberation else np.ones(1, np.float32)
    back = np.convolve(sent, room) * 10 ** (level / 20)
    heard = 10 ** (noise / 20) * np.random.default_rng(0).standard_normal(4 * SAMPLE_RATE)
    at = played_at + round(delay * SAMPLE_RATE)
    heard[at : at + back.size] += back[: heard.size - at]
    found = come_back(heard.astype(np.float32), played_at)
    assert isinstance(found, Back)
    assert found.level == pytest.approx(level, abs=2)
    assert found.delay == pytest.approx(delay, abs=0.002)
    assert found.swallowed == pytest.approx(swallowed, abs=0.11)


def test_a_test_sound_that_never_came_back_is_not_found_in_noise() -> None:
    noise = 0.01 * np.random.default_rng(0).standard_normal(4 * SAMPLE_RATE)
    assert come_back(noise.astype(np.float32), round(0.8 * SAMPLE_RATE)) is None


@posix
def test_a_headset_in_telephone_mode_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlet = {"name": "x", "mute": False, "volume": {"mono": {"value_percent": "5%"}}}
    card = {
        "name": "bluez_card.00",
        "active_profile": "headset-head-unit",
        "properties": {"device.description": "My buds"},
    }
    told = {
        "info": {"server_name": "s", "default_sink_name": "x", "default_source_name": "gone"},
        "sinks": [outlet],
        "sources": [],
        "cards": [card],
    }
    for name, data in told.items():
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    program(tmp_path, "pactl", f'for last; do :; done; cat "{tmp_path}/$last"')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    server = sound_server.ask()
    assert server is not None
    said = " ".join(found.found for found in server_findings(server))
    assert "My buds works as a telephone" in said
    assert "turned down to 5 %" in said
    assert "has no microphone" in said


@posix
@pytest.mark.parametrize("answer", ["echo no json", "exit 1", "echo '[]'"])
def test_a_sound_server_that_answers_nonsense_is_passed_over(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "pactl", answer)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert sound_server.ask() is None


@posix
@pytest.mark.parametrize(
    ("bits", "degrees", "told"),
    [
        ("0x0", "48000", "pass Raspberry Pi 4, 48 degrees"),
        ("0x50005", "48000", "voltage is too low"),
        ("0x10000", "48000", "(earlier)"),
        ("0x8", "48000", "pass"),
        ("0x4", "81000", "heat"),
        ("0x0", "79000", "hot"),
        ("nonsense", "nonsense", "pass Raspberry Pi 4"),
    ],
)
def test_a_raspberry_pi_with_poor_power_or_heat_is_told(
    bits: str, degrees: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").write_bytes(b"Raspberry Pi 4\0")
    (tmp_path / "temp").write_text(degrees, encoding="ascii")
    program(tmp_path, "vcgencmd", f"echo throttled={bits}")
    monkeypatch.setenv("PATH", str(tmp_path))
    power = pi_power.ask(tmp_path / "model", tmp_path / "temp")
    assert power is not None
    found = power_finding(power)
    assert told in f"{found.verdict} {found.found} {found.remedy}"


def test_another_machine_is_not_taken_for_a_raspberry_pi(tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(b"Some board\0")
    assert pi_power.ask(tmp_path / "model") is None
    assert pi_power.ask(tmp_path / "nothing") is None


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ([warned("a", "x", "mend a"), failed("b", "y", "mend b")], "b: mend b"),
        ([passed("a", "x"), warned("c", "z", "mend c")], "c: mend c"),
        ([passed("a", "x")], "voice-guide play"),
    ],
)
def test_the_next_thing_to_do_is_what_fails_first(findings: list[Finding], told: str) -> None:
    assert told in next_step(findings)


def program(folder: Path, name: str, body: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.slow
def test_what_was_learnt_belongs_to_the_microphone_that_default_means_now() -> None:
    program = "from voice_guide.wiring.microphones import full_name; print(full_name(None))"
    with pulse_server() as pulse:

        def name() -> str:
            command = [sys.executable, "-c", program]
            done = subprocess.run(
                command, env=pulse.environment, capture_output=True, text=True, check=True, cwd=ROOT
            )
            return done.stdout.strip()

        first = name()
        pulse.control("load-module", "module-remap-source", "source_name=usb", "master=mic.monitor")
        pulse.control("set-default-source", "usb")
        assert "micin" in first
        assert "usb" in name()


def test_a_better_model_is_offered_only_where_this_machine_has_room_for_it() -> None:
    phrasebook = library.phrasebook(library.shelf().load("back-rub"), "en")
    speech = np.random.default_rng(3).standard_normal(SAMPLE_RATE, np.float32) / np.float32(10)
    better = better_model(phrasebook, speech)
    assert better is None or (better in KNOWN and better.memory < free_memory())
