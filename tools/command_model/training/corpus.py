"""Labelled sound: folders of recordings, and what synthetic voices have said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import soundfile
import soxr

from tools.command_model.export import SAMPLE_RATE
from voice_guide.core.units import Seconds
from voice_guide.sound.samples import Samples

LABELS = "labels.tsv"
_SUFFIXES = {".wav", ".flac", ".ogg"}
_WORD = re.compile(r"[a-z][a-z']*|'[a-z]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One recording and its words."""

    file: Path
    words: tuple[str, ...]
    speaker: str
    kind: str
    """Recordings of a kind are drawn from together; `synthetic` are those of this recipe."""


def labelled(folder: Path) -> Iterator[Spoken]:
    """What `labels.tsv` lists: file, text, speaker, kind, each in a column; further ones are free.

    A line whose text is not plain words, or is empty, is passed over. ValueError where a file
    that is listed is missing.
    """
    for number, line in enumerate((folder / LABELS).read_text(encoding="utf-8").splitlines(), 1):
        columns = [*line.split("\t"), "", "", ""]
        file, words = folder / columns[0], plain(columns[1])
        if not words or columns[0] == "file":
            continue
        if not file.is_file():
            raise ValueError(f"{folder / LABELS}, line {number}: there is no {file}")
        yield Spoken(file, words, columns[2], columns[3] or folder.name)


def plain(text: str) -> tuple[str, ...]:
    """The words of a text in small letters; none where it has digits or signs that are read."""
    bare = re.sub(
        r"[-.,;:!?\"()/]", " ", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    words = tuple(bare.split())
    return words if all(_WORD.fullmatch(word) for word in words) else ()


def sound(file: Path | BytesIO) -> Samples:
    """16 kHz, one channel."""
    samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
    mono = samples.mean(axis=1)
    heard: Samples = mono if rate == SAMPLE_RATE else soxr.resample(mono, rate, SAMPLE_RATE)
    return heard


def cut_up(folder: Path, length: Seconds) -> Iterator[Samples]:
    """The sound files of a folder, in pieces of `length`; the last of a file may be shorter."""
    size = round(length * SAMPLE_RATE)
    for file in sorted(f for f in folder.rglob("*") if f.suffix in _SUFFIXES):
        whole = sound(file)
        for start in range(0, whole.size - size // 2, size):
            yield whole[start : start + size]
