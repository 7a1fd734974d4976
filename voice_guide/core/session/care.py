"""Pressure and pain by body area, and what they mean for a step."""

from dataclasses import replace

from voice_guide.core.beats import Beat
from voice_guide.core.body import Area
from voice_guide.core.session.state import Care


def level(beat: Beat, care: Care) -> int | None:
    """The pressure now right for a beat, 1 to 5, or None where nothing is pressed.

    Where the areas of a step differ, the most careful wish counts.
    """
    own = beat.step.pressure
    if own is None:
        return None
    if any(area in care.gentle for area in beat.step.areas):
        return 1
    wishes = [care.pressure.get(area, 0) for area in beat.step.areas] or [0]
    wish = min(wishes) if min(wishes) < 0 else max(wishes)
    return max(1, min(5, care.at_most, own + wish))


def with_level(beat: Beat, care: Care, wanted: int) -> Care:
    """Remember `wanted` for all areas of the beat, relative to the step's own pressure."""
    wish = wanted - (beat.step.pressure or wanted)
    return replace(care, pressure={**care.pressure, **dict.fromkeys(beat.step.areas, wish)})


def blocked(beat: Beat, care: Care) -> bool:
    """Nothing of the step is left to do."""
    step = beat.step
    no_area_left = bool(step.areas) and all(area in care.out for area in step.areas)
    return no_area_left or (step.heat and care.no_heat) or step.technique in care.no_techniques


def leave_out(care: Care, areas: tuple[Area, ...]) -> Care:
    return replace(care, out=care.out | set(areas), gentle=care.gentle - set(areas))


def stay_gentle(care: Care, areas: tuple[Area, ...]) -> Care:
    return replace(care, gentle=care.gentle | set(areas))
