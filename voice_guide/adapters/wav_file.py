"""Sound files: any of them in, 16-bit mono at 16 kHz out."""

import wave
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile

from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import SAMPLE_RATE, Samples

LONGEST: Seconds = 8 * 3600
"""Longer than any session; a whole file is held in memory, 230 MB an hour."""

_CHUNK = 1 << 16  # frames read in one go
_HINT = "Give a WAV or FLAC file; 'ffmpeg -i IN OUT.wav' makes one of nearly anything."


def read_wav(path: Path) -> Samples:
    """Read a whole sound file of any rate, width and number of channels; raise InputError."""
    if not path.exists():
        raise InputError(f"{path}: there is no such file", hint="Check the path of the sound file.")
    if path.is_dir():
        raise InputError(f"{path}: this is a folder", hint="Name one sound file inside it.")
    try:
        with soundfile.SoundFile(path) as sound:
            return _mono(sound, path)
    except soundfile.LibsndfileError as error:
        raise InputError(f"{path}: not a sound file ({error.error_string})", hint=_HINT) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})", hint=_HINT) from error


def _mono(sound: soundfile.SoundFile, path: Path) -> Samples:
    if sound.frames > LONGEST * sound.samplerate:
        hours = sound.frames / sound.samplerate / 3600
        raise InputError(f"{path}: {hours:.1f} hours are too long", hint="Cut it to 8 hours.")
    resampler = Resampler(sound.samplerate, SAMPLE_RATE)
    blocks = []
    for frames in sound.blocks(_CHUNK, dtype="float32", always_2d=True):
        # A float file may hold what is no number; one of them would deafen all that follows.
        whole = np.nan_to_num(frames.mean(axis=1), nan=0.0, posinf=1.0, neginf=-1.0)
        blocks.append(resampler.convert(whole))
    blocks.append(resampler.flush())
    samples: Samples = np.concatenate(blocks)
    if not len(samples):
        raise InputError(f"{path}: there is no sound in it", hint=_HINT)
    return samples


class WavSink:
    """Writes a 16-bit mono WAV at 16 kHz block by block; what is louder than full scale clips.

    The header is put right after every block: a file that was never closed is still a WAV.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = path.open("wb")
        except OSError as error:
            raise self._unwritable(error) from error
        self._wave = wave.open(self._file)  # noqa: SIM115 - close() closes both
        self._wave.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        self.write(np.zeros(0, np.float32))

    def write(self, block: Samples) -> None:
        """Add a block to the end."""
        whole = np.rint(np.clip(block, -1.0, 1.0) * 32767).astype("<i2")
        try:
            self._wave.writeframes(whole.tobytes())
        except OSError as error:
            raise self._unwritable(error) from error

    def close(self) -> None:
        """Finish the file; a second time does nothing."""
        self._wave.close()
        self._file.close()

    def _unwritable(self, error: OSError) -> InputError:
        hint = "Choose a folder that exists, that you may write to, with room left."
        return InputError(f"{self._path}: cannot be written ({error.strerror})", hint=hint)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
