"""The style sheet for programs that know no variables: viewers of pictures, printers."""

import re

from voice_guide.bodymap.theme import COLOURS, LOOK, PRESSURE_COLOURS, Theme

_LEVELS = re.compile(r"\.bm-p\d\{[^}]*\}")
_VARIABLE = re.compile(r"var\(--bm-([\w-]+)(?:,(\w+))?\)")


def plain_stylesheet(theme: Theme, pressure: int | None) -> str:
    """The colours written out, for one still picture at this pressure."""
    levels = PRESSURE_COLOURS[theme]
    level = COLOURS[theme]["touch"] if pressure is None else levels[pressure - 1]
    colours = {**COLOURS[theme], "level": level}
    look = _VARIABLE.sub(lambda it: it[2] or colours[it[1]], _LEVELS.sub("", LOOK))
    full = (f".bm-full.bm-p{n}{{fill:{colour}}}" for n, colour in enumerate(levels, 1))
    return "".join((look, *full)).replace("\n", "")
