"""The glossary: what a technique is, for "what is effleurage?"."""

from collections.abc import Iterable
from dataclasses import dataclass

from voice_guide.core.phrases import normal


@dataclass(frozen=True, slots=True)
class Technique:
    """One way of working with the hands."""

    id: str
    name: str
    said: tuple[str, ...]
    """The ways to say it."""
    what: str
    """One or two short sentences."""
    why: str = ""
    """One sentence."""


def find(techniques: Iterable[Technique], spoken: str) -> Technique | None:
    """The technique with this id, name or way to say it, or None."""
    wanted = normal(spoken)
    for technique in techniques:
        if spoken == technique.id or wanted in map(normal, (technique.name, *technique.said)):
            return technique
    return None
