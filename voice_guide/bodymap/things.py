"""What lies still on the body: hands, stones, a ball, a roller, packs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from voice_guide.bodymap import lanes
from voice_guide.bodymap.curve import Point, sampled, spaced
from voice_guide.bodymap.strokes import Place
from voice_guide.bodymap.svg import Element, element, group, use
from voice_guide.core.body import Area
from voice_guide.core.picture import BodyPicture
from voice_guide.core.techniques import Tool

_STILL = {"hold", "place"}
_IN_THE_MIDDLE = {
    Area.HEAD, Area.BASE_OF_HEAD, Area.NECK, Area.CHEST, Area.UPPER_BACK, Area.MID_BACK,
    Area.LOWER_BACK, Area.BETWEEN_SHOULDER_BLADES,
}  # fmt: skip
"""One hand covers both halves of these."""
_HANDS = 2


@dataclass(frozen=True, slots=True)
class Things:
    """What lies on each half, and what lies across both."""

    half: list[Element] = field(default_factory=list)
    whole: list[Element] = field(default_factory=list)


def things(picture: BodyPicture, place: Place) -> Things:
    """What lies on the areas that are worked on."""
    if not place.areas:
        return Things()
    if picture.tool is not Tool.HANDS:
        return Things(half=_TOOLS[picture.tool](picture, place))
    if any(movement.kind in _STILL for movement in picture.movements):
        return _hands(picture, place)
    return Things()


def _hands(picture: BodyPicture, place: Place) -> Things:
    resting = place.names.id("hand")
    first, *others = place.areas[:_HANDS]
    if picture.side:
        free = [at for area in (first, *others) for at in place.spots(area)[:1]]
        return Things(half=[_hand(resting, at) for at in free])
    if first in _IN_THE_MIDDLE and others and others[0] in _IN_THE_MIDDLE:
        middles = [Point(0, lanes.middle(area)) for area in (first, *others)]
        return Things(
            whole=[_hand(resting, at, turn) for at, turn in zip(middles, (24, -24), strict=False)]
        )
    return Things(half=[_hand(resting, at, 14) for at in place.spots(first)[:1]])


def _hand(name: str, at: Point, turn: float = 0) -> Element:
    placed = f"translate({at.x:g} {at.y:g}) rotate({turn:g})"
    return group([use(name, class_="bm-still")], transform=placed)


def _stones(picture: BodyPicture, place: Place) -> list[Element]:
    free = place.clearing.has
    large = [area for area in (Area.SHOULDERS, Area.HIPS) if area in place.areas]
    spine = [area for area in place.areas if lanes.SPINE.covers([area]) and area not in large]
    found = [_stone(at, 17, hot=picture.heat) for at in filter(free, map(lanes.resting, large))]
    if spine:
        line = sampled(lanes.SPINE.through(spine))
        small = (Point(at.x + 4, at.y) for at, _ in spaced(line, 38))
        found += [_stone(at, 11, hot=picture.heat) for at in small if free(at)]
    return found


def _stone(at: Point, size: float, *, hot: bool) -> Element:
    high = size * 0.86
    ghost = "" if hot else " bm-ghost"
    made = [element("ellipse", rx=size, ry=high, class_=f"bm-stone{ghost}")]
    if hot:
        gleam = element("ellipse", cx=-size * 0.28, cy=-high * 0.36, rx=size * 0.42, ry=high * 0.26)
        gleam.set("class", "bm-gleam")
        made = [element("ellipse", rx=size + 4, ry=high + 4, class_="bm-warm"), *made, gleam]
    return group(made, transform=f"translate({at.x:g} {at.y:g}) rotate(-12)")


def _ball(_: BodyPicture, place: Place) -> list[Element]:
    at = _one_of(place, 1)
    if at is None:
        return []
    made = [
        element("circle", r=13.0, class_="bm-stone"),
        element("path", d="M-10,-8C-3,-3 -3,5 -8,10M10,-8C3,-3 3,5 8,10", class_="bm-seam"),
    ]
    return [group(made, transform=f"translate({at.x:g} {at.y:g})")]


def _one_of(place: Place, number: int) -> Point | None:
    """A spot of the first area, this one where it may be touched; None where none may be."""
    free = place.spots(place.areas[0])
    return free[min(number, len(free) - 1)] if free else None


def _roller(_: BodyPicture, place: Place) -> list[Element]:
    if Area.MID_BACK in place.clearing.kept_out:
        return []
    # Always just under the shoulder blades: lower or higher the body is not to lie on it.
    return [
        element("path", d="M0,226H96Q104,226 104,238T96,250H0Z", class_="bm-stone bm-bar"),
        element("path", d="M14,226V250M38,226V250M62,226V250M86,226V250", class_="bm-seam"),
    ]


def _machine(_: BodyPicture, place: Place) -> list[Element]:
    at = _one_of(place, 0)
    if at is None:
        return []
    made = [
        element("path", d="M-6,0L-4,34Q0,38 4,34L6,0Z", class_="bm-stone"),
        element("circle", r=12.0, class_="bm-stone"),
        element("circle", r=5.5, class_="bm-pad"),
        element("path", d="M-17,-8Q-21,0 -17,8M17,-8Q21,0 17,8", class_="bm-thin"),
    ]
    return [group(made, transform=f"translate({at.x + 4:g} {at.y:g}) rotate(-24)")]


def _pack(kind: str, sign: str) -> Callable[[BodyPicture, Place], list[Element]]:
    def drawn(_: BodyPicture, place: Place) -> list[Element]:
        y = lanes.middle(place.areas[0])
        if not place.clearing.has(Point(22, y)):
            return []
        body = (
            f"M0,{y - 26:g}H34Q44,{y - 26:g} 44,{y - 16:g}V{y + 16:g}Q44,{y + 26:g} 34,{y + 26:g}H0"
        )
        return [
            element("path", d=body, class_=f"bm-pack {kind}"),
            element("path", d=sign, transform=f"translate(22 {y:g})", class_="bm-seam"),
        ]

    return drawn


def _pillow(_: BodyPicture, place: Place) -> list[Element]:
    if Area.LEGS not in place.areas:
        return []
    return [element("path", d="M0,528Q22,528 30,534Q34,560 30,586Q22,592 0,592", class_="bm-pack")]


_TOOLS: Mapping[Tool, Callable[[BodyPicture, Place], list[Element]]] = MappingProxyType(
    {
        Tool.STONES: _stones,
        Tool.BALL: _ball,
        Tool.ROLLER: _roller,
        Tool.MACHINE: _machine,
        Tool.COLD_PACK: _pack("bm-cold", "M0,-9V9M-8,-4.5L8,4.5M-8,4.5L8,-4.5"),
        Tool.WARM_PACK: _pack(
            "bm-hot", "M-8,9Q-12,3 -8,-2T-8,-10M0,9Q-4,3 0,-2T0,-10M8,9Q4,3 8,-2T8,-10"
        ),
        Tool.PILLOW: _pillow,
    }
)
