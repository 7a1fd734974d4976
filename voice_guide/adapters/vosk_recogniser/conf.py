"""The settings of a model that Vosk dies of, and the whole program with it.

Most of what is wrong in them Vosk refuses. What stands here it asserts (`Check` and `KALDI_ASSERT`
of Kaldi's decodable-simple-looped.h, online-endpoint.cc, feature-window.cc, mel-computations.cc),
or computes for ever. The limits are wider than what any model has, and nearly all that it takes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from voice_guide.errors import MissingPartError

_DECODING: Mapping[str, tuple[float, float]] = {
    "frames-per-chunk": (1, 10_000),
    "frame-subsampling-factor": (1, 10_000),
    "acoustic-scale": (1e-30, 1e30),
    "extra-left-context-initial": (0, 100_000),
    "lattice-beam": (1e-30, 1e30),
    "hash-ratio": (1, 1000),
}
_FEATURES: Mapping[str, tuple[float, float]] = {
    "sample-frequency": (1000, 100_000),
    "frame-length": (10, 10_000),
    "frame-shift": (0.2, 10_000),
    "preemphasis-coefficient": (0, 1),
    "num-mel-bins": (3, 110),
    "num-ceps": (1, 110),
    "low-freq": (0, 100_000),
    "high-freq": (-100_000, 100_000),
    "dither": (-100_000, 100_000),
    "cepstral-lifter": (-100_000, 100_000),
    # -1: none is dropped. With a few hundred Vosk asks for some that are gone.
    "max-feature-vectors": (-1, -1),
}
_SILENCE = "endpoint.silence-phones"
_PHONE = re.compile(r"\s*[+-]?\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Setting:
    line: int
    text: str


def check_conf(model: Path) -> None:
    """Raise MissingPartError for a setting of the model in this folder that Vosk would die of."""
    features = model / "conf" / "mfcc.conf"
    decoding = model / "conf" / "model.conf"
    if not ((model / "am" / "final.mdl").is_file() and features.is_file()):
        # An old model: Vosk knows how to decode with it, and reads nothing of that.
        features, decoding = model / "mfcc.conf", Path()
    if features.is_file():
        _check_limits(features, _settings(features), _FEATURES)
    if decoding.is_file():
        found = _settings(decoding)
        _check_limits(decoding, found, _DECODING)
        _check_silence(decoding, found.get(_SILENCE))


def _check_limits(
    file: Path, found: Mapping[str, _Setting], limits: Mapping[str, tuple[float, float]]
) -> None:
    for name in limits.keys() & found.keys():
        least, most = limits[name]
        setting = found[name]
        try:
            number = float(setting.text)
        except ValueError:
            continue  # Vosk refuses it.
        if not least <= number <= most:  # true of nan, too
            problem = f"--{name} is {setting.text}, and must be from {least:g} to {most:g}"
            raise _refused(f"{file}:{setting.line}", problem)


def _check_silence(file: Path, setting: _Setting | None) -> None:
    needed = "the numbers of its sounds that are silence, such as 1:2:3"
    if setting is None or not setting.text:
        where = str(file) if setting is None else f"{file}:{setting.line}"
        raise _refused(where, f"--{_SILENCE} is missing: {needed}")
    phones = setting.text.split(":")
    whole = all(_PHONE.fullmatch(phone) for phone in phones)
    if not whole or len({int(phone) for phone in phones}) < len(phones):
        problem = f"--{_SILENCE} is {setting.text}, and must be {needed}, each of them once"
        raise _refused(f"{file}:{setting.line}", problem)


def _settings(file: Path) -> dict[str, _Setting]:
    """By name, as Kaldi's parse-options.cc reads them: of two of a name the second counts."""
    return dict(_read(file.read_bytes().decode("latin-1")))


def _read(text: str) -> Iterator[tuple[str, _Setting]]:
    for number, line in enumerate(text.split("\n"), start=1):
        name, equals, value = line.partition("#")[0].strip().partition("=")
        if name.startswith("--") and equals:
            yield name[2:].lower().replace("_", "-"), _Setting(number, value.strip())


def _refused(where: str, problem: str) -> MissingPartError:
    return MissingPartError(
        f"{where}: {problem}",
        hint="Put it right, or install that model again; "
        "`voice-guide models` lists the models that are there.",
    )
