"""Strokes keep off what is to be left alone, also where areas lie over each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from voice_guide.bodymap.curve import Curve, Point, curve, length, sampled, stretch
from voice_guide.bodymap.figure import Face
from voice_guide.bodymap.shapes import SHAPES
from voice_guide.core.body import Area

_SHORTEST = 26.0
"""A shorter piece of an arrow says nothing."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """Where nothing is to be drawn on one half of a figure."""

    face: Face = Face.BACK
    kept_out: tuple[Area, ...] = ()

    def has(self, point: Point) -> bool:
        """The point may be touched."""
        shapes = (_polygon(self.face, area) for area in self.kept_out if area in SHAPES[self.face])
        return not any(_inside(point, shape) for shape in shapes)

    def points(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Those that may be touched."""
        return tuple(filter(self.has, points))

    def pieces(self, line: Curve) -> tuple[Curve, ...]:
        """The pieces of a line that may be touched and are long enough to be seen."""
        if not self.kept_out:
            return (line,)
        runs: list[list[Point]] = [[]]
        for point in sampled(line):
            if self.has(point):
                runs[-1].append(point)
            elif runs[-1]:
                runs.append([])
        return tuple(stretch(run, 0, length(run)) for run in runs if length(run) >= _SHORTEST)


EVERYWHERE = Clearing()


@cache
def _polygon(face: Face, area: Area) -> tuple[Point, ...]:
    drawn = curve(SHAPES[face][area])
    return sampled(Curve((*drawn.points, drawn.points[0]), drawn.corners))


def _inside(point: Point, shape: tuple[Point, ...]) -> bool:
    """Whether a ray from the point crosses the shape's edge an odd number of times."""
    crossed = False
    for a, b in zip(shape, (*shape[1:], shape[0]), strict=True):
        if (a.y > point.y) != (b.y > point.y):
            crossed ^= point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
    return crossed
