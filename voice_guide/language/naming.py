"""What a language's file holds; what is wrong in it becomes an error that names the file."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from voice_guide.errors import InputError

FOLDER = Path(__file__).parent
"""Has a folder for each language, by its code."""
_WRONG = (
    OSError, AttributeError, LookupError, RecursionError, TypeError, ValueError, yaml.YAMLError,
    re.error,
)  # fmt: skip


@contextmanager
def naming(path: Path, hint: str = 'Choose the language "en".') -> Iterator[None]:
    """Raise InputError with the path for whatever reading the file inside leads to."""
    try:
        yield
    except _WRONG as error:
        problem = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(f"{path}: {problem}", hint=hint) from error


@contextmanager
def words_of(code: str, name: str) -> Iterator[Any]:
    """What the file `name` of a language holds; what goes wrong inside is told as `naming` does."""
    path = FOLDER / code / name
    with naming(path):
        yield held(path)


@cache
def held(path: Path) -> Any:  # noqa: ANN401 - what YAML holds
    """The data in one of our files, to be read alone: it is the same for all who ask."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
