"""The words on the screen, from the language's labels.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from voice_guide.errors import InputError


@cache
def load_labels(code: str) -> Mapping[str, str]:
    """The labels of the language `code`, by key; raise InputError."""
    path = Path(__file__).parent / code / "labels.yaml"
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{path}: {error}", hint='Choose the language "en".') from error
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise InputError(
            f"{path}: wants a text for every label", hint='Put texts with ":" or "{" in quotes.'
        )
    return MappingProxyType(found)
