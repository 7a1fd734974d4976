"""How soon a session speaks, how much memory it takes, how fast it runs in a room of files."""

import sys
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.measured import ROOT, median, until_line, whole
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.sound.samples import SAMPLE_RATE

_MODEL = str(ROOT / "models" / "command-en")
_RUNS = 5
_MINUTES = 40
_EVERY = 150
"""Seconds between two commands of the giver."""


def run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        _long(Path(folder))


def _start(folder: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_DATA_HOME": str(folder / "data")}
    play = ["play", "back-rub", "--microphone", str(_noise(folder, 60)), "--events", "-"]
    ours = [sys.executable, "-m", "voice_guide", *play]
    rival = [sys.executable, "-m", "benchmarks.rivals", "start", _MODEL]
    until_line(ours, '"said"', environment)  # the voice remembers its sentences from here on
    times = [
        (until_line(ours, '"said"', environment), until_line(rival, "spoken", environment))
        for _ in range(_RUNS)
    ]
    own, other = (median(column) for column in zip(*times, strict=True))
    print(f"warm start to first word: {own:.2f} s (goal 1.5)")
    print(f"  rival, pyttsx3 and Vosk as in their examples: {other:.2f} s; ratio {own / other:.2f}")


def _long(folder: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_DATA_HOME": str(folder / "data")}
    routine = folder / "long.yaml"
    routine.write_text(_routine(), encoding="utf-8")
    spoken = _spoken(folder)
    play = ["play", str(routine), "--skip-screening", "--microphone", str(spoken)]
    sound = ["--loudspeaker", str(folder / "out.wav"), "--events", str(folder / "events.jsonl")]
    ours = whole([sys.executable, "-m", "voice_guide", *play, *sound], environment)
    rival = whole(
        [sys.executable, "-m", "benchmarks.rivals", "listen", _MODEL, str(spoken)], environment
    )
    heard = (folder / "events.jsonl").read_text(encoding="utf-8").count('"heard"')
    minutes = soundfile.info(folder / "out.wav").duration / 60
    print(f"{minutes:.0f} minutes in a room of files: {ours.wall:.1f} s (goal 60), {heard} obeyed")
    print(f"  rival, Vosk's microphone example on the same sound: {rival.wall:.1f} s")
    print(f"  ratio {ours.wall / rival.wall:.2f}, and the rival does not speak")
    print(f"memory: {ours.memory:.0f} MB, voice process {ours.children:.0f} MB at most (goal 200)")
    print(f"  rival: {rival.memory:.0f} MB; ratio {ours.memory / rival.memory:.2f}")


def _routine() -> str:
    steps = "\n".join(
        f"      - {{title: Step {n}, say: Knead slowly., areas: [lower_back], hold: 4 min}}"
        for n in range(1, _MINUTES // 4 + 1)
    )
    head = "title: A long one\nsummary: For measuring.\nparts:\n  - title: All\n    steps:\n"
    return head + steps + "\n"


def _room(seconds: float) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """A quiet room: faint noise at -62 dBFS."""
    noise = np.random.default_rng(1).standard_normal(round(seconds * SAMPLE_RATE))
    return (noise * 10 ** (-62 / 20)).astype(np.float32)


def _noise(folder: Path, seconds: float) -> Path:
    file = folder / "quiet.wav"
    soundfile.write(file, _room(seconds), SAMPLE_RATE)
    return file


def _spoken(folder: Path) -> Path:
    room = _room(_MINUTES * 60)
    voice = Pyttsx3Voice("en-us+Michael", 150)
    command = voice.render("how long is left")
    voice.close()
    for second in range(_EVERY, _MINUTES * 60 - 10, _EVERY):
        start = second * SAMPLE_RATE
        room[start : start + command.size] += command
    file = folder / "spoken.wav"
    soundfile.write(file, room, SAMPLE_RATE)
    return file
