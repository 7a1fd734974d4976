"""The glossary: what a technique is, for "what is effleurage?"."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from voice_guide.core.body import Area
from voice_guide.core.phrases import normal


class Tool(StrEnum):
    """What touches the body."""

    HANDS = "hands"
    STONES = "stones"
    BALL = "ball"
    ROLLER = "roller"
    MACHINE = "machine"
    COLD_PACK = "cold_pack"
    WARM_PACK = "warm_pack"
    PILLOW = "pillow"


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
    tool: Tool = Tool.HANDS
    caution: str = ""
    """What a step that uses it should warn of."""
    caution_at: tuple[Area, ...] = ()
    """Where on the body the caution has a meaning; empty: everywhere."""

    def caution_for(self, areas: Collection[Area]) -> str:
        """What a step at `areas` should warn of; it may be anywhere when it names none."""
        apart = self.caution_at and areas and not set(areas) & set(self.caution_at)
        return "" if apart else self.caution


def find(techniques: Iterable[Technique], spoken: str) -> Technique | None:
    """The technique with this id, name or way to say it, or None."""
    wanted = normal(spoken)
    for technique in techniques:
        if spoken == technique.id or wanted in map(normal, (technique.name, *technique.said)):
            return technique
    return None


def tool_of(technique: str, techniques: Iterable[Technique]) -> Tool:
    """The tool of the technique with this id; the hands where nothing is known of it."""
    return next((known.tool for known in techniques if known.id == technique), Tool.HANDS)
