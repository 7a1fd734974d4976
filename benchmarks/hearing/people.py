"""Eight synthetic people, none of them with the guide's own voice."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np

from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.adapters.wav_file import read_wav
from voice_guide.core.units import Decibels
from voice_guide.sound import speech
from voice_guide.sound.level import ratio, speech_level
from voice_guide.sound.samples import SAMPLE_RATE, Samples

LEVEL = speech.LEVEL
"""Of somebody near the microphone, as `speech_level` tells it: as loud as the guide is played."""

FLITE = ("slt", "rms", "awb", "kal16")
ESPEAK = ("en-us+Michael", "en-us+belinda", "en-us+f2", "en-us+m7")
INSTEAD_OF_FLITE = ("en-us+adam", "en-us+steph", "en-us+quincy", "en-us+f4")
OVER_THE_GUIDE = ("en-us+m3", "en-us+f5", "en-us+paul", "en-us+linda")
"""Four more, who were not used when the echo canceller was adjusted."""

_SILENT: Decibels = -35.0
"""Below the loudest 10 ms: whatever follows the last sound above this is not speech."""


class Speaker(Protocol):
    """Somebody who says things."""

    name: str

    def say(self, text: str) -> Samples: ...


class Espeak:
    def __init__(self, voice: str, files: ExitStack) -> None:
        self.name = f"espeak-ng {voice}"
        child = Pyttsx3Voice(voice, 150)
        files.callback(child.close)
        self.say = cache(lambda text: levelled(cut(child.render(text))))


class Flite:
    def __init__(self, voice: str) -> None:
        self.name = f"flite {voice}"
        self._voice = voice
        self.say = cache(self._say)

    def _say(self, text: str) -> Samples:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            command = ["flite", "-voice", self._voice, "-t", text, "-o", str(file)]
            subprocess.run(command, check=True, timeout=30)
            return levelled(cut(read_wav(file)))


@contextmanager
def people() -> Iterator[tuple[Speaker, ...]]:
    """Four of flite and four of espeak-ng; eight of espeak-ng where flite is missing."""
    with ExitStack() as files:
        flite = shutil.which("flite") is not None
        others: list[Speaker] = [Flite(name) for name in FLITE] if flite else []
        names = ESPEAK if flite else (*ESPEAK, *INSTEAD_OF_FLITE)
        yield (*others, *(Espeak(name, files) for name in names))


@contextmanager
def strangers() -> Iterator[tuple[Speaker, ...]]:
    """Four voices of espeak-ng beyond those of `people`."""
    with ExitStack() as files:
        yield tuple(Espeak(name, files) for name in OVER_THE_GUIDE)


def levelled(sound: Samples) -> Samples:
    """As loud as somebody near the microphone, which is as loud as the guide is played."""
    gain = ratio(LEVEL - speech_level(sound))
    loudest: Samples = np.clip(sound * gain, -0.99, 0.99).astype(np.float32)
    return loudest


def cut(sound: Samples) -> Samples:
    """From the first sound of speech to the last, to 10 ms: where a phrase truly ends."""
    size = SAMPLE_RATE // 100
    pieces = sound[: sound.size // size * size].reshape(-1, size)
    energy = np.sqrt(np.mean(pieces**2, axis=1))
    loud = np.flatnonzero(energy > energy.max() * ratio(_SILENT))
    return sound[loud[0] * size : (loud[-1] + 1) * size]
