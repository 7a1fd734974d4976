"""Reads the words of calibration."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from voice_guide.language.naming import naming


@dataclass(frozen=True, slots=True)
class CalibrationWords:
    """A language's calibration.yaml."""

    said: Mapping[str, str]
    """What the guide says, by key."""
    phrases: tuple[str, ...]
    """What the person is asked to say."""
    advice: Mapping[str, str]
    shown: Mapping[str, str]


def load_calibration_words(code: str = "en") -> CalibrationWords:
    """The language's words; raise InputError."""
    path = Path(__file__).parent / code / "calibration.yaml"
    with naming(path):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        said = {key: value for key, value in data.items() if isinstance(value, str)}
        return CalibrationWords(said, tuple(data["phrases"]), data["advice"], data["shown"])
