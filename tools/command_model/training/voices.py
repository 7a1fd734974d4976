"""People who do not exist: what espeak-ng, flite and festival say, whichever are installed."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import soundfile

from tools.command_model.export import SAMPLE_RATE
from tools.command_model.training.corpus import Spoken, plain, sound
from voice_guide.sound.samples import Samples

KINDS = "phrase", "words", "sentence"
_ACCENTS = (
    *("en-us",) * 5, *("en-gb",) * 3, "en-gb-scotland", "en-gb-x-rp", "en-us-nyc", "en-029",
    "en-gb-x-gbclan", "en-gb-x-gbcwmd",
)  # fmt: skip
_VARIANTS = (
    "", "", "", "adam", "Alex", "Alicia", "Andrea", "Andy", "Annie", "antonio", "aunty",
    "benjamin", "boris", "caleb", "david", "Denis", "Diogo", "ed", "edward", "Gene", "Gene2",
    "Hugo", "iven", "Jacky", "Lee", "marcelo", "Marco", "Mario", "max", "michel", "miguel",
    "Mike", "pablo", "pedro", "quincy", "rob", "robert", "steph", "steph2", "steph3", "anika",
    "f1", "f3", "f4", "m1", "m2", "m4", "m5", "m6", "m8", "klatt", "klatt2", "klatt3", "klatt4",
    "sandro", "shelby", "travis", "grandpa", "norbert", "RicishayMax3", "grandma",
)  # fmt: skip
"""Of espeak-ng. Kept for measuring, so not here: those of `benchmarks/hearing/people.py`
(Michael, belinda, f2, m7; m3, f5, paul, linda), and john, Nguyen, zac, victor, Henrique, with
which the operating point was chosen."""

_FLITE = ("slt", "slt", "rms", "rms", "kal")
"""awb and kal16 are kept for measuring."""

_FESTIVAL = ("cmu_us_slt_arctic_hts", "cmu_us_slt_arctic_hts", "kal_diphone", "ked_diphone")
_QUIET = 0.002
_EDGE = SAMPLE_RATE // 10
"""Samples of silence left before and after what is said."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something to be said, and how."""

    text: str
    kind: str
    program: str
    voice: str
    rate: float
    """espeak-ng: words a minute; the others: how much longer than usual."""
    pitch: int


def cast(texts: Sequence[tuple[str, str]], chance: Random) -> list[Line]:
    """Give each of (text, kind) a voice, a pace and a pitch."""
    there = [program for program in _SHARES if shutil.which(program)]
    if not there:
        raise FileNotFoundError("no voice: install espeak-ng (and flite, festival)")
    shares = [_SHARES[program] for program in there]
    lines = []
    for text, kind in texts:
        program = chance.choices(there, shares)[0]
        voice, rate, pitch = _manner(program, chance)
        lines.append(Line(text, kind, program, voice, rate, pitch))
    return lines


def _manner(program: str, chance: Random) -> tuple[str, float, int]:
    if program == "espeak-ng":
        variant = chance.choice(_VARIANTS)
        voice = chance.choice(_ACCENTS) + (f"+{variant}" if variant else "")
        return voice, chance.randint(115, 215), chance.randint(22, 78)
    voices = _FLITE if program == "flite" else _FESTIVAL
    return chance.choice(voices), round(chance.uniform(0.8, 1.3), 2), 0


def speak(lines: Sequence[Line], folder: Path) -> Iterator[Spoken]:
    """Say each line into a file of `folder`; what a voice cannot say is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, line in enumerate(lines):
        file = folder / f"{number:06d}.flac"
        try:
            spoken = _trimmed(_PROGRAMS[line.program](line))
        except (subprocess.SubprocessError, soundfile.SoundFileError):
            continue
        if spoken.size > 2 * _EDGE:
            soundfile.write(file, spoken, SAMPLE_RATE)
            yield Spoken(file, plain(line.text), f"{line.program} {line.voice}", line.kind)


def _espeak(line: Line) -> Samples:
    manner = ["-v", line.voice, "-s", f"{line.rate:g}", "-p", str(line.pitch)]
    command = ["espeak-ng", *manner, "--stdout", line.text]
    made = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603
    return _piped(made.stdout)


def _piped(wav: bytes) -> Samples:
    """What espeak-ng writes to a pipe: its header has no length."""
    start = wav.find(b"data") + 8
    samples = np.frombuffer(wav[start : start + (len(wav) - start) // 2 * 2], "<i2")
    rate = int.from_bytes(wav[24:28], "little")
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format="WAV")
    file.seek(0)
    return sound(file)


def _flite(line: Line) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        stretch = ["--setf", f"duration_stretch={line.rate:g}"]
        command = ["flite", "-voice", line.voice, *stretch, "-t", line.text, "-o", str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603
        return sound(file)


def _festival(line: Line) -> Samples:
    with tempfile.TemporaryDirectory() as folder:
        file, job = Path(folder) / "said.wav", Path(folder) / "job.scm"
        job.write_text(
            f"(voice_{line.voice})\n(Parameter.set 'Duration_Stretch {line.rate:g})\n"
            f'(utt.save.wave (utt.synth (Utterance Text "{line.text}")) "{file}" \'riff)\n'
        )
        command = ["festival", "-b", str(job)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603
        return sound(file)


def _trimmed(spoken: Samples) -> Samples:
    loud = np.flatnonzero(np.abs(spoken) > _QUIET)
    return spoken[max(0, loud[0] - _EDGE) : loud[-1] + _EDGE] if loud.size else spoken[:0]


_PROGRAMS: dict[str, Callable[[Line], Samples]] = {
    "espeak-ng": _espeak,
    "flite": _flite,
    "festival": _festival,
}
_SHARES = {"espeak-ng": 7, "flite": 2, "festival": 1}
