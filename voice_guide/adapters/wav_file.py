"""Sound files: any of them in, 16-bit mono at 16 kHz out."""

import wave
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile

from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import SAMPLE_RATE, Samples, bounded

LONGEST: Seconds = 8 * 3600
"""Longer than any session."""
SLOWEST, FASTEST = 1_000, 1_000_000
"""Samples a second of a file; the resampler takes no others."""

_CHUNK = 1 << 16  # frames read in one go
_HINT = "Give a WAV or FLAC file; 'ffmpeg -i IN OUT.wav' makes one of nearly anything."


def read_wav(path: Path) -> Samples:
    """Read a whole sound file; raise InputError as WavSource does."""
    with WavSource(path) as source:
        return source.rest()


class _Closing(ABC):
    """Closed where its `with` ends."""

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class WavSource(_Closing):
    """A sound file of any rate, width and number of channels, read piece by piece.

    Raise InputError when it is missing, no sound file, empty or endless.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.is_dir():
            raise InputError(f"{path}: this is a folder", hint="Name one sound file inside it.")
        if not path.exists():
            raise InputError(f"{path}: there is no such file", hint="Check the sound file's path.")
        if not path.is_file():
            raise InputError(f"{path}: this is no ordinary file", hint=_HINT)
        with self._errors():
            self._sound = soundfile.SoundFile(path)
        self._check_header()
        self._resampler = Resampler(self._sound.samplerate, SAMPLE_RATE)
        self._waiting: Samples = np.zeros(0, np.float32)
        self._over = False

    @property
    def ended(self) -> bool:
        """Everything in it has been given."""
        return self._over and not self._waiting.size

    def pull(self, frames: int) -> Samples:
        """Give the next samples; silence after the end."""
        while self._waiting.size < frames and not self._over:
            self._waiting = np.concatenate([self._waiting, self._read()])
        block, self._waiting = self._waiting[:frames], self._waiting[frames:]
        return np.pad(block, (0, frames - block.size)) if block.size < frames else block

    def rest(self) -> Samples:
        """Give all that has not been given."""
        pieces = [self._waiting]
        while not self._over:
            pieces.append(self._read())
        self._waiting = np.zeros(0, np.float32)
        return np.concatenate(pieces)

    def close(self) -> None:
        """Give the file back."""
        self._sound.close()

    def _read(self) -> Samples:
        with self._errors():
            frames = self._sound.read(_CHUNK, dtype="float32", always_2d=True)
        if not frames.size:
            self._over = True
            return self._resampler.flush()
        return self._resampler.convert(bounded(frames).mean(axis=1))

    def _check_header(self) -> None:
        rate = self._sound.samplerate
        length = self._sound.frames / rate
        if not SLOWEST <= rate <= FASTEST:
            raise InputError(f"{self._path}: {rate} samples a second are no sound", hint=_HINT)
        if not length:
            raise InputError(
                f"{self._path}: there is no sound in it", hint="Record it again, or name another."
            )
        if length > LONGEST:
            hours = f"{self._path}: {length / 3600:.1f} hours are too long"
            raise InputError(hours, hint="Cut it to 8 hours.")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        path = self._path
        try:
            yield
        except soundfile.LibsndfileError as error:
            problem = f"{path}: not a sound file ({error.error_string})"
            raise InputError(problem, hint=_HINT) from error
        except OSError as error:
            problem = f"{path}: cannot be read ({error.strerror})"
            raise InputError(problem, hint=_HINT) from error


class WavSink(_Closing):
    """Writes a 16-bit mono WAV at 16 kHz block by block; what is louder than full scale clips.

    The header is put right every second: a file that was never closed is still a WAV.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = path.open("wb")
        except OSError as error:
            raise self._unwritable(error) from error
        self._wave = wave.open(self._file)  # noqa: SIM115 - close() closes both
        self._wave.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        self._unsettled = SAMPLE_RATE
        self.write(np.zeros(0, np.float32))

    def write(self, block: Samples) -> None:
        """Add a block to the end."""
        whole = np.rint(np.clip(block, -1.0, 1.0) * 32767).astype("<i2")
        self._unsettled += whole.size
        try:
            self._wave.writeframesraw(whole.tobytes())
            if self._unsettled >= SAMPLE_RATE:
                self._wave.writeframes(b"")
                self._file.flush()
                self._unsettled = 0
        except OSError as error:
            raise self._unwritable(error) from error

    def close(self) -> None:
        """Finish the file; a second time does nothing."""
        self._wave.close()
        self._file.close()

    def _unwritable(self, error: OSError) -> InputError:
        hint = "Choose a folder that exists, that you may write to, with room left."
        return InputError(f"{self._path}: cannot be written ({error.strerror})", hint=hint)
