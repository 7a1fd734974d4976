"""What all recognisers need of Vosk: a model, and sound as it takes it."""

from pathlib import Path

import numpy as np
import vosk

from voice_guide.adapters.vosk_recogniser.conf import check_conf
from voice_guide.core.units import Decibels
from voice_guide.errors import MissingPartError
from voice_guide.sound.level import ratio
from voice_guide.sound.samples import SAMPLE_RATE, Samples

HISS: Decibels = -84.0
_LOOP = 3 * SAMPLE_RATE
"""Samples."""
_SILENCE = bytes(SAMPLE_RATE)
"""Half a second: more than a model waits for before it decodes."""


def loaded(path: Path, called: Path | None, purpose: str = "") -> vosk.Model:
    """The model in this folder; MissingPartError, which names it as `called`, when that fails."""
    vosk.SetLogLevel(-1)
    check_conf(called or path)
    try:
        model = vosk.Model(str(path))
        # A graph that was cut off is noticed only here, and some settings only with sound.
        vosk.KaldiRecognizer(model, SAMPLE_RATE).AcceptWaveform(_SILENCE)
    except Exception as error:
        raise MissingPartError(
            f"the speech model in {called or path} cannot be loaded{purpose}",
            hint="`voice-guide models` lists the models that are there.",
        ) from error
    return model


def recogniser(model: vosk.Model) -> vosk.KaldiRecognizer:
    """One that tells of each word when it was said, and how sure it is."""
    made = vosk.KaldiRecognizer(model, SAMPLE_RATE)
    made.SetWords(True)  # noqa: FBT003 - Vosk takes it by position
    return made


def pcm(block: Samples) -> bytes:
    """The block as whole numbers of 16 bits."""
    return (np.clip(block, -1.0, 1.0) * 32767).astype("<i2").tobytes()


class Hiss:
    """The noise that no open microphone lacks; the same each time.

    A microphone that is shut between words gives none, nor does a voice out of a machine, and the
    model takes the edges of such words for other speech: of 152 commands by four voices 18 had a
    share below 0.7, and with this none. It is 10 dB below the noise of a quiet room.
    """

    def __init__(self) -> None:
        noise = np.random.default_rng(0).standard_normal(_LOOP)
        self._noise: Samples = (ratio(HISS) * noise).astype(np.float32)
        self._at = 0

    def under(self, block: Samples) -> Samples:
        """The block with the next of it."""
        at = (self._at + np.arange(block.size)) % _LOOP
        self._at += block.size
        heard: Samples = block + self._noise[at]
        return heard

    def restart(self) -> None:
        """From its beginning."""
        self._at = 0


def unpacked(heard: bytes) -> Samples:
    """The sound again of which `pcm` made these."""
    sound: Samples = np.frombuffer(heard, "<i2").astype(np.float32) / np.float32(32767)
    return sound
