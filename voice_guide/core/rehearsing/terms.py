"""The words by which a learner's answer is understood, in one language."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from voice_guide.core.body import Area
from voice_guide.core.phrases import normal
from voice_guide.core.picture import Way
from voice_guide.core.techniques import Tool

Concept: TypeAlias = tuple[str, ...]
"""One thing that can be meant: every way to say it, as `Reader.read` gives it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes texts that say the same alike: without endings, articles, and digits."""

    stem: Callable[[str], str]
    """A word without its ending."""
    digits: Mapping[str, str]
    """"21" -> "twenty one"."""
    small: frozenset[str]
    """Words that are passed over: articles, whose it is."""
    read_as: Mapping[str, str] = field(default_factory=dict)
    """Phrases of stems that are read as another, or as one word of their own: "lower back"."""
    _phrase: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        longest = "|".join(map(re.escape, sorted(self.read_as, key=len, reverse=True)))
        found = re.compile(rf"(?<!\S)(?:{longest})(?!\S)") if longest else None
        object.__setattr__(self, "_phrase", found)  # it is frozen, and this follows from it

    def read(self, text: str) -> str:
        """The stems of a text, longest phrases first read as what they stand for."""
        plain = self.stems(text)
        if self._phrase is None:
            return plain
        return " ".join(self._phrase.sub(lambda found: self.read_as[found[0]], plain).split())

    def stems(self, text: str) -> str:
        """The same, phrases left as they are."""
        spelt = " ".join(self.digits.get(word, word) for word in normal(text).split())
        return " ".join(self.stem(word) for word in spelt.split() if word not in self.small)

    def concept(self, ways: Iterable[str]) -> Concept:
        """The ways to say one thing."""
        return tuple(dict.fromkeys(read for way in ways if (read := self.read(way))))


def has(text: str, concept: Concept) -> bool:
    """Whether one of the ways is in a text that was read, as whole words."""
    padded = f" {text} "
    return any(f" {way} " in padded for way in concept)


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be said in several ways, and how the guide calls it."""

    name: str
    concept: Concept


@dataclass(frozen=True, slots=True)
class Sides:
    """How it is said that a step is done on one side, or on both."""

    left: Named
    right: Named
    both: Named


@dataclass(frozen=True, slots=True)
class Manner:
    """How a step is done."""

    light: Named
    firm: Named
    slow: Named


@dataclass(frozen=True, slots=True)
class Terms:
    """What can be meant in an answer."""

    reader: Reader
    areas: Mapping[Area, Named]
    back: Named
    """Several areas of the back together."""
    techniques: Mapping[str, Named]
    """By id."""
    kinds: Mapping[str, Named]
    """Kinds of stroke."""
    ways: Mapping[Way, Named]
    places: tuple[Named, ...]
    """Where a stroke goes along, and which is no area."""
    sides: Sides
    manner: Manner
    tools: Mapping[Tool, Named]
    parts: tuple[Named, ...]
    """What of the hands is used: thumbs, palms."""
    times: Callable[[int], Named]
    """How often: 5 -> "five times"."""
    duration: Callable[[int], Named]
    """How long, in seconds: 120 -> "two minutes"."""
    no: Concept
    """What a warning has in it: never, not, off."""
    empty: frozenset[str]
    """Stems without which a sentence still says the same; never asked for."""
    alike: Mapping[str, Concept]
    """By a stem: all stems that mean about the same."""

    def word(self, stem: str) -> Concept:
        """A word, or one that means about the same."""
        return self.alike.get(stem, (stem,))
