"""The figure: half a person, from behind and from the front, to be mirrored at the spine.

Units: a head is 100 high, the person 766; x grows from the spine outwards, y from the crown down.
Drawn for this product, after the usual proportions of a standing adult of seven and a half heads.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Blob: TypeAlias = tuple[float, float, float, float, float]
"""A soft spot: its middle, its two radii, and its turn in degrees."""


class Face(StrEnum):
    """Which side of the person is seen."""

    BACK = "back"
    FRONT = "front"


OUTLINE = """
    -1,0! 19,3 32,17 37,38 37,50
    41,48 42,56 39,67 35,68
    32,80 29,90 27,103 28,115 37,126 52,134 70,140 85,147
    98,158 105,174 108,196 112,220 118,246 124,268 130,286
    136,306 141,332 145,360 148,386
    153,398 158,414 161,432 163,450 164,464 161,471
    160,478 156,482 153,479 151,487 146,488 143,483 138,483 136,476
    133,462 132,450 131,438!
    130,448 127,456 122,455 119,444 119,426 122,408 125,392
    118,370 110,346 105,322 101,298
    97,272 91,248 85,228 79,208!
    78,222 76,244 71,268 66,288 63,305 65,322
    71,340 77,360 80,384 81,410 79,440
    75,476 69,512 63,540 61,562 63,584 65,608 63,634
    57,664 49,694 44,714 42,726
    45,738 47,750 42,762 31,766 22,762 19,750 20,736
    22,722 22,702 19,668
    15,636 15,606 18,578 19,556 17,532
    13,500 8,460 4,428 1,412!
    -1,410
"""
"""From the crown down the outside, round the arm and the leg, to the crotch.

It begins and ends a little beyond the spine, so that no line is left between the halves.
"""


@dataclass(frozen=True, slots=True)
class Details:
    """What makes the outline a body."""

    hair: str
    lines: tuple[str, ...]
    """Open curves, softly drawn."""
    lights: tuple[Blob, ...]
    shades: tuple[Blob, ...]


_HAND = ("158,470 155,456 153,446", "150,477 148,462 147,448", "142,478 141,464 141,450")

_LIMB_LIGHTS = (
    (100, 190, 11, 34, -8),
    (106, 250, 9, 34, -12),
    (128, 326, 8, 36, -16),
    (44, 476, 20, 62, 3),
    (42, 612, 13, 50, 2),
)
_LIMB_SHADES = ((16, 470, 8, 60, 4), (22, 624, 7, 50, 0), (118, 360, 6, 30, -18))

DETAILS = {
    Face.BACK: Details(
        hair="-2,0! 19,3 32,17 37,38 37,51 34,67 30,80 24,87 13,91 -2,92!",
        lines=(
            "2,412! 22,421 44,420 60,409",  # the fold below the seat
            "0.5,408! 1,392 0.5,368",  # between the buttocks
            "30,166! 27,184 30,206 39,224 47,231 53,224",  # the shoulder blade's inner edge
            "31,164! 50,159 70,157",  # and its spine
            "26,556 37,561 49,557",  # the hollow of the knee
            "105,291 110,296 117,294",  # the elbow
            *_HAND,
        ),
        lights=(
            (14, 250, 9, 104, 0),  # beside the spine
            (50, 192, 22, 38, 12),  # the shoulder blade
            (54, 258, 14, 42, -8),  # latissimus
            (60, 142, 40, 11, 14),  # trapezius
            (16, 118, 8, 26, 0),
            (40, 386, 36, 38, 0),  # the seat
            (24, 346, 5, 5, 0),
            *_LIMB_LIGHTS,
        ),
        shades=(
            (30, 224, 10, 40, -24),  # the shoulder blade's lower tip
            (2, 300, 6, 60, 0),
            (40, 340, 30, 10, -14),
            (46, 424, 34, 10, -4),
            (80, 200, 10, 26, -8),
            *_LIMB_SHADES,
        ),
    ),
    Face.FRONT: Details(
        hair="-2,0! 19,3 32,17 37,38 37,51 35,46 32,32 24,23 12,21 -2,22!",
        lines=(
            "6,141! 24,137 48,142 78,148",  # collarbone
            "4,222 22,228 46,225 64,212 77,203",  # lower edge of the chest
            "30,350 18,376 5,398",  # groin
            "27,546! 29,562 40,567 51,561 53,546!",  # kneecap
            *_HAND,
        ),
        lights=(
            (40, 186, 34, 30, 0),  # chest
            (15, 262, 11, 30, 0),  # abdomen
            (14, 318, 12, 34, 0),
            (56, 142, 36, 8, 10),
            (14, 62, 16, 26, 0),  # face
            *_LIMB_LIGHTS,
        ),
        shades=(
            (2, 188, 5, 36, 0),
            (2, 290, 3, 60, 0),
            (54, 262, 10, 50, -6),
            (44, 226, 36, 8, -14),
            (12, 108, 16, 10, -20),
            (0, 118, 12, 18, 0),
            (26, 380, 10, 34, 36),
            *_LIMB_SHADES,
        ),
    ),
}

VERTEBRAE = tuple(range(108, 346, 13))
"""How far down each hint of the spine is."""

SOLES = 766.0
ABOVE_KNEES = 492.0
"""Where the picture of the upper body ends."""
