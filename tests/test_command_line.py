"""The command line keeps its contract, also when what it is given is bad."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import samplerate
import soundfile

from tests.commands import events, voice_guide
from tests.conftest import ROOT
from tests.voices import Espeak
from voice_guide.sound.samples import SAMPLE_RATE, Samples

SHORT = """
title: Two strokes
summary: A short routine for a test.
parts:
  - title: The back
    steps:
      - {title: Warm the back, say: Glide up the back., areas: [lower_back], hold: 20, pressure: 3}
      - {title: Rest, say: Let your hands rest., areas: [mid_back], hold: 20, pressure: 1}
"""


@pytest.fixture
def short(tmp_path: Path) -> Path:
    file = tmp_path / "two-strokes.yaml"
    file.write_text(SHORT, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def saying() -> Callable[[float, str, float], Samples]:
    """Sound of somebody who says one thing at a moment, with silence after it."""
    voice = Espeak("en-us+steph")

    def said(at: float, text: str, after: float) -> Samples:
        quiet = [np.zeros(round(time * SAMPLE_RATE), np.float32) for time in (at, after)]
        return np.concatenate([quiet[0], voice.render(text), quiet[1]])

    return said


def test_the_list_tells_id_title_minutes_and_steps_of_every_routine() -> None:
    run = voice_guide("list", "--json")
    assert run.code == 0
    routines = json.loads(run.out)
    assert len(routines) >= 12
    for routine in routines:
        assert {"id", "title", "minutes", "steps"} <= set(routine)


def test_whoever_starts_run_py_is_told_of_its_tests() -> None:
    by_run_py = {"VOICE_GUIDE_COMMAND": "python3 run.py"}
    told = voice_guide("--help", environment=by_run_py).out
    assert "python3 run.py test: " in " ".join(told.split())


def test_a_routine_is_shown_in_full_as_data() -> None:
    run = voice_guide("show", "hot-stones", "--json")
    assert run.code == 0
    routine = json.loads(run.out)
    assert routine["parts"][0]["steps"][0]["say"]


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="espeak-ng's voices are meant")
def test_the_voices_are_listed_for_people_and_as_data() -> None:
    run = voice_guide("voices")
    assert run.code == 0
    first = next(line for line in run.out.splitlines() if line.startswith("en-us+m7"))
    assert re.split("  +", first.strip()) == [
        "en-us+m7", "English (America)", "male", "calm, the default",
    ]  # fmt: skip
    data = json.loads(voice_guide("voices", "--json").out)
    assert [voice["name"] for voice in data if voice["default"]] == ["en-us+m7"]


def test_a_spoken_next_in_a_wav_file_moves_the_step(
    short: Path, tmp_path: Path, saying: Callable[[float, str, float], Samples]
) -> None:
    soundfile.write(tmp_path / "in.wav", saying(35.0, "next", 30.0), SAMPLE_RATE)
    options = ("--skip-screening", "--events", "-", "--microphone", tmp_path / "in.wav")
    run = voice_guide("play", short, *options, "--loudspeaker", tmp_path / "out.wav")
    assert run.code == 0, run.err
    log = events(run.out)
    heard = [line for line in log if line["event"] == "heard"]
    assert [line["command"] for line in heard] == ["next"]
    steps = {line["number"]: line["at"] for line in log if line["event"] == "step"}
    assert steps[2] == pytest.approx(heard[0]["at"], abs=0.05)
    assert log[-1] == {"at": log[-1]["at"], "event": "finished", "outcome": "completed"}
    assert soundfile.info(tmp_path / "out.wav").duration == pytest.approx(log[-1]["at"], abs=0.5)


@pytest.mark.parametrize(
    "kind",
    [(44_100, 2, "PCM_16"), (16_000, 1, "PCM_U8"), (48_000, 1, "PCM_24"), (22_050, 1, "FLOAT")],
)
def test_a_microphone_file_of_any_kind_is_taken(
    short: Path,
    tmp_path: Path,
    saying: Callable[[float, str, float], Samples],
    kind: tuple[int, int, str],
) -> None:
    rate, channels, subtype = kind
    sound = samplerate.resample(saying(2.0, "that hurts", 1.0), rate / SAMPLE_RATE, "sinc_best")
    shaped = np.repeat(sound[:, None], channels, axis=1)
    soundfile.write(tmp_path / "in.wav", shaped, rate, subtype=subtype)
    run = voice_guide(
        "play", short, "--skip-screening", "--events", "-", "--microphone", tmp_path / "in.wav"
    )
    assert run.code == 0, run.err
    assert "that_hurts" in [line.get("command") for line in events(run.out)]


def test_the_same_session_gives_the_same_events_every_time(short: Path) -> None:
    options = ("--skip-screening", "--events", "-", "--loudspeaker")
    runs = [voice_guide("play", short, *options, short.with_suffix(".wav")) for _ in range(2)]
    assert runs[0].out == runs[1].out
    assert events(runs[0].out)[-1]["outcome"] == "completed"


def test_typed_commands_take_the_same_path_as_spoken_ones(short: Path, tmp_path: Path) -> None:
    run = voice_guide(
        *("play", short, "--skip-screening", "--typed", "--events", "-"),
        *("--loudspeaker", tmp_path / "out.wav"),
        typed="ready\ntoo much pressure\nGo to step 2.\nfinish\nyes\n",
    )
    assert run.code == 0, run.err
    log = events(run.out)
    commands = [line["command"] for line in log if line["event"] == "heard"]
    assert commands == ["next", "too_much_pressure", "go_to_step", "finish", "yes"]
    assert log[-1]["outcome"] == "stopped"


def test_without_a_command_a_routine_is_chosen_and_another_after_it(tmp_path: Path) -> None:
    run = voice_guide(
        *("--typed", "--events", "-", "--loudspeaker", tmp_path / "out.wav"),
        typed="the back rub\nskip the questions\nyes\nready\nchange the routine\nyes\n"
        "4\nskip the questions\nyes\nready\nfinish\nyes\n",
    )
    assert run.code == 0, run.err
    log = events(run.out)
    started = [line["routine"] for line in log if line["event"] == "session_started"]
    assert started == ["back-rub", "foam-roller"]
    times = [line["at"] for line in log]
    assert times == sorted(times)
    outcomes = [line["outcome"] for line in log if line["event"] == "finished"]
    assert outcomes == ["stopped", "stopped"]


def test_the_typed_time_is_kept(short: Path, tmp_path: Path) -> None:
    run = voice_guide(
        *("play", short, "--skip-screening", "--typed", "--events", "-"),
        *("--loudspeaker", tmp_path / "out.wav"),
        typed="@5 pause\n@9.5 go on\n",
    )
    heard = {line["text"]: line["at"] for line in events(run.out) if line["event"] == "heard"}
    assert heard == {"pause": 5.0, "go on": 9.5}


def test_a_session_without_any_sound_goes_on_with_words_and_typing(short: Path) -> None:
    run = voice_guide(
        *("play", short, "--skip-screening", "--typed", "--screen", "none"),
        *("--microphone", "none", "--loudspeaker", "none"),
        typed="ready\nnext\nfinish\nyes\nnext\n",
    )
    assert run.code == 0, run.err
    assert "Warm the back" in run.out
    assert "Rest" in run.out


def test_missing_devices_are_named_with_what_to_do(short: Path) -> None:
    run = voice_guide(
        *("play", short, "--skip-screening", "--typed", "--screen", "none", "--events"),
        short.with_suffix(".jsonl"),
        typed="ready\nfinish\nyes\nnext\n",
        environment={"PULSE_SERVER": "unix:/nowhere", "XDG_RUNTIME_DIR": "/nowhere"},
    )
    assert run.code == 0, run.err
    failed = [
        line
        for line in events(short.with_suffix(".jsonl").read_text(encoding="utf-8"))
        if line["event"] == "part_failed"
    ]
    if not failed:
        pytest.skip("this machine has a sound card")
    assert {line["part"] for line in failed} == {"microphone", "loudspeaker"}
    assert all(line["problem"] and line["remedy"] for line in failed)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("play", "no-such-routine"), 1, "no routine"),
        (("play", "back-rubb"), 1, "back-rub"),
        (("play", "back-rub", "--start", "99"), 1, "no step 99"),
        (("play", "back-rub", "--start", "soon"), 2, "not a whole number"),
        (("play", "back-rub", "--pace", "quick"), 2, "guided"),
        (("play",), 2, "ROUTINE"),
        (("dance",), 2, "dance"),
        (("play", "back-rub", "--microphone", "nowhere.wav"), 1, "nowhere.wav"),
        (("play", "back-rub", "--loudspeaker", "no/such/folder/out.wav"), 1, "out.wav"),
        (("play", "back-rub", "--microphone", "USB", "--loudspeaker", "x.wav"), 2, "USB"),
        (("play", "back-rub", "--loudspeaker", "x.wav", "--voice", "en-us+stef"), 1, "steph"),
        (("play", "back-rub", "--loudspeaker", "x.wav", "--events", "no/x"), 1, "no/x"),
        (("play", "back-rub", "--loudspeaker", "x.wav", "--echo", "nan"), 2, "between"),
        (("play", "back-rub", "--loudspeaker", "x.wav", "--echo", "1e9"), 2, "between"),
        (("play", "back-rub", "--loudspeaker", "x.wav", "--events", "./x.wav"), 2, "x.wav"),
        (("play", "back-rub", "--loudspeaker", ""), 2, "--loudspeaker: it is empty"),
        (("--typed", "play", "back-rub"), 2, "options come after the command"),
        (("play", "back-rub", "--speed", "1"), 2, "--speed goes with a room of WAV files alone"),
        (("play", "back-rub", "--echo", "0"), 2, "--loudspeaker FILE.wav"),
        (("play", "back-rub", "--microphone", "none", "--model", "m"), 2, "with a microphone"),
        (("play", "back-rub", "--loudspeaker", "x.wav", "--address"), 2, "--address goes with"),
        (("play", "back-rub", "--microphone", "x.wav", "--address", " "), 2, "letters only"),
        (("play", "back-rub", "--microphone", "x.wav", "--address", "№"), 2, "letters only"),
        (("play", "back-rub", "--microphone", "x.wav", "--address", "guide 42"), 2, "letters"),
        (("play", "back-rub", "--microphone", "x.wav", "--address", "'"), 2, "letters only"),
        (("play", "back-rub", "--model", " "), 2, "--model: it is empty"),
        (("listen", "--microphone", ""), 2, "--microphone: it is empty"),
        (("doctor", "--model", ""), 2, "--model: it is empty"),
        (("listen", "nowhere.wav"), 1, "nowhere.wav"),
        (("import", "https://example.com/rub"), 1, "Save the page from your browser"),
        (("history", "--forget", "Bob"), 1, "nobody called Bob"),
        (("listen", "--model", "/nowhere"), 3, "/nowhere"),
        (("check", "nowhere.yaml"), 1, "nowhere.yaml"),
        (("models", "get"), 2, "which one"),
    ],
)
def test_bad_input_is_named_with_its_exit_code(
    arguments: tuple[str, ...], code: int, told: str, tmp_path: Path
) -> None:
    run = voice_guide(*arguments, folder=tmp_path)
    assert run.code == code, run.err + run.out
    assert told in run.err + run.out
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("play", "back-rub", "--microphone", "in.wav", "--loudspeaker", "./in.wav"),
        ("play", "back-rub", "--microphone", "in.wav", "--events", "link.wav"),
        ("listen", "in.wav", "--events", "in.wav"),
    ],
)
def test_a_recording_is_never_written_over(arguments: tuple[str, ...], tmp_path: Path) -> None:
    recording = tmp_path / "in.wav"
    soundfile.write(recording, np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE)
    (tmp_path / "link.wav").symlink_to(recording)
    before = recording.read_bytes()
    run = voice_guide(*arguments, folder=tmp_path)
    assert run.code == 2, run.err + run.out
    assert "written over" in run.err
    assert recording.read_bytes() == before


def test_another_routine_is_begun_at_its_first_step(tmp_path: Path) -> None:
    run = voice_guide(
        *("play", "back-rub", "--start", "10", "--skip-screening", "--typed"),
        *("--events", "-", "--loudspeaker", tmp_path / "out.wav"),
        typed="ready\nchange the routine\nyes\nrolling out your back\nready\nfinish\nyes\n",
    )
    assert run.code == 0, run.err
    log = events(run.out)
    started = [line["routine"] for line in log if line["event"] == "session_started"]
    assert started == ["back-rub", "foam-roller"]
    steps = [line["number"] for line in log if line["event"] == "step"]
    assert steps == [10, 1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_without_room_is_named() -> None:
    command = [sys.executable, "-m", "voice_guide", "list"]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 1
    assert "No space left" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_routine_can_be_shown_where_only_ascii_can(tmp_path: Path) -> None:
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    text = voice_guide("show", "hot-stones", environment=ascii_only)
    assert text.code == 0, text.err
    own = tmp_path / "cafe.yaml"
    own.write_text(SHORT.replace("Two strokes", "Café strokes"), encoding="utf-8")
    data = voice_guide("show", own, "--json", environment=ascii_only)
    assert data.code == 0, data.err
    assert json.loads(data.out)["title"] == "Café strokes"


def test_the_doctor_names_a_journal_that_is_spoilt(tmp_path: Path) -> None:
    spoilt = tmp_path / "voice-guide" / "journal.sqlite"
    spoilt.parent.mkdir()
    spoilt.write_text("no database " * 100, encoding="utf-8")
    run = voice_guide("doctor", "--json", environment={"XDG_DATA_HOME": str(tmp_path)})
    parts = {finding["part"]: finding for finding in json.loads(run.out)}
    assert parts["journal"]["verdict"] == "warn"
    assert "journal.sqlite" in parts["journal"]["found"]


def test_a_corrupt_wav_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.wav").write_bytes(b"RIFF\x00\x00\x00\x00WAVEfmt nonsense")
    run = voice_guide("play", "back-rub", "--microphone", tmp_path / "in.wav")
    assert run.code == 1
    assert "in.wav" in run.err


def test_a_broken_model_is_named_and_typing_goes_on(short: Path, tmp_path: Path) -> None:
    model = tmp_path / "model"
    (model / "am").mkdir(parents=True)
    (model / "am" / "final.mdl").write_bytes(b"no model")
    soundfile.write(tmp_path / "in.wav", np.zeros(SAMPLE_RATE, np.float32), SAMPLE_RATE)
    run = voice_guide(
        *("play", short, "--skip-screening", "--typed", "--events", "-", "--model", model),
        *("--microphone", tmp_path / "in.wav"),
        typed="ready\nfinish\nyes\n",
    )
    log = events(run.out)
    assert run.code == 0, run.err
    assert "model" in [line["part"] for line in log if line["event"] == "part_failed"]
    assert log[-1]["outcome"] == "stopped"


def test_a_cache_that_cannot_be_written_is_announced_and_the_voice_goes_on(
    short: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    run = voice_guide(
        *("play", short, "--skip-screening", "--events", "-"),
        *("--loudspeaker", tmp_path / "out.wav"),
        environment={"XDG_CACHE_HOME": str(tmp_path / "cache")},
    )
    log = events(run.out)
    assert run.code == 0, run.err
    assert "voice cache" in [line["part"] for line in log if line["event"] == "part_failed"]
    assert log[-1]["outcome"] == "completed"
    assert float(np.abs(soundfile.read(tmp_path / "out.wav")[0]).max()) > 0.05


def test_closed_standard_input_does_not_matter(short: Path, tmp_path: Path) -> None:
    run = voice_guide(
        *("play", short, "--skip-screening", "--typed", "--events", "-"),
        *("--loudspeaker", tmp_path / "out.wav"),
        typed=None,
    )
    assert run.code == 0, run.err
    assert events(run.out)[-1]["outcome"] == "completed"


def test_past_sessions_are_listed_with_where_they_were_left(short: Path, tmp_path: Path) -> None:
    voice_guide(
        *("play", short, "--skip-screening", "--typed", "--loudspeaker", tmp_path / "out.wav"),
        typed="ready\nnext\nfinish\nyes\n",
    )
    run = voice_guide("history", "--json")
    (past,) = json.loads(run.out)
    expected = {
        "routine": "two-strokes",
        "step": 2,
        "side": None,
        "pressure": 1,
        "outcome": "stopped",
    }
    assert {key: past[key] for key in expected} == expected


def test_the_ears_alone_tell_what_they_would_obey_and_why_not(
    tmp_path: Path, saying: Callable[[float, str, float], Samples]
) -> None:
    sound = np.concatenate(
        [
            saying(0.5, "switch sides", 2.0),
            saying(0.5, "my brother went to the next village by train", 2.0),
        ]
    )
    soundfile.write(tmp_path / "talk.wav", sound, SAMPLE_RATE)
    run = voice_guide("listen", tmp_path / "talk.wav")
    assert run.code == 0, run.err
    found = events(run.out)
    assert [line["command"] for line in found if line["event"] == "heard"] == ["switch_sides"]
    assert all(line["reason"] for line in found if line["event"] == "ignored")


def test_the_demonstration_leaves_both_voices_in_a_file(tmp_path: Path) -> None:
    run = voice_guide("demo", "--events", "demo.jsonl", folder=tmp_path)
    assert run.code == 0, run.err
    log = events((tmp_path / "demo.jsonl").read_text(encoding="utf-8"))
    commands = [line["command"] for line in log if line["event"] == "heard"]
    assert commands == [
        "next",
        "too_much_pressure",
        "how_long",
        "repeat",
        "switch_sides",
        "that_hurts",
        "stay_gentle",
    ]
    assert log[-1]["outcome"] == "completed"
    with wave.open(str(tmp_path / "demo.wav")) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(log[-1]["at"], abs=0.5)


def test_the_doctor_names_every_part() -> None:
    run = voice_guide("doctor", "--json")
    parts = {finding["part"]: finding for finding in json.loads(run.out)}
    assert {"python", "loudspeaker", "microphone", "voice", "model", "routines"} <= set(parts)
    assert parts["voice"]["verdict"] == "pass"
    assert parts["model"]["verdict"] == "pass"
    assert all(finding["remedy"] for finding in parts.values() if finding["verdict"] != "pass")


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_session_in_files_that_is_ended_from_outside_says_so_in_its_log(
    short: Path, tmp_path: Path
) -> None:
    # Typed at a time that never comes: the session waits for it, and would go on for hours.
    log = tmp_path / "events.jsonl"
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "voice_guide", "play", short, "--skip-screening", "--typed"),
            *("--pace", "mine", "--loudspeaker", tmp_path / "out.wav", "--events", log),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    ) as process:
        assert process.stdin is not None
        process.stdin.write("@99999 next\n")
        process.stdin.close()
        until_it_speaks(log)
        process.terminate()
        assert process.wait(30) == 128 + signal.SIGTERM
    assert events(log.read_text(encoding="utf-8"))[-1]["outcome"] == "stopped"


def until_it_speaks(log: Path) -> None:
    for _ in range(600):
        if log.exists() and '"said"' in log.read_text(encoding="utf-8"):
            return
        time.sleep(0.05)
    pytest.fail("it never spoke")
