"""Colours that can be read in a dim room."""

from rich.color import Color
from rich.color_triplet import ColorTriplet

from voice_guide.screen import palette

READABLE = 4.5
"""Contrast that WCAG 2.2 asks for at level AA."""


def light(colour: ColorTriplet) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    dark, bright = sorted((light(one.get_truecolor()), light(other.get_truecolor())))
    return (bright + 0.05) / (dark + 0.05)


def test_every_text_can_be_read_on_the_ground() -> None:
    ground = palette.GROUND.bgcolor
    assert ground
    for style in palette.TEXTS:
        assert style.color
        assert contrast(style.color, ground) >= READABLE, style


def test_nothing_glares() -> None:
    assert palette.GROUND.bgcolor
    assert light(palette.GROUND.bgcolor.get_truecolor()) < 0.01
