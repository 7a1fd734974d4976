"""The words by which an article is read, from the language's drafting.yaml."""

import re
from collections.abc import Iterable, Mapping

from voice_guide.core.drafting import Terms
from voice_guide.core.techniques import Technique
from voice_guide.language.areas import load_areas
from voice_guide.language.naming import words_of

_PATTERNS = (
    *("times", "sets", "both_sides", "again_on", "left", "right"),
    *("caution", "aftercare", "step", "needed", "noise"),
)


def load_terms(code: str, techniques: Iterable[Technique]) -> Terms:
    """The terms of the language `code`, with those of the glossary; raise InputError."""
    with words_of(code, "drafting.yaml") as found:
        patterns = {name: str(found[name]) for name in _PATTERNS}
        for pattern in patterns.values():
            re.compile(pattern)
        return Terms(
            areas=_areas(code, found["areas"], frozenset(found["not_areas"])),
            techniques=_techniques(techniques, found["techniques"]),
            numbers={str(word): float(value) for word, value in found["numbers"].items()},
            seconds={str(word): float(value) for word, value in found["seconds"].items()},
            openers=frozenset(found["openers"]),
            never_last=frozenset(found["never_last"]),
            **patterns,
        )


def _areas(code: str, more: Mapping[str, str], without: frozenset[str]) -> dict[str, str]:
    said = {
        way: area.value for area, words in load_areas(code).items() for way in words.said
    } | dict(more)
    return {way.lower(): area for way, area in said.items() if way not in without}


def _techniques(techniques: Iterable[Technique], more: Mapping[str, str]) -> dict[str, str]:
    glossary = {way.lower(): one.id for one in techniques for way in (one.name, *one.said)}
    return glossary | {way.lower(): name for way, name in more.items()}
