"""The body at rest: what every picture begins with."""

from collections.abc import Iterable

from voice_guide.bodymap import figure
from voice_guide.bodymap.curve import shape
from voice_guide.bodymap.figure import DETAILS, OUTLINE, Blob, Face
from voice_guide.bodymap.names import Names
from voice_guide.bodymap.svg import Element, element, group, use

_SEEN = {"light": 0.24, "shade": 0.3}
_HATCH = 9


def definitions(names: Names, shown: Iterable[Face], bottom: float) -> Iterable[Element]:
    """The parts that the figures are put together from; `bottom` is where the picture ends."""
    outline = names.id("outline")
    yield element("path", d=shape(OUTLINE), id=outline)
    yield element("clipPath", [use(outline)], id=names.id("inside"))
    yield _fading(names, "skin", ("skin-top", "skin", "skin"), bottom)
    yield _fading(names, "edge", ("edge", "edge", "edge"), bottom)
    for name, seen in _SEEN.items():
        stops = [_stop(0, name, seen), _stop(1, name, 0)]
        yield element("radialGradient", stops, id=names.id(name))
    yield _hatching(names)
    for face in shown:
        yield _half(names, face)
        yield _relief(names, face, bottom)


def lines(names: Names, face: Face) -> list[Element]:
    """The outline of half a body and the lines within."""
    drawn = "".join(shape(line) for line in DETAILS[face].lines)
    return [
        element("path", d=drawn, class_="bm-line", clip_path=names.url("inside")),
        use(names.id("outline"), class_="bm-edge", stroke=names.url("edge")),
    ]


def spine() -> Element:
    """The hint of the spine, which nothing is ever done on."""
    dots = "".join(f"M-2.2,{y}h4.4v5h-4.4z" for y in figure.VERTEBRAE)
    return element("path", d=dots, class_="bm-spine")


def _fading(names: Names, name: str, colours: tuple[str, str, str], bottom: float) -> Element:
    """From above to below; where the legs are cut off, the body fades away."""
    last = 0 if bottom < figure.SOLES else 1
    stops = zip((0, 0.8, 1), colours, (1, 1, last), strict=True)
    return element(
        "linearGradient",
        [_stop(at, colour, seen) for at, colour, seen in stops],
        id=names.id(name),
        gradientUnits="userSpaceOnUse",
        x1=0,
        x2=0,
        y1=0,
        y2=bottom - 8,
    )


def _stop(at: float, colour: str, seen: float) -> Element:
    return element("stop", offset=f"{at:g}", stop_opacity=f"{seen:g}", class_=f"bm-stop-{colour}")


def _hatching(names: Names) -> Element:
    return element(
        "pattern",
        [
            element("rect", width=_HATCH, height=_HATCH, class_="bm-out-ground"),
            element("path", d=f"M0,0V{_HATCH}", class_="bm-hatch"),
        ],
        id=names.id("hatch"),
        patternUnits="userSpaceOnUse",
        width=_HATCH,
        height=_HATCH,
        patternTransform="rotate(45)",
    )


def _half(names: Names, face: Face) -> Element:
    hair = element("path", d=shape(DETAILS[face].hair, closed=True), class_="bm-hair")
    skin = use(names.id("outline"), fill=names.url("skin"))
    return group([skin, hair], id=names.id(f"half-{face}"))


def _relief(names: Names, face: Face, bottom: float) -> Element:
    """Light and shade of the muscles, which lie over the colours as well."""
    found = (("light", DETAILS[face].lights), ("shade", DETAILS[face].shades))
    soft = [
        _blob(names.url(name), blob)
        for name, blobs in found
        for blob in blobs
        if blob[1] < bottom - 60
    ]
    return group(soft, clip_path=names.url("inside"), id=names.id(f"relief-{face}"))


def _blob(fill: str, blob: Blob) -> Element:
    x, y, wide, high, turn = blob
    turned = f"rotate({turn:g} {x:g} {y:g})" if turn else None
    return element("ellipse", cx=x, cy=y, rx=wide, ry=high, transform=turned, fill=fill)
