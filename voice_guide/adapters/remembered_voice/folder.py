"""A folder of sentences on disk, each with a checksum: a damaged one might bang."""

import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voice_guide import private_file
from voice_guide.adapters.remembered_voice.memory import Speech
from voice_guide.core.messages import PartFailed
from voice_guide.ports import Report

_MAGIC = b"voice-guide speech 1\n"
_SUFFIX = ".speech"


def damaged(folder: Path) -> tuple[Path, ...]:
    """Remembered sentences that cannot be used; raise OSError for a folder that cannot be read."""
    found = sorted(file for file in folder.iterdir() if file.suffix == _SUFFIX)
    return tuple(file for file in found if _unpacked(file.read_bytes()) is None)


@dataclass(slots=True)
class Folder:
    """Keeps sentences by name, in at most `most` bytes.

    What is damaged is as good as not there; that the folder cannot be used is reported once.
    """

    path: Path
    report: Callable[[Report], None]
    most: int
    reported: bool = False
    since_trim: int | None = None
    """Bytes written since the folder was last made small enough; None at first."""

    def has(self, name: str) -> bool:
        try:
            return self._file(name).exists()
        except OSError:
            return False

    def read(self, name: str) -> Speech | None:
        file = self._file(name)
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._fail("read", error)
            return None
        # What is heard every day is never the oldest; in a read-only folder age does not matter.
        with suppress(OSError):
            os.utime(file)
        return _unpacked(content)

    def write(self, name: str, speech: Speech) -> None:
        content = _packed(speech)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            # Not worth waiting for the disk: it can be rendered again, and half of one is seen.
            private_file.put(self._file(name), content, lasting=False)
            self._trim(len(content))
        except OSError as error:
            self._fail("written to", error)

    def _trim(self, written: int) -> None:
        """Now and then, remove the oldest, with drafts that a pulled plug left behind."""
        if self.since_trim is not None and self.since_trim + written < self.most // 10:
            self.since_trim += written
            return
        self.since_trim = 0
        found = sorted(_by_age(self.path))
        size = sum(each for _, each, _ in found)
        for _, each, file in found:
            if size <= self.most:
                return
            file.unlink(missing_ok=True)
            size -= each

    def _file(self, name: str) -> Path:
        return self.path / f"{name}{_SUFFIX}"

    def _fail(self, action: str, error: OSError) -> None:
        if not self.reported:
            self.reported = True
            problem = f"{self.path} cannot be {action} ({error.strerror or error})"
            remedy = "Sentences are rendered anew each time. Make room there, or make it writable."
            self.report(PartFailed("voice cache", problem, remedy))


def _by_age(folder: Path) -> Iterator[tuple[int, int, Path]]:
    """Yield when each of our files was last used, its size, and where it is."""
    for file in folder.iterdir():
        if file.suffix in {_SUFFIX, private_file.DRAFT}:
            with suppress(FileNotFoundError):  # another session may be trimming too
                state = file.stat()
                yield state.st_mtime_ns, state.st_size, file


def _packed(speech: Speech) -> bytes:
    pcm = speech.astype("<i2").tobytes()
    return _MAGIC + zlib.crc32(pcm).to_bytes(4, "little") + pcm


def _unpacked(content: bytes) -> Speech | None:
    start = len(_MAGIC) + 4
    pcm = content[start:]
    checksum = zlib.crc32(pcm).to_bytes(4, "little")
    if not pcm or content[:start] != _MAGIC + checksum:
        return None
    return np.frombuffer(pcm, "<i2").astype(np.int16)
