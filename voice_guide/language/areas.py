"""What the areas of the body are called, from the language's areas.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from voice_guide.core.body import Area
from voice_guide.errors import InputError
from voice_guide.language.naming import FOLDER, words_of


@dataclass(frozen=True, slots=True)
class AreaWords:
    """One area in the words of a language."""

    name: str
    """As the guide says it: "the shoulder blades"."""
    said: tuple[str, ...]
    """The answers that mean it, without "the" and "my"."""


@cache
def load_areas(code: str) -> Mapping[Area, AreaWords]:
    """The words for every area in the language `code`; raise InputError."""
    with words_of(code, "areas.yaml") as found:
        words = {Area(area): _words(entry) for area, entry in dict(found).items()}
    if missing := [area.value for area in Area if area not in words]:
        told = f"{FOLDER / code / 'areas.yaml'}: no words for {', '.join(missing)}"
        raise InputError(told, hint="Add them.")
    return MappingProxyType(words)


def _words(entry: Mapping[str, object]) -> AreaWords:
    name, said = entry["name"], entry["said"]
    if not isinstance(name, str) or not isinstance(said, list):
        raise TypeError(f"wants a name and a list of what is said, not {entry}")
    return AreaWords(name, tuple(map(str, said)))
