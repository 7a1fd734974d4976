"""Files that were asked for on the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from voice_guide.errors import InputError


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """An OSError while `path` is written becomes an InputError that says what to try."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written: {error.strerror or error}",
            hint="Choose a folder that exists, that you may write to, with room left.",
        ) from error
