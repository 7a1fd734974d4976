"""Smooth curves through points: how every shape of the body map is written down.

A curve is written as its points, "x,y x,y ...", in the units of the figure; "!" after a point
makes it a corner. Between the points it is a centripetal-like Catmull-Rom spline, which passes
through every point (E. Catmull, R. Rom, "A class of local interpolating splines", 1974).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

_TENSION = 6.0
"""Of a uniform Catmull-Rom spline as cubic Bezier curves: a sixth of the neighbours' distance."""
GRAIN = 28.0
"""How far apart points are that keep the form of an arrow."""
_SAMPLES = 12
"""Straight pieces that a span is measured with."""


class Point(NamedTuple):
    """A place on the figure."""

    x: float
    y: float

    def mirrored(self) -> "Point":
        """The same place on the other half."""
        return Point(-self.x, self.y)


@dataclass(frozen=True, slots=True)
class Curve:
    """Points and which of them are corners."""

    points: tuple[Point, ...]
    corners: frozenset[int] = frozenset()

    def mirrored(self) -> "Curve":
        """The same curve on the other half."""
        return Curve(tuple(point.mirrored() for point in self.points), self.corners)

    def reversed(self) -> "Curve":
        """The same curve, gone the other way."""
        last = len(self.points) - 1
        return Curve(self.points[::-1], frozenset(last - n for n in self.corners))


@cache
def curve(text: str) -> Curve:
    """Read "x,y x,y! ..."."""
    words = text.split()
    points = tuple(Point(*map(float, word.rstrip("!").split(","))) for word in words)
    return Curve(points, frozenset(n for n, word in enumerate(words) if word.endswith("!")))


@cache
def shape(text: str, *, closed: bool = False) -> str:
    """Path data of a curve as it is written."""
    return path(curve(text), closed=closed)


def path(drawn: Curve, *, closed: bool = False) -> str:
    """Path data in SVG's notation."""
    points = drawn.points
    first = points[0]
    pieces = [f"M{_pair(first)}"]
    for start, one, two, end in _spans(drawn, closed=closed):
        if start == one and two == end:
            pieces.append(f"L{_pair(end)}")
        else:
            pieces.append(f"C{_pair(one)} {_pair(two)} {_pair(end)}")
    return "".join(pieces) + ("Z" if closed else "")


def sampled(drawn: Curve) -> tuple[Point, ...]:
    """Points close to each other, along an open curve."""
    found = [drawn.points[0]]
    for span in _spans(drawn, closed=False):
        found += [_bezier(*span, n / _SAMPLES) for n in range(1, _SAMPLES + 1)]
    return tuple(found)


def length(line: Sequence[Point]) -> float:
    """How long a line of straight pieces is."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def along(line: Sequence[Point], way: float) -> tuple[Point, float]:
    """The point after `way` units, and the direction there as an angle in radians."""
    left = way
    for a, b in pairwise(line):
        piece = math.dist(a, b)
        if left <= piece and piece:
            share = left / piece
            at = Point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y))
            return at, math.atan2(b.y - a.y, b.x - a.x)
        left -= piece
    a, b = line[-2], line[-1]
    return b, math.atan2(b.y - a.y, b.x - a.x)


def spaced(line: Sequence[Point], step: float) -> tuple[tuple[Point, float], ...]:
    """Points about `step` units apart, with their directions, half a step from both ends."""
    whole = length(line)
    count = max(1, round(whole / step))
    return tuple(along(line, whole * (n + 0.5) / count) for n in range(count))


def stretch(line: Sequence[Point], start: float, end: float, grain: float = GRAIN) -> Curve:
    """From one length along a line to another, with as few points as keep its form."""
    count = max(2, round((end - start) / grain) + 1)
    steps = (start + (end - start) * n / (count - 1) for n in range(count))
    return Curve(tuple(along(line, step)[0] for step in steps))


def _spans(drawn: Curve, *, closed: bool) -> Iterable[tuple[Point, Point, Point, Point]]:
    points, corners = drawn.points, drawn.corners
    count = len(points)
    for n in range(count if closed else count - 1):
        start, end = points[n], points[(n + 1) % count]
        before = points[n - 1] if closed or n else start
        after = points[(n + 2) % count] if closed or n + 2 < count else end
        one = start if n in corners else _moved(start, before, end)
        two = end if (n + 1) % count in corners else _moved(end, after, start)
        yield start, one, two, end


def _moved(at: Point, behind: Point, ahead: Point) -> Point:
    """A control point: from `at` along the line between its neighbours."""
    # Held to the span's own length: a short span beside a long one would loop otherwise.
    dx, dy = (ahead.x - behind.x) / _TENSION, (ahead.y - behind.y) / _TENSION
    wide, most = math.hypot(dx, dy), math.dist(at, ahead) / 2.5
    scale = most / wide if wide > most else 1.0
    return Point(at.x + dx * scale, at.y + dy * scale)


def _bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    s = 1 - t
    w = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
    return Point(
        w[0] * a.x + w[1] * b.x + w[2] * c.x + w[3] * d.x,
        w[0] * a.y + w[1] * b.y + w[2] * c.y + w[3] * d.y,
    )


def _pair(point: Point) -> str:
    return f"{_short(point.x)},{_short(point.y)}"


def _short(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"
