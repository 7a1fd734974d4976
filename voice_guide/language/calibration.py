"""Reads the words of calibration."""

from collections.abc import Mapping
from dataclasses import dataclass

from voice_guide.language.naming import words_of


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
    with words_of(code, "calibration.yaml") as data:
        said = {key: value for key, value in data.items() if isinstance(value, str)}
        return CalibrationWords(said, tuple(data["phrases"]), data["advice"], data["shown"])
