"""Synthetic people for tests: espeak-ng through pyttsx3, and flite."""

import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np

from tests.conftest import needs_program
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.adapters.wav_file import read_wav
from voice_guide.sound.samples import Samples


class Espeak:
    """A person with a voice of espeak-ng, another than the guide's own."""

    def __init__(self, voice: str = "en-us+Michael") -> None:
        self._voice = Pyttsx3Voice(voice, 150)

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        return self._voice.render(text, pace=pace)

    def close(self) -> None:
        self._voice.close()


class Flite:
    """A person with a voice of flite; skips the test where flite is missing."""

    def __init__(self, voice: str = "slt") -> None:
        self._program = needs_program("flite")
        self._voice = voice

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            stretch = f"duration_stretch={1 / pace}"
            command = [self._program, "-voice", self._voice, "--setf", stretch]
            subprocess.run([*command, "-t", text, "-o", str(file)], check=True, timeout=30)
            return levelled(read_wav(file))

    def close(self) -> None:
        """Nothing is kept open."""


def levelled(samples: Samples) -> Samples:
    """As loud as somebody who speaks softly: some 4 dB below the guide, by `speech_level`."""
    loud = samples[np.abs(samples) > 0.1 * np.abs(samples).max()]
    factor = 10 ** (-23 / 20) / max(float(np.sqrt(np.mean(loud**2))), 1e-6)
    sound: Samples = np.clip(samples * factor, -0.9, 0.9).astype(np.float32)
    return sound


class Remembering:
    """Renders a sentence once."""

    def __init__(self, inner: Espeak | Flite) -> None:
        self._render: Callable[[str], Samples] = cache(inner.render)

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        del pace
        return self._render(text)
