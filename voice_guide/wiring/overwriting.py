"""Nothing that is read is written over."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path

from voice_guide.errors import UsageError


def refuse_overwriting(read: Iterable[str | Path], written: Iterable[str | Path]) -> None:
    """Raise UsageError when a file to be written is one to be read, or another to be written."""
    outputs = [Path(name) for name in written]
    for source, output in product(map(Path, read), outputs):
        if _same(source, output):
            raise UsageError(
                f"{output}: it is read, and would be written over",
                hint="Name another file to write to.",
            )
    for number, output in enumerate(outputs):
        if any(_same(output, other) for other in outputs[:number]):
            raise UsageError(
                f"{output}: two things are to be written to it", hint="Name a file for each."
            )


def refuse_existing(written: Iterable[Path]) -> None:
    """Raise UsageError when a file to be written is there already."""
    for path in written:
        # Anything goes into a device such as /dev/null.
        if path.is_file():
            raise UsageError(
                f"{path} is there already", hint="Name another file, or add --overwrite."
            )


def _same(one: Path, other: Path) -> bool:
    try:
        if one.exists() and other.exists():
            # Anything goes into a device such as /dev/null.
            return one.is_file() and one.samefile(other)
        return one.resolve() == other.resolve()
    except (OSError, ValueError, RuntimeError):  # It cannot be opened either, which is told then.
        return False
