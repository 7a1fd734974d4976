"""Reads the people of the demonstration, and their lines."""

from importlib.resources import files
from typing import Any

import yaml


def load_demo(code: str = "en") -> dict[str, Any]:
    """The language's demo.yaml; it is part of the package, so a mistake in it is a bug."""
    text = files("voice_guide.language").joinpath(code, "demo.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data
