"""Reads the words of calibration."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml


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
    """The language's words; the file is part of the package, so a mistake in it is a bug."""
    text = files("voice_guide.language").joinpath(code, "calibration.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    said = {key: value for key, value in data.items() if isinstance(value, str)}
    return CalibrationWords(said, tuple(data["phrases"]), data["advice"], data["shown"])
