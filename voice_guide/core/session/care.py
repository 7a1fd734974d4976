"""Pressure and pain by body area, and what they mean for a step."""

from dataclasses import replace

from voice_guide.core.beats import Beat
from voice_guide.core.body import Area
from voice_guide.core.routine import Step
from voice_guide.core.session.state import Care


def touched(step: Step, care: Care) -> tuple[Area, ...]:
    """The areas of a step that are not left out."""
    return tuple(area for area in step.areas if area not in care.out)


def stays_gentle(step: Step, care: Care) -> bool:
    """Something that hurt before is touched."""
    return any(area in care.gentle for area in step.areas)


def level(beat: Beat, care: Care) -> int | None:
    """The pressure now right for a beat, 1 to 5, or None where nothing is pressed.

    Where there were different wishes for its areas, the most careful one counts.
    """
    own = beat.step.pressure
    if own is None:
        return None
    if stays_gentle(beat.step, care):
        return 1
    areas = touched(beat.step, care)
    wish = min((care.pressure[area] for area in areas if area in care.pressure), default=0)
    return max(1, min(5, care.at_most, own + wish))


def with_level(beat: Beat, care: Care, wanted: int) -> Care:
    """Remember `wanted` for the areas of the beat, relative to the step's own pressure."""
    wish = wanted - (beat.step.pressure or wanted)
    wishes = dict.fromkeys(touched(beat.step, care), wish)
    return replace(care, pressure={**care.pressure, **wishes})


def blocked(beat: Beat, care: Care) -> bool:
    """Nothing of the step is left to do."""
    step = beat.step
    no_area_left = bool(step.areas) and not touched(step, care)
    return no_area_left or (step.heat and care.no_heat) or step.technique in care.no_techniques


def leave_out(care: Care, areas: tuple[Area, ...]) -> Care:
    return replace(care, out=care.out | set(areas), gentle=care.gentle - set(areas))


def stay_gentle(care: Care, areas: tuple[Area, ...]) -> Care:
    return replace(care, gentle=care.gentle | set(areas))
