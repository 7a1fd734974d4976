"""Recordings of other people, noise and music, which are no part of the product."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from benchmarks.measured import ROOT
from voice_guide.core.units import Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples

FOLDER = ROOT.parent / "shared" / "audio"
MISSING = "left out: the recordings (`../shared/audio`) are not there"


def there() -> bool:
    return FOLDER.is_dir()


def files(kind: str) -> list[Path]:
    return sorted((FOLDER / kind).glob("*.flac"))


def read(file: Path) -> Samples:
    sound: Samples = soundfile.read(file, dtype="float32")[0]
    return sound


def track(kind: str, seconds: Seconds, piece: Seconds = 6.0) -> Samples:
    """Pieces of all recordings of a kind in turn, one after another, each as loud as the others.

    RMS 1, so that it can be mixed in at any level.
    """
    frames, size = round(seconds * SAMPLE_RATE), round(piece * SAMPLE_RATE)
    return np.concatenate(list(_pieces([read(f) for f in files(kind)], frames, size)))[:frames]


def _pieces(sounds: list[Samples], frames: int, size: int) -> Iterator[Samples]:
    at, turn = 0, 0
    while at < frames:
        sound = np.resize(sounds[turn % len(sounds)], max(size, 1 + sounds[0].size))
        start = (turn // len(sounds) * size) % max(1, sound.size - size)
        part = sound[start : start + size]
        loud = float(np.sqrt(np.mean(part.astype(np.float64) ** 2)))
        turn += 1
        if loud < 1e-4:
            continue
        yield (part / loud).astype(np.float32)
        at += size


def of_people(seconds: Seconds) -> Samples:
    """People reading and a person announcing things, a clip each in turn, as recorded."""
    speech, sentences = files("speech"), files("sentences")
    order = [*speech[::2], *sentences[::4], *speech[1::2]]
    found: list[Samples] = []
    while order and sum(map(len, found)) < seconds * SAMPLE_RATE:
        found += [read(order.pop(0)), np.zeros(SAMPLE_RATE, np.float32)]
    return np.concatenate(found)
