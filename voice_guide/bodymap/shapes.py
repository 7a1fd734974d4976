"""The areas of the body as shapes on the figure; see `figure` for the units.

Each is one closed half, from behind and, where it can be seen there, from the front. Shapes may
reach over the outline: they are cut off at it. Those of the back keep off the spine.
"""

from voice_guide.bodymap.figure import Face
from voice_guide.core.body import Area

_UPPER_ARM = "84,206 98,200 110,188! 116,200 126,250 136,298 118,302 100,298 88,250"
_ARM = "92,262! 108,270 132,268! 146,330 156,390! 138,386 122,394! 108,350 98,304"
_HAND = "122,392! 136,387 154,388! 172,420 176,460 160,494 130,494 112,456 114,410"

_LEG = "94,440 76,560 76,620 60,720 58,772! 12,772! 16,710 4,600 10,520"

_BACK = {
    Area.HEAD: "0,-6! 24,-3 44,20 46,60 36,76 20,80 0,81!",
    Area.BASE_OF_HEAD: "3,72! 20,76 40,68! 34,88 28,98! 14,95 3,96!",
    Area.NECK: "3,97! 14,96 27,99! 28,112 36,128! 22,138 3,148!",
    Area.SHOULDERS: (
        "28,118! 54,126 74,134 92,142 112,158 116,190! 104,198 92,201 82,180 66,165"
        " 46,154 19,143! 25,131"
    ),
    Area.SHOULDER_BLADES: "31,162! 50,157 76,157! 79,174 71,198 59,222 48,233 38,226 29,206 27,184",
    Area.BETWEEN_SHOULDER_BLADES: "5,152! 22,152 29,164 25,186 28,206 35,224 26,237 5,240!",
    Area.UPPER_ARMS: _UPPER_ARM,
    Area.ARMS: _ARM,
    Area.HANDS: _HAND,
    Area.UPPER_BACK: "5,142! 26,138 46,148 66,160 82,174 86,204! 76,222 52,227 5,227!",
    Area.MID_BACK: "5,226! 40,227 80,220! 76,256 66,287! 36,290 5,288!",
    Area.LOWER_BACK: "5,287! 36,289 66,286! 62,308 66,326! 50,340 28,350 5,358!",
    Area.SIDES_OF_BACK: (
        "58,222! 70,212 84,204! 86,240 76,280 72,310 76,336! 66,334 58,328! 56,304 61,262"
    ),
    Area.HIPS: "5,357! 36,346 66,325! 82,346 92,384 86,408! 66,396 40,381 5,384!",
    Area.BUTTOCKS: "3,362! 20,353 42,355 62,370 74,392 66,410 46,419 22,420 3,412!",
    Area.LEGS: f"80,404! {_LEG} 1,412! 22,421 46,420 66,411",
}

_FRONT = {
    Area.HEAD: "0,-6! 24,-3 44,20 46,60 36,78 24,90 0,97!",
    Area.NECK: "0,99! 16,95 29,86! 28,112 36,126! 20,138 0,142!",
    Area.SHOULDERS: (
        "28,118! 54,126 74,134 92,142 112,158 116,190! 104,198 92,201 84,176 62,154 22,138!"
    ),
    Area.UPPER_ARMS: _UPPER_ARM,
    Area.ARMS: _ARM,
    Area.HANDS: _HAND,
    Area.CHEST: "3,148! 24,142 54,152 78,168 87,194 77,204 60,216 40,225 20,226 3,219!",
    Area.HIPS: "32,344! 50,334 68,326! 82,348 92,384 86,410! 66,404 50,376",
    Area.LEGS: f"84,400! {_LEG} 1,416! 20,384 36,362 60,386",
}

SHAPES = {Face.BACK: _BACK, Face.FRONT: _FRONT}
