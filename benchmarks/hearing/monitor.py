"""What a loudspeaker plays, recorded with the time of each sample by the machine's own clock."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from voice_guide.core.units import Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples

_BYTES = 4
_DEVICE = ("-d", "speaker.monitor")
_FORMAT = (f"--rate={SAMPLE_RATE}", "--channels=1", "--format=float32le", "--latency-msec=5")


@dataclass
class Monitor:
    """A recording that goes on."""

    _pieces: list[bytes] = field(default_factory=list)
    _count: int = 0
    _begun: Seconds = float("inf")

    @property
    def sound(self) -> Samples:
        whole = b"".join(self._pieces)
        return np.frombuffer(whole[: len(whole) // _BYTES * _BYTES], "<f4").astype(np.float32)

    def sample(self, at: Seconds) -> int:
        """Which sample was heard at this time of `time.monotonic`.

        The recorder takes its time, too; by the least of all its delays, so that what remains of
        it makes sound seem to end later than it did.
        """
        return round((at - self._begun) * SAMPLE_RATE)

    def take(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._count += len(piece)
        heard = self._count / _BYTES / SAMPLE_RATE
        self._begun = min(self._begun, time.monotonic() - heard)


@contextmanager
def monitoring(environment: Mapping[str, str]) -> Iterator[Monitor]:
    """Record what is played as long as the block runs."""
    monitor = Monitor()
    command = ["parec", *_DEVICE, *_FORMAT]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as recorder:
        assert recorder.stdout is not None
        source = recorder.stdout.fileno()

        def read() -> None:
            while piece := os.read(source, 1 << 16):
                monitor.take(piece)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            yield monitor
        finally:
            recorder.terminate()
            reader.join(5)


def last_of(sound: Samples, wanted: Samples) -> tuple[int, int]:
    """Where in the recording a known sound begins, and the last sample that is still its own.

    It is looked for with its first two seconds; then, 5 ms by 5 ms, whether it is still the sound,
    until it has not been for 30 ms of what should be loud.
    """
    head = wanted[: 2 * SAMPLE_RATE]
    size = 1 << (sound.size + head.size).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(head, size)))
    start = int(np.argmax(likeness[: sound.size]))
    piece = SAMPLE_RATE // 200
    count = min(sound.size - start, wanted.size) // piece
    heard = sound[start : start + count * piece].reshape(count, piece)
    meant = wanted[: count * piece].reshape(count, piece)
    loud = np.sqrt(np.mean(meant**2, axis=1)) > AUDIBLE
    alike = np.sum((heard - meant) ** 2, axis=1) < 0.5 * np.sum(meant**2, axis=1)
    strange = 0
    last = -1
    for number in np.flatnonzero(loud):
        strange = 0 if alike[number] else strange + 1
        last = int(number) if alike[number] else last
        if strange == _STRANGE:
            break
    return start, start + (last + 1) * piece


_STRANGE = 6


AUDIBLE = 0.003
"""RMS of 5 ms; -50 dB."""


def first_sound(sound: Samples, after: int) -> int | None:
    """The first 5 ms that can be heard from this sample on."""
    loud = _loud(sound, after)
    return after + int(loud[0]) * (SAMPLE_RATE // 200) if loud.size else None


def last_sound(sound: Samples, after: int) -> int:
    """The end of the last 5 ms that can be heard."""
    loud = _loud(sound, after)
    return after + (int(loud[-1]) + 1) * (SAMPLE_RATE // 200) if loud.size else after


def _loud(sound: Samples, after: int) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    piece = SAMPLE_RATE // 200
    rest = sound[max(after, 0) :]
    pieces = rest[: rest.size // piece * piece].reshape(-1, piece)
    return np.flatnonzero(np.sqrt(np.mean(pieces**2, axis=1)) > AUDIBLE)
