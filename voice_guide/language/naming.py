"""What is wrong in a language's file becomes an error that names the file."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from voice_guide.errors import InputError

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
        raise InputError(f"{path}: {error}", hint=hint) from error
