"""Where strokes run and rest on the body; see `figure` for the units.

A lane is a chain of areas, each with its stretch of the way; a stroke takes the stretch from the
first to the last of the areas it works on.
"""

from collections.abc import Collection
from dataclasses import dataclass

from voice_guide.bodymap.curve import Curve, Point, curve
from voice_guide.core.body import Area


@dataclass(frozen=True, slots=True)
class Lane:
    """A way along the body."""

    stretches: tuple[tuple[frozenset[Area], str], ...]
    upwards: bool = True
    """It is written from its foot to its head."""

    def covers(self, areas: Collection[Area]) -> int:
        """How many of these areas it runs through."""
        return sum(any(area in names for names, _ in self.stretches) for area in areas)

    def through(self, areas: Collection[Area]) -> Curve:
        """The way through these areas and what lies between, as it is written."""
        hit = [n for n, (names, _) in enumerate(self.stretches) if names & set(areas)]
        chosen = self.stretches[min(hit) : max(hit) + 1]
        return curve(" ".join(points for _, points in chosen))


def _lane(*stretches: tuple[Collection[Area], str], upwards: bool = True) -> Lane:
    return Lane(tuple((frozenset(names), points) for names, points in stretches), upwards)


_BACKS = {Area.UPPER_BACK, Area.BETWEEN_SHOULDER_BLADES}

SPINE = _lane(
    ({Area.BUTTOCKS}, "34,404 32,384 28,366"),
    ({Area.HIPS}, "30,362 22,346"),
    ({Area.LOWER_BACK}, "18,340 18,316 18,294"),
    ({Area.MID_BACK}, "18,284 18,258 18,234"),
    (_BACKS, "18,222 18,190 17,158"),
    ({Area.NECK}, "15,142 14,120 14,104"),
    ({Area.BASE_OF_HEAD}, "14,94 15,80"),
    ({Area.HEAD}, "16,66 17,36"),
)
MANTLE = _lane(
    ({Area.SHOULDERS}, "66,148 60,162"),
    ({Area.UPPER_BACK, Area.SHOULDER_BLADES}, "54,184 47,216"),
    ({Area.MID_BACK}, "42,238 36,276"),
    ({Area.LOWER_BACK}, "33,300 34,332"),
    ({Area.HIPS}, "40,354 52,384"),
    upwards=False,
)
ARM = _lane(
    ({Area.HEAD, Area.BASE_OF_HEAD}, "15,78 16,94"),
    ({Area.NECK}, "17,108 24,128"),
    ({Area.SHOULDERS}, "44,140 68,148 92,164"),
    ({Area.UPPER_ARMS}, "103,190 108,222 114,256"),
    ({Area.ARMS}, "120,290 129,330 137,372"),
    ({Area.HANDS}, "142,400 146,430 148,458"),
    upwards=False,
)
SIDE = _lane(
    ({Area.HIPS}, "64,386 74,366 70,344"),
    ({Area.SIDES_OF_BACK}, "60,326 57,304 62,270 68,236"),
    ({Area.SHOULDERS}, "72,206 76,178 66,156"),
)
LEG = _lane(({Area.LEGS}, "34,690 42,620 41,562 46,500 48,440"))
CHEST = _lane(({Area.CHEST}, "18,200 40,194 62,180"), upwards=False)
BLADE = _lane(
    (
        {Area.BETWEEN_SHOULDER_BLADES, Area.SHOULDER_BLADES},
        "46,240 30,218 23,190 28,160 52,150 80,154",
    ),
)
LANES = (SPINE, ARM, MANTLE, BLADE, SIDE, LEG, CHEST)

YOKE = curve("12,147 40,143 68,150 98,172")
"""From the spine out over the shoulder."""
YOKE_BELOW = curve("14,168 40,164 66,168 94,188")
ROUND_THE_HIPS = "30,364 50,390"
OVER_THE_SHOULDER = "24,146 44,142"
BEHIND_THE_BACK = curve("146,452 118,424 86,386 56,352 26,330")
OFF_THE_BACK = (curve("72,152 96,132 128,124"), curve("24,250 74,232 128,228"))
NODDING = curve("52,22 60,60 54,100")
TURNING = curve("12,-14 40,-6 58,22")
TOGETHER = curve("84,178 60,176 34,182")
TOGETHER_DOWN = curve("82,166 60,180 40,212")

_ROWS = {
    Area.SHOULDERS: ("24,136 56,140 92,162",),
    Area.UPPER_BACK: ("10,168 42,164 74,174", "10,204 40,202 70,208"),
    Area.BETWEEN_SHOULDER_BLADES: ("10,186 42,184 74,194",),
    Area.SHOULDER_BLADES: ("30,186 54,184 78,192",),
    Area.MID_BACK: ("10,240 38,238 66,242", "10,272 36,270 62,274"),
    Area.LOWER_BACK: ("10,304 32,302 56,306", "10,334 34,334 60,340"),
    Area.CHEST: ("10,196 38,192 72,178",),
    Area.HIPS: ("18,360 46,358 72,370",),
}


def rows(area: Area) -> tuple[Curve, ...]:
    """Ways from the middle of the body outwards across an area; none where there is no room."""
    return tuple(map(curve, _ROWS.get(area, ())))


_SPOTS = {
    Area.HEAD: "18,36",
    Area.BASE_OF_HEAD: "17,84",
    Area.NECK: "15,106 16,130",
    Area.SHOULDERS: "42,141 68,150 94,170",
    Area.SHOULDER_BLADES: "52,178 48,212",
    Area.BETWEEN_SHOULDER_BLADES: "18,168 18,196 20,224",
    Area.UPPER_ARMS: "104,206 112,246",
    Area.ARMS: "121,296 131,340",
    Area.HANDS: "146,430",
    Area.CHEST: "28,178 56,184",
    Area.UPPER_BACK: "22,160 22,188 24,214 54,180 50,210",
    Area.MID_BACK: "20,240 20,268 46,246 44,274",
    Area.LOWER_BACK: "20,300 20,328 44,306",
    Area.SIDES_OF_BACK: "66,248 60,282 61,318",
    Area.HIPS: "64,350 72,380",
    Area.BUTTOCKS: "26,376 50,388 26,404",
    Area.LEGS: "46,460 43,510 41,590 38,640",
}


def spots(area: Area) -> Curve:
    """Points in an area where something can be done, the most usual one first."""
    return curve(_SPOTS[area])


def best(areas: Collection[Area]) -> Lane | None:
    """The lane that most of these areas lie on."""
    found = max(LANES, key=lambda lane: lane.covers(areas))
    return found if found.covers(areas) else None


def resting(area: Area) -> Point:
    """Where a large stone lies well."""
    return curve({Area.SHOULDERS: "66,154", Area.HIPS: "58,362"}.get(area, _SPOTS[area])).points[0]


def middle(area: Area) -> float:
    """How far down the middle of an area is."""
    downs = [point.y for point in spots(area).points]
    return (min(downs) + max(downs)) / 2
