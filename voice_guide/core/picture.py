"""Where the hands are and what they do, as one value; a body map only draws it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from voice_guide.core.beats import Beat
from voice_guide.core.body import Area
from voice_guide.core.routine import Side, Stroke
from voice_guide.core.techniques import Tool


class Way(StrEnum):
    """Where a stroke goes; up is towards the head, in is towards the spine."""

    UP = "up"
    DOWN = "down"
    OUT = "out"
    IN = "in"
    ROUND = "round"
    ACROSS = "across"
    MEET = "meet"
    """One hand from each end."""


Ways = Mapping[str, Way]
"""The words of a language that tell the way: "upwards" -> UP."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of the hands."""

    kind: str
    """One of STROKE_KINDS."""
    ways: tuple[Way, ...] = ()
    """In the order in which they are gone; empty where the words do not tell."""


@dataclass(frozen=True, slots=True)
class BodyPicture:
    """A step as it is seen on the body; without areas, a body at rest."""

    areas: tuple[Area, ...] = ()
    """Worked on now, most important first; what is kept out is not among them."""
    side: Side | None = None
    """The receiver's own; None for both."""
    movements: tuple[Movement, ...] = ()
    pressure: int | None = None
    """1 to 5; None where nothing is pressed."""
    kept_out: tuple[Area, ...] = ()
    """Left alone because of pain or an answer, in the order of Area."""
    tool: Tool = Tool.HANDS
    heat: bool = False
    """Something hot is on the skin."""


NOTHING_DONE = BodyPicture()


def body_picture(
    beat: Beat,
    ways: Ways,
    *,
    tool: Tool = Tool.HANDS,
    pressure: int | None = None,
    kept_out: frozenset[Area] = frozenset(),
) -> BodyPicture:
    """The picture of a beat at this pressure, without what is kept out."""
    step = beat.step
    return BodyPicture(
        areas=tuple(area for area in step.areas if area not in kept_out),
        side=beat.side,
        movements=tuple(_movement(stroke, ways) for stroke in step.strokes),
        pressure=pressure,
        kept_out=in_order(kept_out),
        tool=tool,
        heat=step.heat,
    )


def in_order(areas: frozenset[Area]) -> tuple[Area, ...]:
    """The areas from the head down, as Area has them."""
    return tuple(area for area in Area if area in areas)


def _movement(stroke: Stroke, ways: Ways) -> Movement:
    return Movement(stroke.kind, ways_in(stroke.direction, ways))


def ways_in(text: str, ways: Ways) -> tuple[Way, ...]:
    """The ways that `text` tells, in its order, each once."""
    if not ways:
        return ()
    longest_first = sorted(ways, key=len, reverse=True)
    word = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    return tuple(dict.fromkeys(ways[found[0].lower()] for found in word.finditer(text)))
