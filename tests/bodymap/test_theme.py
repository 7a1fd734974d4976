"""Colours of the body map: pressure is told by depth, also without colour."""

import re
from itertools import pairwise

import pytest

from voice_guide.bodymap.theme import COLOURS, PRESSURE_COLOURS, Theme, stylesheet

STEP = 1.2
"""Least contrast between one pressure and the next."""


def luminance(colour: str) -> float:
    """Relative luminance as in WCAG 2.2."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", Theme)
def test_more_pressure_is_further_from_the_skin_in_grey(theme: Theme) -> None:
    skin = COLOURS[theme]["skin"]
    away = [contrast(skin, colour) for colour in PRESSURE_COLOURS[theme]]
    assert away == sorted(away)
    for softer, firmer in pairwise((skin, *PRESSURE_COLOURS[theme])):
        assert contrast(softer, firmer) >= STEP


@pytest.mark.parametrize("theme", Theme)
def test_an_arrow_is_seen_on_every_pressure(theme: Theme) -> None:
    """Of an arrow and its edge, one stands out from whatever is below; they do from each other."""
    ink, casing = COLOURS[theme]["ink"], COLOURS[theme]["casing"]
    assert contrast(ink, casing) > 4.5
    for colour in (*PRESSURE_COLOURS[theme], COLOURS[theme]["touch"], COLOURS[theme]["skin"]):
        assert max(contrast(ink, colour), contrast(casing, colour)) >= 3


@pytest.mark.parametrize("theme", Theme)
def test_words_can_be_read(theme: Theme) -> None:
    colours = COLOURS[theme]
    assert contrast(colours["chosen"], colours["chosen-words"]) >= 4.5
    assert contrast(colours["words"], colours["casing"]) >= 4.5


@pytest.mark.parametrize("theme", Theme)
def test_what_is_left_alone_stands_out(theme: Theme) -> None:
    assert contrast(COLOURS[theme]["out"], COLOURS[theme]["out-skin"]) >= 3


def test_no_motion_has_a_beginning_or_an_end_that_a_browser_has_to_work_out() -> None:
    motions = re.findall(r"@keyframes ([\w-]+)\{((?:[^{}]*\{[^{}]*\})*)\}", stylesheet())
    assert len(motions) > 4
    for name, frames in motions:
        told = {at for at in re.findall(r"([\w%,]+)\{", frames) for at in at.split(",")}
        assert told >= {"from", "to"}, name
