"""The words by which an answer is understood, from the language's recall.yaml."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import snowballstemmer

from voice_guide.core.body import Area
from voice_guide.core.picture import Way
from voice_guide.core.rehearsing.terms import Concept, Manner, Named, Reader, Sides, Terms
from voice_guide.core.techniques import Technique, Tool
from voice_guide.language.areas import load_areas
from voice_guide.language.naming import words_of
from voice_guide.language.numbers import digits, words_for

_STEMMERS = {"en": "english"}
_SAID = range(1, 121)
"""Numbers that may be said in an answer."""


@cache
def load_terms(code: str, techniques: tuple[Technique, ...]) -> Terms:
    """The terms of a language, with those of the glossary; raise InputError."""
    with words_of(code, "recall.yaml") as data:
        reader = _reader(code, data)
        named = _Naming(reader)
        return Terms(
            reader=reader,
            areas=_areas(code, data["as_good"], named),
            back=named.thing(data["back"]),
            techniques={one.id: _technique(one, data["techniques"], named) for one in techniques},
            kinds=named.things(data["kinds"]),
            ways={Way(way): named.thing(entry) for way, entry in data["ways"].items()},
            places=tuple(map(named.thing, data["places"])),
            sides=Sides(**named.things(data["sides"])),
            manner=Manner(**named.things(data["manner"])),
            tools={Tool(tool): named.thing(entry) for tool, entry in data["tools"].items()},
            parts=tuple(map(named.thing, data["parts"])),
            times=_times(code, data, named),
            duration=_duration(code, data, named),
            no=reader.concept(data["no"]),
            empty=frozenset(map(reader.stem, (*data["empty"], *reader.digits.values()))),
            alike=_alike(data["alike"], reader),
        )


class _Naming:
    """Reads entries with a name and what is said."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def of(self, name: str, said: Iterable[str]) -> Named:
        return Named(name, self.reader.concept((name, *said)))

    def thing(self, entry: Mapping[str, Any]) -> Named:
        return self.of(entry["name"], entry["said"])

    def things(self, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, Named]:
        return {key: self.thing(entry) for key, entry in entries.items()}


def _reader(code: str, data: Mapping[str, Any]) -> Reader:
    stem = _stemming(code)
    plain = Reader(stem, digits(code), frozenset(data["small"]))
    areas = {
        plain.stems(way): area.value
        for area, words in load_areas(code).items()
        for way in words.said
        if way not in data["not_areas"]
    }
    areas |= {plain.stems(way): area for way, area in data["areas"].items()}
    other = {plain.stems(a): plain.stems(b) for a, b in data["read_as"].items()}
    return Reader(stem, plain.digits, plain.small, {**areas, **other})


def _stemming(code: str) -> Callable[[str], str]:
    stemmer = snowballstemmer.stemmer(_STEMMERS[code])
    return cache(lambda word: str(stemmer.stemWord(word)))


def _areas(code: str, as_good: Mapping[str, Sequence[str]], named: _Naming) -> dict[Area, Named]:
    """A place is read as its id; of what is read as none, such as a thumb, the words count."""
    found = {}
    for area, words in load_areas(code).items():
        accepted = (area.value, *as_good.get(area.value, ()))
        found[area] = Named(words.name, (*accepted, *named.reader.concept(words.said)))
    return found


def _technique(one: Technique, more: Mapping[str, Sequence[str]], named: _Naming) -> Named:
    return named.of(one.name.partition(",")[0], (*one.said, *more.get(one.id, ())))


def _times(code: str, data: Mapping[str, Any], named: _Naming) -> Callable[[int], Named]:
    usual, also, how_often = data["times"], data["also_times"], data["how_often"]

    def times(number: int) -> Named:
        word = words_for(number, code)
        said = [way.format(number=word) for way in also]
        return named.of(usual.format(number=word), (*said, *how_often.get(number, ())))

    return times


def _duration(code: str, data: Mapping[str, Any], named: _Naming) -> Callable[[int], Named]:
    units, how_long = data["duration"], data["how_long"]

    def duration(seconds: int) -> Named:
        said = [
            f"{words_for(seconds // length, code)} {unit}"
            for unit, length in units.items()
            if seconds % length == 0 and seconds >= length
        ]
        return named.of(said[0], (*said, *how_long.get(seconds, ())))

    return duration


def _alike(groups: Iterable[Sequence[str]], reader: Reader) -> dict[str, Concept]:
    found: dict[str, Concept] = {}
    for group in groups:
        concept = reader.concept(group)
        for stem in concept:
            found[stem] = (*found.get(stem, ()), *concept)
    return found
