"""What each kind of stroke looks like on one half of the body."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from voice_guide.bodymap import lanes
from voice_guide.bodymap.clearing import EVERYWHERE, Clearing
from voice_guide.bodymap.curve import GRAIN, Curve, Point, curve, sampled, spaced
from voice_guide.bodymap.forms import arrow, hops, part
from voice_guide.bodymap.names import Names
from voice_guide.bodymap.svg import Element, group, use
from voice_guide.core.body import Area
from voice_guide.core.picture import Movement, Way
from voice_guide.core.techniques import Tool

_DELAYS = 8
"""Marks move one after another; so many are told apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and with what a movement is done."""

    areas: tuple[Area, ...]
    tool: Tool
    names: Names
    clearing: Clearing = EVERYWHERE

    def spots(self, area: Area) -> tuple[Point, ...]:
        """Points in an area where something can be done, the most usual one first."""
        return self.clearing.points(lanes.spots(area).points)

    def arrows(self, *lines: Curve, both: bool = False, grain: float = GRAIN) -> list[Element]:
        """Strokes along lines, as far as those may be touched."""
        pieces = (piece for line in lines for piece in self.clearing.pieces(line))
        return [made for piece in pieces for made in arrow(piece, both=both, grain=grain)]


def strokes(movement: Movement, place: Place) -> list[Element]:
    """The marks of a movement, for the half to the right of the spine."""
    return _KINDS[movement.kind](movement, place) if place.areas else []


def repeated(form: str, points: Iterable[Point], place: Place, motion: str) -> list[Element]:
    """The same small mark at several places."""
    name = place.names.id(form)
    # Moved by a group of its own: a mark that turns has to turn round its own middle.
    return [
        group(
            [use(name, class_=f"{motion} bm-n{n % _DELAYS}" if n % _DELAYS else motion)],
            transform=f"translate({at.x:.4g} {at.y:.4g})",
        )
        for n, at in enumerate(points)
    ]


def _glide(movement: Movement, place: Place) -> list[Element]:
    ways = movement.ways
    if _goes_round(ways, place.areas):
        return place.arrows(_circuit(ways, place.areas))
    lane = lanes.best(place.areas)
    if lane is None:
        return []
    line = lane.through(place.areas)
    upwards = line if lane.upwards else line.reversed()
    if Way.MEET in ways:
        return place.arrows(part(upwards, 0, 0.46), part(upwards.reversed(), 0, 0.46))
    if ways and (Way.UP in ways) != (Way.DOWN in ways):
        return place.arrows(upwards if Way.UP in ways else upwards.reversed())
    if ways == (Way.ROUND,):
        return place.arrows(upwards)
    return place.arrows(upwards, both=True)


def _goes_round(ways: tuple[Way, ...], areas: tuple[Area, ...]) -> bool:
    up_and_down = Way.UP in ways and Way.DOWN in ways
    return up_and_down and Area.SIDES_OF_BACK in areas and len(areas) > 1


def _circuit(ways: tuple[Way, ...], areas: tuple[Area, ...]) -> Curve:
    """Along the spine and back along the side of the trunk."""
    spine = lanes.SPINE.through([area for area in areas if area is not Area.HIPS])
    if ways.index(Way.UP) < ways.index(Way.DOWN):
        side = lanes.SIDE.through({Area.SIDES_OF_BACK, Area.SHOULDERS}).reversed()
        return _joined(spine, curve(lanes.OVER_THE_SHOULDER), side)
    side = lanes.SIDE.through({Area.HIPS, Area.SIDES_OF_BACK, Area.SHOULDERS})
    return _joined(spine.reversed(), curve(lanes.ROUND_THE_HIPS), side)


def _joined(*curves: Curve) -> Curve:
    return Curve(tuple(point for one in curves for point in one.points))


def _press(movement: Movement, place: Place) -> list[Element]:
    lines = _lines(movement, place)
    points = [at for line in lines for at, _ in spaced(sampled(line), 24)]
    points = list(place.clearing.points(points))
    return repeated("press", points, place, "bm-pulse")


def _lines(movement: Movement, place: Place) -> list[Curve]:
    """Lanes that cover all of the areas, gone the way that was told."""
    if Area.SHOULDERS in place.areas and movement.ways[:1] in {(Way.IN,), (Way.OUT,)}:
        return [lanes.YOKE if movement.ways[0] is Way.OUT else lanes.YOKE.reversed()]
    found: list[Curve] = []
    left = list(place.areas)
    while left and (lane := lanes.best(left)):
        line = lane.through(left)
        up = movement.ways[:1] != (Way.DOWN,)
        found.append(line if up is lane.upwards else line.reversed())
        left = [area for area in left if not lane.covers([area])]
    return found


def _crawl(movement: Movement, place: Place) -> list[Element]:
    line = lanes.YOKE_BELOW if Area.SHOULDERS in place.areas else _lines(movement, place)[0]
    pieces = place.clearing.pieces(line.reversed() if Way.IN in movement.ways else line)
    return [made for piece in pieces for made in arrow(hops(piece, 15), grain=3.5)]


def _outward(movement: Movement, place: Place) -> list[Element]:
    rows = [row for area in place.areas for row in lanes.rows(area)]
    inward = Way.IN in movement.ways
    return place.arrows(*(row.reversed() if inward else row for row in rows))


def _at_spots(form: str, motion: str, apart: float) -> Callable[[Movement, Place], list[Element]]:
    def drawn(_: Movement, place: Place) -> list[Element]:
        wanted = [point for area in place.areas for point in place.spots(area)]
        return repeated(form, _thinned(wanted, apart), place, motion)

    return drawn


def _thinned(points: Iterable[Point], apart: float) -> list[Point]:
    """Without those that would lie over another."""
    kept: list[Point] = []
    for point in points:
        near = any((point.x - p.x) ** 2 + (point.y - p.y) ** 2 < apart**2 for p in kept)
        # The mirrored half has the same mark on the other side of the spine.
        if not near and point.x >= apart * 0.42:
            kept.append(point)
    return kept


def _still(_: Movement, place: Place) -> list[Element]:
    del place  # Hands and tools that lie still are drawn by `things`.
    return []


def _lift(movement: Movement, place: Place) -> list[Element]:
    if Area.ARMS in place.areas:
        line = lanes.BEHIND_THE_BACK
        return place.arrows(line if Way.ROUND in movement.ways else line.reversed())
    return place.arrows(*lanes.OFF_THE_BACK)


def _stretch(movement: Movement, place: Place) -> list[Element]:
    if Area.NECK in place.areas:
        lines = [lanes.NODDING] if Way.UP in movement.ways else []
        lines += [lanes.TURNING] if Way.ACROSS in movement.ways or not lines else []
        return place.arrows(*lines, both=True)
    return _outward(Movement("outward"), replace(place, areas=place.areas[:1]))


def _roll(movement: Movement, place: Place) -> list[Element]:
    if place.tool is Tool.HANDS:
        return repeated("turn", place.spots(place.areas[0])[-1:], place, "bm-spin")
    if Way.ROUND in movement.ways:
        return repeated("turn", place.spots(place.areas[0])[:1], place, "bm-spin")
    return place.arrows(*_lines(movement, place)[:1], both=True)


def _squeeze(movement: Movement, place: Place) -> list[Element]:
    lines = (lanes.TOGETHER_DOWN,) if Way.DOWN in movement.ways else (lanes.TOGETHER,)
    return place.arrows(*lines)


_KINDS: Mapping[str, Callable[[Movement, Place], list[Element]]] = MappingProxyType(
    {
        "glide": _glide,
        "circles": _at_spots("circle", "bm-spin", 28),
        "knead": _at_spots("knead", "bm-sway", 36),
        "press": _press,
        "crawl": _crawl,
        "outward": _outward,
        "friction": _at_spots("rub", "bm-rub", 27),
        "percussion": _at_spots("tap", "bm-pulse", 25),
        "compression": _at_spots("palm", "bm-pulse", 38),
        "hold": _still,
        "rock": _at_spots("turn", "bm-sway", 60),
        "lift": _lift,
        "place": _still,
        "stretch": _stretch,
        "roll": _roll,
        "squeeze": _squeeze,
    }
)
