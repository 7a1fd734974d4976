"""The words of a picture: for who cannot see it, and for what is written in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voice_guide.core.body import Area
from voice_guide.core.picture import BodyPicture, Movement
from voice_guide.core.techniques import Tool


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture."""

    title: str
    """Where."""
    description: str
    """What, with what, how firmly, and what is left alone; whole sentences, or empty."""
    left: str
    right: str


def caption(picture: BodyPicture, areas: Mapping[Area, str], words: Mapping[str, str]) -> Caption:
    """The words of a picture, from the names of areas and the body map's words of a language."""
    return Caption(
        title=_where(picture, areas, words),
        description=" ".join(_told(picture, areas, words)),
        left=words["left"],
        right=words["right"],
    )


def _where(picture: BodyPicture, areas: Mapping[Area, str], words: Mapping[str, str]) -> str:
    if not picture.areas:
        return words["rest"]
    named = _listed(picture.areas, areas, words)
    if picture.side is None:
        return words["where"].format(areas=named)
    return words["where_side"].format(areas=named, side=words[picture.side.value])


def _told(
    picture: BodyPicture, areas: Mapping[Area, str], words: Mapping[str, str]
) -> Iterable[str]:
    if picture.areas and picture.movements:
        done = dict.fromkeys(_movement(movement, words) for movement in picture.movements)
        yield words["done"].format(movements=", ".join(done))
    if picture.areas and picture.tool is not Tool.HANDS:
        yield words["with"].format(tool=words[picture.tool.value])
    if picture.pressure is not None:
        yield words["pressure"].format(level=picture.pressure)
    if picture.kept_out:
        yield words["kept_out"].format(areas=_listed(picture.kept_out, areas, words))


def _movement(movement: Movement, words: Mapping[str, str]) -> str:
    done = words[movement.kind]
    ways = ", ".join(words[f"way_{way.value}"] for way in movement.ways)
    return words["ways"].format(movement=done, ways=ways) if ways else done


def _listed(found: tuple[Area, ...], areas: Mapping[Area, str], words: Mapping[str, str]) -> str:
    *first, last = (areas[area] for area in found)
    return f"{', '.join(first)} {words['and']} {last}" if first else last
