"""For programs that know no variables, and not all of style sheets: viewers, printers."""

import re

from voice_guide.bodymap.names import Names
from voice_guide.bodymap.svg import Element
from voice_guide.bodymap.theme import COLOURS, LOOK, PRESSURE_COLOURS, Theme

_LEVELS = re.compile(r"\.bm-p\d\{[^}]*\}")
_VARIABLE = re.compile(r"var\(--bm-([\w-]+)(?:,(\w+))?\)")


def write_out(root: Element, names: Names, theme: Theme) -> None:
    """Write what WeasyPrint 57 does not find out: colours of gradients, and of copied paths."""
    flat = {names.url(name): COLOURS[theme][name] for name in ("skin", "edge")}
    for one in root.iter():
        for paint in ("fill", "stroke"):
            if (colour := flat.get(one.get(paint, ""))) is not None:
                one.set(paint, colour)
    for stop in root.iter("stop"):
        name = stop.get("class", "").removeprefix("bm-stop-")
        stop.set("stop-color", COLOURS[theme][name])
    paths = {f"#{path.get('id')}": path for path in root.iter("path") if path.get("id")}
    for copy in root.iter("use"):
        if (original := paths.get(copy.get("href", ""))) is not None:
            del copy.attrib["href"]
            copy.tag = original.tag
            copy.set("d", original.get("d", ""))


def plain_stylesheet(theme: Theme, pressure: int | None) -> str:
    """The colours written out, for one still picture at this pressure."""
    levels = PRESSURE_COLOURS[theme]
    level = COLOURS[theme]["touch"] if pressure is None else levels[pressure - 1]
    colours = {**COLOURS[theme], "level": level}
    look = _VARIABLE.sub(lambda it: it[2] or colours[it[1]], _LEVELS.sub("", LOOK))
    full = (f".bm-full.bm-p{n}{{fill:{colour}}}" for n, colour in enumerate(levels, 1))
    return "".join((look, *full)).replace("\n", "")
