"""Sound files."""

import io
import struct
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import numpy as np
import soundfile

from benchmarks.fuzz.mutation import spoilt
from benchmarks.fuzz.reader import Case, Reader
from voice_guide.adapters.wav_file import WavSource
from voice_guide.errors import VoiceGuideError

_BLOCK = 320
_MOST_BLOCKS = 200
_ODD = (0, 1, 2, 3, 8, 12, 16, 24, 32, 64, 255, 1000, 8000, 16000, 44100, 192000, 1 << 20,
        0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)  # fmt: skip
_FIELDS = ((4, "I"), (16, "I"), (20, "H"), (22, "H"), (24, "I"), (28, "I"), (32, "H"), (34, "H"),
           (40, "I"))  # fmt: skip
"""Of the header: length, size of the format, its kind, channels, rate, bytes a second, bytes a
frame, bits a sample, length of the data."""


def _seeds() -> tuple[bytes, ...]:
    noise = np.random.default_rng(5).uniform(-0.5, 0.5, 600)
    plain = io.BytesIO()
    with wave.open(plain, "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((noise * 32767).astype("<i2").tobytes())
    found = [plain.getvalue()]
    for kind, subtype, rate in (
        ("WAV", "PCM_24", 44_100),
        ("WAV", "FLOAT", 48_000),
        ("WAV", "IMA_ADPCM", 8_000),
        ("FLAC", "PCM_16", 16_000),
        ("OGG", "VORBIS", 16_000),
        ("AIFF", "PCM_16", 22_050),
        ("RF64", "PCM_16", 16_000),
    ):
        out = io.BytesIO()
        soundfile.write(out, np.stack([noise, noise], 1), rate, subtype, format=kind)
        found.append(out.getvalue())
    return tuple(found)


@contextmanager
def _files(folder: Path) -> Iterator[Case]:
    seeds = _seeds()
    file = folder / "sound.wav"

    def case(chance: Random) -> None:
        content = chance.choice((seeds[0], chance.choice(seeds)))
        if content is seeds[0] and chance.random() < 0.6:
            content = _header(bytearray(content), chance)
        else:
            content = spoilt(content[:80], chance) + content[80:]
        file.write_bytes(content)
        with suppress(VoiceGuideError), WavSource(file) as source:
            for _ in range(_MOST_BLOCKS):
                block = source.pull(_BLOCK)
                assert block.size == _BLOCK
                assert np.isfinite(block).all()
                if source.ended:
                    break

    yield case


def _header(content: bytearray, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 3))):
        place, form = chance.choice(_FIELDS)
        mask = 0xFFFF if form == "H" else 0xFFFFFFFF
        struct.pack_into(f"<{form}", content, place, chance.choice(_ODD) & mask)
    return bytes(content)


READERS = [Reader("sound files", 60, _files)]
