"""The forms that strokes are drawn with: arrows, and small marks that can be repeated."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from voice_guide.bodymap.curve import (
    GRAIN,
    Curve,
    Point,
    along,
    length,
    path,
    sampled,
    shape,
    stretch,
)
from voice_guide.bodymap.svg import Element, element, group

_HEAD_LENGTH, _HEAD_WIDTH = 13.0, 7.0


def arrow(drawn: Curve, *, both: bool = False, grain: float = GRAIN) -> list[Element]:
    """A stroke along a curve: a rail with a head, and a glint that moves along it.

    `grain`: how far apart the points are that keep its form.
    """
    line = sampled(drawn)
    whole = length(line)
    neck = _HEAD_LENGTH * 0.7
    short = stretch(line, neck if both else 0.0, whole - neck, grain)
    data = path(short)
    heads = [_head(line[-1], along(line, whole - 2.0)[1])]
    if both:
        heads.append(_head(line[0], along(line, 2.0)[1] + math.pi))
    flow = "bm-flow bm-both" if both else "bm-flow"
    return [
        element("path", d=data, class_="bm-casing"),
        element("path", d=data, class_="bm-rail"),
        element("path", d=data, class_=flow, pathLength=100),
        *heads,
    ]


def part(drawn: Curve, start: float, end: float) -> Curve:
    """From one share of a curve to another, 0 to 1."""
    line = sampled(drawn)
    whole = length(line)
    return stretch(line, start * whole, end * whole)


def _head(tip: Point, angle: float) -> Element:
    return element("path", d=_head_data(tip, angle), class_="bm-head")


def _head_data(tip: Point, angle: float, size: float = 1.0) -> str:
    back, wide = _HEAD_LENGTH * size, _HEAD_WIDTH * size
    cos, sin = math.cos(angle), math.sin(angle)

    def at(ahead: float, aside: float) -> str:
        return f"{tip.x + ahead * cos - aside * sin:.1f},{tip.y + ahead * sin + aside * cos:.1f}"

    return f"M{at(1, 0)}L{at(-back, wide)}L{at(-back * 0.72, 0)}L{at(-back, -wide)}Z"


def hops(drawn: Curve, step: float) -> Curve:
    """Small arches along a curve: thumbs that crawl."""
    line = sampled(drawn)
    whole = length(line)
    count = max(1, round(whole / step))
    found: list[Point] = [line[0]]
    for n in range(count):
        top, angle = along(line, whole * (n + 0.5) / count)
        end, _ = along(line, whole * (n + 1) / count)
        found += [Point(top.x + 8 * math.sin(angle), top.y - 8 * math.cos(angle)), end]
    return Curve(tuple(found), frozenset(range(0, len(found), 2)))


def _round_arrow(radius: float) -> list[Element]:
    tip = Point(radius * math.cos(-0.9), radius * math.sin(-0.9))
    data = f"M0,{-radius:g}A{radius:g},{radius:g} 0 1 0 {tip.x:.1f},{tip.y:.1f}"
    return [
        element("path", d=data, class_="bm-casing"),
        element("path", d=data, class_="bm-thin"),
        element("path", d=_head_data(tip, -0.9 - math.pi / 2 - 0.35, 0.72), class_="bm-head"),
    ]


def _squeezing() -> list[Element]:
    left = "M-4,-12C-13,-8 -13,8 -4,12"
    right = "M4,12C13,8 13,-8 4,-12"
    return [
        *(element("path", d=d, class_="bm-casing") for d in (left, right)),
        *(element("path", d=d, class_="bm-thin") for d in (left, right)),
        element("path", d=_head_data(Point(-2, 13), 0.35, 0.65), class_="bm-head"),
        element("path", d=_head_data(Point(2, -13), math.pi + 0.35, 0.65), class_="bm-head"),
    ]


def _rubbing() -> list[Element]:
    data = "M-12,0L-8,-6L-3,6L2,-6L7,6L11,-2"
    return [element("path", d=data, class_=name) for name in ("bm-casing", "bm-thin")]


def _tapping() -> list[Element]:
    turns = [(math.cos(a), math.sin(a)) for a in (math.radians(60 * n + 30) for n in range(6))]
    rays = "".join(f"M{5 * x:.1f},{5 * y:.1f}L{10 * x:.1f},{10 * y:.1f}" for x, y in turns)
    return [
        element("path", d=rays, class_="bm-casing"),
        element("path", d=rays, class_="bm-thin"),
        element("circle", r=2.4, class_="bm-dot"),
    ]


_HAND = """
    -10,30! -11,14 -14,8 -22,1 -24,-6 -20,-9 -11,-2! -11,-20 -10,-29 -6,-29 -5,-14!
    -4,-33 -1,-37 3,-33 3,-14! 5,-30 8,-33 11,-29 10,-11! 13,-20 16,-22 18,-18 15,2 12,16 10,30!
"""

FORMS: Mapping[str, Sequence[Element]] = MappingProxyType(
    {
        "circle": _round_arrow(11),
        "turn": _round_arrow(19),
        "knead": _squeezing(),
        "rub": _rubbing(),
        "tap": _tapping(),
        "press": [
            element("circle", r=8.0, class_="bm-casing"),
            element("circle", r=8.0, class_="bm-pad"),
            element("circle", r=3.6, class_="bm-dot"),
        ],
        "palm": [
            element("ellipse", rx=15.0, ry=17.0, class_="bm-casing"),
            element("ellipse", rx=15.0, ry=17.0, class_="bm-pad"),
            element("ellipse", rx=8.0, ry=9.5, class_="bm-pad"),
        ],
        "hand": [element("path", d=shape(_HAND, closed=True), class_="bm-pad bm-hand")],
    }
)
"""Drawn round their own middle."""


def form(name: str, its_id: str) -> Element:
    """A form under an id, to be used again and again."""
    return group(FORMS[name], id=its_id)
