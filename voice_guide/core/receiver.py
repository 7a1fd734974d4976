"""Who lies on the table, and what is known of them from one visit to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from voice_guide.core.body import Area
from voice_guide.core.phrases import normal


@dataclass(frozen=True, slots=True)
class Receiver:
    """A name, and pressure and pain by area. Nothing else is remembered of anybody."""

    name: str
    pressure: Mapping[Area, int] = field(default_factory=dict)
    """Wished difference from a routine's own pressure."""
    gentle: frozenset[Area] = frozenset()
    """Where it hurt, and was done very gently."""
    out: frozenset[Area] = frozenset()
    """Where it hurt, and was left out."""


def find(receivers: Iterable[Receiver], name: str) -> Receiver | None:
    """The one of this name, however it is spelt."""
    return next((one for one in receivers if normal(one.name) == normal(name)), None)
