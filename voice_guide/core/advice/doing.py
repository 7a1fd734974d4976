"""Advice on what is done: where, on which side, how firmly, and for how long without a word."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from voice_guide.core.advice.about import Advice, Kind, Known, Spot, steps_of
from voice_guide.core.beats import beats
from voice_guide.core.body import Area
from voice_guide.core.cues import cues
from voice_guide.core.phrases import normal
from voice_guide.core.routine import PRESSURES, Routine, Side, Step
from voice_guide.core.units import Seconds

LONGEST_SILENCE: Seconds = 120.0

DELICATE = frozenset({Area.NECK, Area.BASE_OF_HEAD, Area.HEAD, Area.CHEST})
"""Nothing deep here."""

BESIDE_SPINE = frozenset(
    {Area.UPPER_BACK, Area.MID_BACK, Area.LOWER_BACK, Area.BETWEEN_SHOULDER_BLADES}
)
"""Nothing deep here but with a word about the spine."""


def about_doing(routine: Routine, known: Known) -> Iterator[Advice]:
    """What is missing, unequal, too long or too deep."""
    for spot, step in steps_of(routine):
        yield from _area(spot, step)
        yield from _depth(spot, step)
        yield from _caution(spot, step, known)
        yield from _silence(spot, step)
    yield from _sides(routine)


def _area(spot: Spot, step: Step) -> Iterator[Advice]:
    hands_on = step.strokes or step.pressure is not None
    if hands_on and not step.areas:
        yield Advice(Spot(spot.part, spot.step, "title"), Kind.NO_AREA, {"title": step.title})


def _depth(spot: Spot, step: Step) -> Iterator[Advice]:
    if step.pressure != PRESSURES[-1]:
        return
    areas = set(step.areas)
    warned = any("spine" in normal(text).split() for text in (step.say, *step.cautions))
    if areas & DELICATE or (areas & BESIDE_SPINE and not warned):
        where = min(areas & (DELICATE | BESIDE_SPINE)).value.replace("_", " ")
        yield Advice(Spot(spot.part, spot.step, "pressure"), Kind.DEEP, {"area": where})


def _caution(spot: Spot, step: Step, known: Known) -> Iterator[Advice]:
    technique = known.techniques.get(step.technique)
    wanted = technique.caution_for(step.areas) if technique else ""
    if wanted and not step.cautions:
        values = {"technique": step.technique.replace("_", " "), "caution": wanted}
        yield Advice(Spot(spot.part, spot.step, "technique"), Kind.NO_CAUTION, values)


def _silence(spot: Spot, step: Step) -> Iterator[Advice]:
    moments = [0.0, *(cue.at for cue in cues(step, step.seconds))]
    longest = max((later - earlier for earlier, later in pairwise(moments)), default=0.0)
    if longest > LONGEST_SILENCE:
        key = "hold" if step.hold is not None else "repetitions"
        minutes = round(longest / 60, 1)
        yield Advice(Spot(spot.part, spot.step, key), Kind.SILENCE, {"minutes": f"{minutes:g}"})


def _sides(routine: Routine) -> Iterator[Advice]:
    """Each area gets the same time on the left as on the right."""
    time: dict[Area, Counter[Side]] = {}
    for beat in beats(routine):
        for area in beat.step.areas if beat.side else ():
            time.setdefault(area, Counter())[beat.side or Side.LEFT] += round(beat.step.seconds)
    for area, sides in time.items():
        if sides[Side.LEFT] != sides[Side.RIGHT]:
            name = area.value.replace("_", " ")
            values = {"area": name, "left": sides[Side.LEFT], "right": sides[Side.RIGHT]}
            yield Advice(Spot(key="parts"), Kind.UNEQUAL_SIDES, values)
