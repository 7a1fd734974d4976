"""What an answer may be made of, in plain words: for ears that hear only what they expect."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from voice_guide.core.phrases import normal
from voice_guide.core.routine import Routine
from voice_guide.core.techniques import Technique
from voice_guide.language.areas import load_areas
from voice_guide.language.naming import words_of
from voice_guide.language.numbers import digits, words_for

_NUMBERS = (*range(1, 21), 30, 40, 45, 50, 60, 90)
"""Those that are said with "times", "minutes" or "seconds"."""
_CLAUSE_END = re.compile(r"[,;:.!?]")
_NOT_SAID = frozenset(
    {"said", "hints", "can_say", "small", "empty", "not_areas", "as_good", "sound_alike"}
)
"""Keys of recall.yaml whose words are the guide's, or no way to say anything."""


def clauses(routine: Routine, code: str) -> tuple[str, ...]:
    """The routine's own words, clause by clause, numbers spelt out."""
    spelt = digits(code)
    texts = (
        text
        for step in routine.steps
        for text in (step.title, step.short, step.say, step.other_side, *step.cautions)
    )
    found = (normal(clause) for text in texts for clause in _CLAUSE_END.split(text))
    said = (
        " ".join(spelt.get(word, word.strip("'")) for word in clause.split()) for clause in found
    )
    return tuple(dict.fromkeys(clause for clause in said if clause))


@cache
def ways(code: str, techniques: tuple[Technique, ...]) -> tuple[str, ...]:
    """Every way to say a key point; raise InputError."""
    with words_of(code, "recall.yaml") as data:
        said = [
            text for key, entry in data.items() if key not in _NOT_SAID for text in _texts(entry)
        ]
        units = (data["times"].format(number="").strip(), *data["duration"])
        left_out = frozenset(data["sound_alike"])
    said += (way for words in load_areas(code).values() for way in words.said)
    said += (way for technique in techniques for way in technique.said)
    said += (f"{words_for(number, code)} {unit}" for number in _NUMBERS for unit in units)
    return tuple(w for w in dict.fromkeys(_normal(said)) if not left_out & {*w.split()})


def _normal(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if "{" not in text and (plain := normal(text)):
            yield plain


def _texts(entry: Any) -> Iterator[str]:  # noqa: ANN401 - what YAML holds
    match entry:
        case str() if "_" not in entry:  # else it is the id of something
            yield entry
        case list():
            yield from (text for each in entry for text in _texts(each))
        case dict():
            keys = (key for key in entry if isinstance(key, str) and key not in {"name", "said"})
            yield from _texts([*keys, *entry.values()])
