"""A piece of advice: where, about what, and the particulars."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voice_guide.core.phrases import Phrasebook
from voice_guide.core.routine import Routine, Step
from voice_guide.core.techniques import Technique


class Kind(StrEnum):
    """What the advice is about; its sentence is in the language's advice.yaml."""

    URGENT_WORDS = "urgent_words"
    COMMAND = "command"
    UNHEARD_TITLE = "unheard_title"
    LONG_SENTENCE = "long_sentence"
    HARD_TO_READ = "hard_to_read"
    BRACES = "braces"
    NO_AREA = "no_area"
    UNEQUAL_SIDES = "unequal_sides"
    SILENCE = "silence"
    DEEP = "deep"
    NO_CAUTION = "no_caution"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where in a routine: a step by its part and place, or the routine itself by -1."""

    part: int = -1
    step: int = -1
    key: str = ""
    """A key of the file."""
    entry: int = -1
    """Of a list."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to think over."""

    spot: Spot
    kind: Kind
    values: Mapping[str, object] = field(default_factory=dict)
    """What the sentence names."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the advice depends on besides the routine."""

    book: Phrasebook
    urgent: tuple[str, ...]
    """What people are told to say when something is wrong."""
    hearable: frozenset[str] | None
    """The words of the speech model; None when there is none to ask."""
    techniques: Mapping[str, Technique]
    """The glossary, by id."""
    syllables: Callable[[str], int]
    """How many a word has."""


def steps_of(routine: Routine) -> Iterator[tuple[Spot, Step]]:
    """Each step with its spot, whose key is yet to be filled in."""
    for part, group in enumerate(routine.parts):
        for place, step in enumerate(group.steps):
            yield Spot(part, place), step


def texts_of(routine: Routine) -> Iterator[tuple[Spot, str]]:
    """Every text that is read aloud."""
    yield Spot(key="position"), routine.position
    yield from _listed(Spot(), "equipment", routine.equipment)
    for spot, step in steps_of(routine):
        for key in ("say", "short", "gentler", "firmer", "other_side", "why"):
            yield Spot(spot.part, spot.step, key), getattr(step, key)
        yield from _listed(spot, "cautions", step.cautions)
    yield from _listed(Spot(part=len(routine.parts)), "aftercare", routine.aftercare)


def _listed(spot: Spot, key: str, texts: Iterable[str]) -> Iterator[tuple[Spot, str]]:
    for number, text in enumerate(texts):
        yield Spot(spot.part, spot.step, key, number), text
