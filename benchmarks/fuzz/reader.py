"""Something of ours that reads what others wrote."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TypeAlias

Case: TypeAlias = Callable[[Random], None]
"""Makes an input by chance and reads it; raises only what is a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    share: int
    """Of the cases, in proportion to the others' shares."""
    opened: Callable[[Path], AbstractContextManager[Case]]
    """Gets ready to work in a folder of its own, the only place that may be written to."""

    def read_one(self, folder: Path, number: int) -> None:
        """One case alone, to see what it leads to."""
        with self.opened(folder) as case:
            case(self.chance(number))

    def chance(self, number: int) -> Random:
        return Random(f"{self.name} {number}")  # noqa: S311 - to be repeated, not to be secret
