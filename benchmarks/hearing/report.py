"""Figures as a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Row:
    """A goal, and what was measured."""

    what: str
    goal: str
    measured: str
    met: bool | None = None
    """None where nothing was measured, or where nothing was to be reached."""

    @property
    def verdict(self) -> str:
        return {True: "met", False: "**not met**", None: "-"}[self.met]


@dataclass(frozen=True, slots=True)
class Finding:
    """One measurement: its lines of the table, and what there is to say beyond."""

    rows: tuple[Row, ...]
    details: str = ""


def table(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part} of {whole})" if whole else "none"


def milliseconds(seconds: Sequence[float]) -> str:
    """Median and 95th percentile."""
    if not seconds:
        return "none"
    return f"{1000 * middle(seconds):.0f} ({1000 * high(seconds):.0f})"


def middle(values: Sequence[float]) -> float:
    return float(np.median(values))


def high(values: Sequence[float]) -> float:
    return float(np.percentile(values, 95))
