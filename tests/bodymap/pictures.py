"""Pictures of steps, and what stands in their SVG."""

import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree as ET

from voice_guide.bodymap import Look, caption, draw
from voice_guide.core.beats import Beat, beats
from voice_guide.core.picture import BodyPicture, body_picture
from voice_guide.core.routine import Routine
from voice_guide.core.techniques import tool_of
from voice_guide.language.labels import load_body_map_words
from voice_guide.language.replies import load_words
from voice_guide.wiring import library

SVG = "{http://www.w3.org/2000/svg}"
WORDS = load_words("en")
MAP_WORDS = load_body_map_words("en")


def no_mistakes(error: Exception) -> None:
    raise error


@cache
def routines() -> tuple[Routine, ...]:
    return library.all_routines(no_mistakes)


def every_beat() -> Iterator[tuple[str, Beat]]:
    for routine in routines():
        for beat in beats(routine):
            yield f"{routine.id} {beat.number} {beat.side or 'both'}", beat


def picture_of(beat: Beat) -> BodyPicture:
    tool = tool_of(beat.step.technique, library.techniques())
    return body_picture(beat, WORDS.ways, tool=tool, pressure=beat.step.pressure)


def drawn(picture: BodyPicture, look: Look | None = None, prefix: str = "body") -> str:
    words = caption(picture, WORDS.areas, MAP_WORDS)
    return draw(picture, words, look or Look(), prefix=prefix)


def parsed(svg: str) -> "ET.Element[str]":
    return ET.fromstring(svg)  # noqa: S314 - our own picture


def ids(svg: str) -> list[str]:
    return [it.attrib["id"] for it in parsed(svg).iter() if "id" in it.attrib]


def referred_to(svg: str) -> set[str]:
    return set(re.findall(r'(?:href="#|url\(#)([\w-]+)', svg))


def having(svg: str, name: str) -> list["ET.Element[str]"]:
    """The elements of a class."""
    return [it for it in parsed(svg).iter() if name in it.get("class", "").split()]
