"""A step's picture on the body, as SVG."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from voice_guide.bodymap import figure
from voice_guide.bodymap.caption import Caption
from voice_guide.bodymap.clearing import Clearing
from voice_guide.bodymap.curve import shape
from voice_guide.bodymap.figure import Face
from voice_guide.bodymap.forms import FORMS, form
from voice_guide.bodymap.names import Names
from voice_guide.bodymap.person import definitions, lines, spine
from voice_guide.bodymap.plain import plain_stylesheet, write_out
from voice_guide.bodymap.shapes import SHAPES
from voice_guide.bodymap.strokes import Place, strokes
from voice_guide.bodymap.svg import NAMESPACE, Element, element, group, serialised, text, use
from voice_guide.bodymap.theme import KNOWN_COLOURS, Theme, stylesheet
from voice_guide.bodymap.things import things
from voice_guide.core.body import Area
from voice_guide.core.picture import BodyPicture
from voice_guide.core.routine import PRESSURES, Side

_HALF_WIDTH = 186
_TOP = -28
_UNDER_THE_FEET = 34
_LABEL_AT = 122, 86.5
_HALO = ((16, 0.1), (9, 0.14))
"""Widths and opacities of the light round what is worked on."""


Levels: TypeAlias = Mapping[Area, int]
_NO_LEVELS: Levels = {}


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is shown."""

    theme: Theme = Theme.DARK
    moving: bool = True
    """Arrows flow and marks move, for who has not asked for less motion."""
    styled: bool = True
    """It brings the style sheet; without, the document has to have it."""
    plain: bool = False
    """For programs that know no variables; still, and not to be put into a page with others."""


def draw(
    picture: BodyPicture,
    caption: Caption,
    look: Look = Look(),
    *,
    prefix: str = "body",
    levels: Levels = _NO_LEVELS,
) -> str:
    """The picture as one `<svg>` element; `prefix` begins every id in it.

    `levels`, 1 to 5, are for areas that each have a colour of their own, one of KNOWN_COLOURS;
    in no plain picture.
    """
    shown = _faces(picture)
    names = Names(prefix)
    bottom = _bottom(picture)
    width = 2 * _HALF_WIDTH
    figures = [_figure(picture, face, names, n * width, levels) for n, face in enumerate(shown)]
    figures += [_labels(picture, caption, face, n * width) for n, face in enumerate(shown)]
    title, description = names.id("title"), names.id("desc")
    root = element(
        "svg",
        [
            text("title", caption.title, id=title),
            text("desc", caption.description, id=description),
            *_style(picture, look, levels),
            element("defs", [*definitions(names, shown, bottom), *_forms(figures, names)]),
            *figures,
            *_pips(picture.pressure, bottom - 18),
        ],
        xmlns=NAMESPACE,
        viewBox=f"{-_HALF_WIDTH} {_TOP} {width * len(shown)} {bottom - _TOP:g}",
        role="img",
        aria_labelledby=f"{title} {description}",
        class_=f"bm bm-{look.theme}{' bm-moving' if look.moving and not look.plain else ''}",
    )
    if look.plain:
        write_out(root, names, look.theme)
    return serialised(root)


def _style(picture: BodyPicture, look: Look, levels: Levels) -> Iterable[Element]:
    if look.plain:
        yield text("style", plain_stylesheet(look.theme, picture.pressure))
    elif look.styled:
        yield text("style", stylesheet())
    if levels:
        scale = (f"--bm-{level}:{colour}" for level, colour in enumerate(KNOWN_COLOURS, 1))
        yield text("style", f".bm.bm-{look.theme}{{{';'.join(scale)}}}")


def _faces(picture: BodyPicture) -> tuple[Face, ...]:
    """From behind; from the front as well where something cannot be seen from behind."""
    shown = {*picture.areas, *picture.kept_out}
    return tuple(Face) if shown - set(SHAPES[Face.BACK]) else (Face.BACK,)


def _bottom(picture: BodyPicture) -> float:
    """Where the picture ends: above the knees, unless the legs matter."""
    legs = Area.LEGS in {*picture.areas, *picture.kept_out}
    return figure.SOLES + _UNDER_THE_FEET if legs else figure.ABOVE_KNEES


def _forms(drawn: Iterable[Element], names: Names) -> list[Element]:
    """The forms that are used in what is drawn."""
    used = {it.get("href") for one in drawn for it in one.iter("use")}
    return [form(name, names.id(name)) for name in FORMS if f"#{names.id(name)}" in used]


