"""How words are pronounced where no dictionary is to be trusted: data of the language."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import yaml

from voice_guide.errors import InputError
from voice_guide.language.naming import naming

_FOLDER = Path(__file__).parent

Pronunciations: TypeAlias = Mapping[str, tuple[tuple[str, ...], ...]]
"""A word, to each way of saying it: sounds of CMUdict, without stress."""


def load_pronunciations(code: str, extra: Path | None = None) -> Pronunciations:
    """The shipped ones, and those of a file of the user's own, which count first.

    Raise InputError for a file that is not of the form of `en/pronunciations.yaml`.
    """
    return {
        **_read(_FOLDER / code / "pronunciations.yaml"),
        **(_read(extra) if extra is not None else {}),
    }


def _read(path: Path) -> Pronunciations:
    with naming(path, "It is to be like voice_guide/language/en/pronunciations.yaml."):
        text = path.read_text(encoding="utf-8")
        # Only texts, or the word "no" would be a truth value.
        entries = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 - it makes no objects
    if not isinstance(entries, dict):
        raise InputError(f"{path}: must be a mapping (word: SOUNDS)")
    return {
        str(word).lower(): tuple(
            tuple(str(way).split()) for way in (said if isinstance(said, list) else [said])
        )
        for word, said in entries.items()
    }
