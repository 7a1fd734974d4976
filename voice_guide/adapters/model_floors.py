"""How sure a model must be of a command: measured on it, and kept beside it in `floors.yaml`."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from voice_guide.core.commands import CommandClass
from voice_guide.core.commit import Rules
from voice_guide.errors import InputError

FILE = "floors.yaml"
"""For each class of command `one_word` and `several_words`; `answer` (of one word) and
`many_words`, which are upper limits on the others, where they were chosen too. All from 0 to 1."""

_KEYS = ("one_word", "several_words")
_USUAL = Rules()

Floors: TypeAlias = Mapping[CommandClass, tuple[float, float]]
"""Least confidence for a phrase of one word, and of several."""


def read_floors(model: Path) -> Rules | None:
    """The usual rules with the floors of the model in this folder; None when none were measured.

    Raise InputError for a file of another form.
    """
    file = model / FILE
    if not file.is_file():
        return None
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
        return replace(
            _USUAL,
            floors={kind: _pair(entries[kind.value]) for kind in CommandClass},
            answer=_share(entries.get("answer", _USUAL.answer)),
            many_words=_share(entries.get("many_words", _USUAL.many_words)),
        )
    except (OSError, ValueError, TypeError, LookupError, RecursionError, yaml.YAMLError) as error:
        raise InputError(
            f"{file}: does not tell how sure the model must be: {error}",
            hint="`python3 -m benchmarks model` writes it; without it the usual figures are used.",
        ) from error


def write_floors(rules: Rules, model: Path, remark: str) -> None:
    """Write the floors of `rules` into the model's folder, with a remark above."""
    lines = [f"# {line}" for line in remark.splitlines()]
    for kind in CommandClass:
        pairs = zip(_KEYS, rules.floors[kind], strict=True)
        lines.append(f"{kind.value}: {{{', '.join(f'{key}: {floor}' for key, floor in pairs)}}}")
    lines += [f"answer: {rules.answer}", f"many_words: {rules.many_words}"]
    (model / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pair(entry: Mapping[str, Any]) -> tuple[float, float]:
    one, several = (_share(entry[key]) for key in _KEYS)
    return one, several


def _share(value: Any) -> float:  # noqa: ANN401 - as it was written
    found = float(value)
    if not 0 <= found <= 1:
        raise ValueError(f"{found} must be from 0 to 1")
    return found
