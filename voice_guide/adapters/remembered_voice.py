"""A Voice in front of a slower one: each sentence is rendered once, ahead of its time."""

import os
import tempfile
import threading
import zlib
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from voice_guide.core.messages import PartFailed
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError
from voice_guide.ports import Report, Voice
from voice_guide.sound.samples import Samples

MOST_ON_DISK = 200_000_000
MOST_IN_MEMORY = 16_000_000
"""Bytes; a minute of speech has 1.92 million."""

_MAGIC = b"voice-guide speech 1\n"
_SUFFIX, _DRAFT = ".speech", ".part"
_FAILURES = 3
"""In a row; then rendering ahead is given up, and each sentence is tried when it is needed."""

_Speech = NDArray[np.int16]


class RememberedVoice:
    """Remembers what `inner` renders, on disk and, as far as there is room, in memory.

    `key` is everything that `inner` depends on but text and pace. What is on disk and damaged is
    rendered anew; when the folder cannot be used, `report` is told once and memory must do.
    """

    def __init__(
        self,
        inner: Voice,
        folder: Path,
        key: str,
        report: Callable[[Report], None],
        *,
        most_on_disk: int = MOST_ON_DISK,
    ) -> None:
        self._inner = inner
        self._key = key
        self._disk = _Disk(folder, report, most_on_disk)
        self._memory = _Memory(MOST_IN_MEMORY)
        self._change = threading.Condition()
        self._ahead: deque[tuple[str, float]] = deque()
        self._urgent = 0
        self._worker: threading.Thread | None = None

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        """Return the spoken text; raise VoiceError. Goes before all that is prepared."""
        name = self._name(text, pace)
        speech = self._memory.get(name)
        if speech is None:
            speech = self._disk.read(name)
        if speech is None:
            with self._change:
                self._urgent += 1
            try:
                speech = self._rendered(text, pace)
            finally:
                with self._change:
                    self._urgent -= 1
                    self._change.notify_all()
            self._disk.write(name, speech)
        self._memory.put(name, speech)
        return (speech / 32767).astype(np.float32)

    def prepare(self, texts: Iterable[str], *, pace: float = 1.0) -> None:
        """Render these ahead, in order, in place of what was still to be prepared."""
        with self._change:
            self._ahead = deque((text, pace) for text in texts)
            if self._worker is None and self._ahead:
                self._worker = threading.Thread(target=self._work, name="prepare", daemon=True)
                self._worker.start()

    def prepared(self, within: Seconds) -> bool:
        """Wait until nothing is left to prepare; False when it takes longer."""
        with self._change:
            return self._change.wait_for(lambda: self._worker is None, within)

    def stop(self) -> None:
        """Prepare no more."""
        with self._change:
            self._ahead.clear()
            worker = self._worker
        if worker is not None:
            worker.join(1.0)

    def _work(self) -> None:
        failures = 0
        while (order := self._next_order()) is not None:
            text, pace = order
            name = self._name(text, pace)
            if failures >= _FAILURES or name in self._memory or self._disk.has(name):
                continue
            try:
                speech = self._rendered(text, pace)
            except VoiceGuideError:
                # It is tried again, and reported, when it is to be heard.
                failures += 1
                continue
            failures = 0
            self._disk.write(name, speech)
            self._memory.put(name, speech)

    def _next_order(self) -> tuple[str, float] | None:
        with self._change:
            self._change.wait_for(lambda: not self._urgent)
            if self._ahead:
                return self._ahead.popleft()
            self._worker = None
            self._change.notify_all()
            return None

    def _rendered(self, text: str, pace: float) -> _Speech:
        samples = self._inner.render(text, pace=pace)
        return np.rint(np.clip(samples, -1.0, 1.0) * 32767).astype(np.int16)

    def _name(self, text: str, pace: float) -> str:
        return sha256(f"{self._key}\n{pace:.3f}\n{text}".encode("utf-8", "replace")).hexdigest()


def damaged(folder: Path) -> tuple[Path, ...]:
    """Remembered sentences that cannot be used; raise OSError for a folder that cannot be read."""
    found = sorted(file for file in folder.iterdir() if file.suffix == _SUFFIX)
    return tuple(file for file in found if _unpacked(file.read_bytes()) is None)


class _Memory:
    """The latest sentences."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, _Speech] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __contains__(self, name: str) -> bool:
        return name in self._held

    def get(self, name: str) -> _Speech | None:
        with self._lock:
            return self._held.get(name)

    def put(self, name: str, speech: _Speech) -> None:
        with self._lock:
            before = self._held.pop(name, None)
            self._held[name] = speech
            self._size += speech.nbytes - (0 if before is None else before.nbytes)
            while self._size > self._most and len(self._held) > 1:
                _, oldest = self._held.popitem(last=False)
                self._size -= oldest.nbytes


@dataclass(slots=True)
class _Disk:
    """A folder of sentences, each with a checksum: a damaged one might bang."""

    folder: Path
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

    def read(self, name: str) -> _Speech | None:
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

    def write(self, name: str, speech: _Speech) -> None:
        content = _packed(speech)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._replace(self._file(name), content)
            self._trim(len(content))
        except OSError as error:
            self._fail("written to", error)

    def _replace(self, file: Path, content: bytes) -> None:
        """Written whole, then named: nobody ever reads half a sentence."""
        handle, draft = tempfile.mkstemp(dir=self.folder, suffix=_DRAFT)
        try:
            with os.fdopen(handle, "wb") as output:
                output.write(content)
            Path(draft).replace(file)
        except OSError:
            Path(draft).unlink(missing_ok=True)
            raise

    def _trim(self, written: int) -> None:
        """Now and then, remove the oldest, with drafts that a pulled plug left behind."""
        if self.since_trim is not None and self.since_trim + written < self.most // 10:
            self.since_trim += written
            return
        self.since_trim = 0
        found = sorted(_by_age(self.folder))
        size = sum(each for _, each, _ in found)
        for _, each, file in found:
            if size <= self.most:
                return
            file.unlink(missing_ok=True)
            size -= each

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"

    def _fail(self, action: str, error: OSError) -> None:
        if not self.reported:
            self.reported = True
            problem = f"{self.folder} cannot be {action} ({error.strerror or error})"
            remedy = "Sentences are rendered anew each time. Make room there, or make it writable."
            self.report(PartFailed("voice cache", problem, remedy))


def _by_age(folder: Path) -> Iterator[tuple[int, int, Path]]:
    """Yield when each of our files was last used, its size, and where it is."""
    for file in folder.iterdir():
        if file.suffix in {_SUFFIX, _DRAFT}:
            with suppress(FileNotFoundError):  # another session may be trimming too
                state = file.stat()
                yield state.st_mtime_ns, state.st_size, file


def _packed(speech: _Speech) -> bytes:
    pcm = speech.astype("<i2").tobytes()
    return _MAGIC + zlib.crc32(pcm).to_bytes(4, "little") + pcm


def _unpacked(content: bytes) -> _Speech | None:
    start = len(_MAGIC) + 4
    pcm = content[start:]
    checksum = zlib.crc32(pcm).to_bytes(4, "little")
    if not pcm or content[:start] != _MAGIC + checksum:
        return None
    return np.frombuffer(pcm, "<i2").astype(np.int16)