def _figure(picture: BodyPicture, face: Face, names: Names, x: int, levels: Levels) -> Element:
    lit = [area for area in picture.areas if area in SHAPES[face]]
    out = [area for area in picture.kept_out if area in SHAPES[face]]
    worked, other = _halves(picture.side, face)
    lying, across, moved = _marks(picture, face, lit, names)
    both = (1, -1)
    glow = (
        _coloured(lit, face, levels, names)
        if levels
        else _glow(lit, face, picture.pressure, names, quiet=not moved)
    )
    layers = (
        *_resting(names.id(f"half-{face}"), worked, other),
        *_mirrored(glow, names.id(f"lit-{face}"), worked),
        *_resting(names.id(f"relief-{face}"), worked, other),
        *([spine()] if face is Face.BACK else ()),
        *_mirrored(lines(names, face), names.id(f"lines-{face}"), both),
        *_mirrored(_hatched(out, face, names), names.id(f"out-{face}"), both),
        *_mirrored(lying, names.id(f"lying-{face}"), worked),
        *_mirrored(moved, names.id(f"strokes-{face}"), worked),
        *across,
    )
    return group(layers, transform=f"translate({x} 0)" if x else None)


def _marks(
    picture: BodyPicture, face: Face, lit: Sequence[Area], names: Names
) -> tuple[list[Element], list[Element], list[Element]]:
    """What lies on a half, what lies across both, and the strokes; where the hands work."""
    clearing = Clearing(face, picture.kept_out)
    place = Place(tuple(lit), picture.tool, names, clearing)
    behind = face is Face.BACK
    lying = things(picture, place if behind else replace(place, areas=()))
    worked_here = behind or not set(lit) <= set(SHAPES[Face.BACK])
    drawn = picture.movements if worked_here else ()
    return lying.half, lying.whole, [it for one in drawn for it in strokes(one, place)]


def _halves(side: Side | None, face: Face) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Which halves are worked on and which are not: 1 to the right in the picture, or -1."""
    if side is None:
        return (1, -1), ()
    half = 1 if (side is Side.RIGHT) is (face is Face.BACK) else -1
    return (half,), (-half,)


def _resting(name: str, worked: Iterable[int], other: Iterable[int]) -> Iterable[Element]:
    yield from (use(name, transform=_flip(half)) for half in worked)
    yield from (use(name, transform=_flip(half), class_="bm-away") for half in other)


def _mirrored(drawn: list[Element], name: str, halves: Sequence[int]) -> Iterable[Element]:
    if not drawn:
        return
    first, *others = halves
    # A copy would be mirrored with its original: then the copies come from within.
    yield group([group(drawn, id=name)], transform=_flip(first))
    yield from (use(name, transform=_flip(half)) for half in others)


def _flip(half: int) -> str | None:
    return None if half == 1 else "scale(-1 1)"


def _glow(
    areas: list[Area], face: Face, pressure: int | None, names: Names, *, quiet: bool
) -> list[Element]:
    if not areas:
        return []
    shapes = [shape(SHAPES[face][area], closed=True) for area in areas]
    halo = [
        element("path", d="".join(shapes), class_="bm-halo", stroke_width=wide, opacity=f"{seen}")
        for wide, seen in _HALO
    ]
    # Each a path of its own: where two areas overlap, one path would leave a hole.
    filled = [element("path", d=shape, class_="bm-lit") for shape in shapes]
    inside = group([*halo, *filled], clip_path=names.url("inside"))
    return [group([inside], class_=f"bm-p{pressure or 0}{' bm-quiet' if quiet else ''}")]


def _coloured(areas: list[Area], face: Face, levels: Levels, names: Names) -> list[Element]:
    filled = [
        element("path", d=shape(SHAPES[face][area], closed=True), class_=f"bm-lit bm-p{level}")
        for area in areas
        if (level := levels.get(area))
    ]
    return [group(filled, clip_path=names.url("inside"))]


def _hatched(areas: list[Area], face: Face, names: Names) -> list[Element]:
    if not areas:
        return []
    shapes = (shape(SHAPES[face][area], closed=True) for area in areas)
    hatched = [element("path", d=d, class_="bm-out", fill=names.url("hatch")) for d in shapes]
    return [group(hatched, clip_path=names.url("inside"))]


def _labels(picture: BodyPicture, caption: Caption, face: Face, x: int) -> Element:
    words = ((Side.LEFT, caption.left), (Side.RIGHT, caption.right))
    labels = [
        _label(word, _halves(side, face)[0][0], chosen=side is picture.side) for side, word in words
    ]
    return group(labels, transform=f"translate({x} 0)" if x else None)


def _label(word: str, half: int, *, chosen: bool) -> Element:
    x, y = half * _LABEL_AT[0], _LABEL_AT[1]
    wide = max(52, 9 * len(word) + 22)
    pill = element(
        "rect", x=x - wide / 2, y=y - 18.5, width=wide, height=27, rx=13.5, class_="bm-pill"
    )
    words = text("text", word, x=x, y=y, font_size=15, font_weight=600, text_anchor="middle")
    return group([pill, words], class_=f"bm-side{' bm-chosen' if chosen else ''}")


def _pips(level: int | None, y: float) -> Iterable[Element]:
    """How firm, counted: as many of five are full."""
    if level is None:
        return
    for one in PRESSURES:
        full = f" bm-full bm-p{one}" if one <= level else ""
        yield element("circle", cx=26 * (one - 3), cy=y, r=5 + 0.8 * one, class_=f"bm-pip{full}")
