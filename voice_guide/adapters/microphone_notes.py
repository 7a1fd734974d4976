"""What calibration found out of each microphone, in one small file of the person's own."""

import json
import math
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from voice_guide import private_file
from voice_guide.core.commands import CommandClass
from voice_guide.core.microphone import Measured, Thresholds
from voice_guide.core.units import Decibels
from voice_guide.errors import InputError

_DELETE = "Delete it, and calibrate again: voice-guide listen --calibrate"
_ROOM = 16_384
"""Bytes; the notes of some microphones take less."""


@dataclass(frozen=True, slots=True)
class Note:
    """One microphone."""

    when: str
    """Local time in ISO 8601."""
    noise: Decibels
    voice: Decibels | None
    passed: int
    of: int
    thresholds: Thresholds


def note(when: str, measured: Measured, thresholds: Thresholds) -> Note:
    """What of a calibration is kept."""
    answers = measured.answers
    return Note(when, measured.noise, measured.voice, measured.passed, len(answers), thresholds)


class MicrophoneNotes:
    """The file `path`; readable by its owner alone, always written whole."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> Mapping[str, Note]:
        """Every note, by the microphone's name; raise InputError for a file that is spoilt."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{self._path} cannot be read: {error}", hint=_DELETE) from error
        try:
            data = json.loads(text)
            return {str(name): _note(values) for name, values in data.items()}
        except (
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ArithmeticError,
            ValueError,
        ) as error:
            raise InputError(f"{self._path} is spoilt", hint=_DELETE) from error

    def keep(self, name: str, note: Note) -> None:
        """Write the note of a microphone in place of an older one; raise InputError."""
        self._write({**self.all(), name: note})

    def check(self) -> None:
        """Raise InputError now when nothing could be kept."""
        self.all()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._path.parent) as trial:
                trial.write(bytes(_ROOM))
        except OSError as error:
            raise self._unwritable(error) from error

    def forget(self, name: str) -> bool:
        """Remove the note of a microphone; False if there was none. Raise InputError."""
        found = dict(self.all())
        if found.pop(name, None) is None:
            return False
        self._write(found)
        return True

    def _write(self, notes: Mapping[str, Note]) -> None:
        text = json.dumps({name: asdict(each) for name, each in notes.items()}, indent=2)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            private_file.put(self._path, f"{text}\n".encode())
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> InputError:
        return InputError(
            f"{self._path} cannot be written: {error.strerror or error}",
            hint="Make room there, or make it writable.",
        )


def _note(values: Mapping[str, Any]) -> Note:
    own = values["thresholds"]
    floors = {
        CommandClass(kind): (_share(pair[0]), _share(pair[1]))
        for kind, pair in own["floors"].items()
    }
    voice = values["voice"]
    return Note(
        when=str(values["when"]),
        noise=_decibels(values["noise"]),
        voice=None if voice is None else _decibels(voice),
        passed=int(values["passed"]),
        of=int(values["of"]),
        thresholds=Thresholds(floors, _share(own["over_speech"])),
    )


def _decibels(value: Any) -> float:  # noqa: ANN401 - whatever JSON holds
    level = float(value)
    if not math.isfinite(level):
        raise ValueError(value)
    return level


def _share(value: Any) -> float:  # noqa: ANN401 - whatever JSON holds
    share = float(value)
    if not 0 <= share <= 1:  # true of nan, too
        raise ValueError(value)
    return share
