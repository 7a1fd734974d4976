"""Reads the people of the demonstration, and their lines."""

from collections.abc import Mapping
from typing import Any

from voice_guide.language.naming import words_of


def load_demo(code: str = "en") -> Mapping[str, Any]:
    """The language's demo.yaml; raise InputError."""
    with words_of(code, "demo.yaml") as data:
        return dict(data)
