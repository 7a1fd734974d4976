"""How sure a model must be of a command: measured on it, and kept beside it in `floors.yaml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from voice_guide.core.commands import CommandClass
from voice_guide.errors import InputError

FILE = "floors.yaml"
"""For each class of command `one_word` and `several_words`, from 0 to 1."""

_KEYS = ("one_word", "several_words")

Floors: TypeAlias = Mapping[CommandClass, tuple[float, float]]
"""Least confidence for a phrase of one word, and of several."""


def read_floors(model: Path) -> Floors | None:
    """The floors of the model in this folder; None when none were measured.

    Raise InputError for a file of another form.
    """
    file = model / FILE
    if not file.is_file():
        return None
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
        return {kind: _pair(entries[kind.value]) for kind in CommandClass}
    except (OSError, ValueError, TypeError, LookupError, RecursionError, yaml.YAMLError) as error:
        raise InputError(
            f"{file}: does not tell how sure the model must be: {error}",
            hint="`python3 -m benchmarks model` writes it; without it the usual figures are used.",
        ) from error


def write_floors(floors: Floors, model: Path, remark: str) -> None:
    """Write the file, with a remark of one line above."""
    lines = [f"# {remark}"]
    for kind in CommandClass:
        pairs = zip(_KEYS, floors[kind], strict=True)
        lines.append(f"{kind.value}: {{{', '.join(f'{key}: {floor}' for key, floor in pairs)}}}")
    (model / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pair(entry: Mapping[str, Any]) -> tuple[float, float]:
    one, several = (float(entry[key]) for key in _KEYS)
    if not (0 <= one <= 1 and 0 <= several <= 1):
        raise ValueError(f"{one} and {several} must be from 0 to 1")
    return one, several
