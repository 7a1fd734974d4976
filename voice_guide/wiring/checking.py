"""`check`: the mistakes in a file, and advice to who wrote it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from voice_guide.adapters.model_choice import choose_model
from voice_guide.adapters.routine_file import (
    Mistake,
    RoutineError,
    check_file,
    load_routine,
    places,
)
from voice_guide.adapters.routine_file.complaints import Loc
from voice_guide.adapters.word_graph.symbols import words_of
from voice_guide.core.advice import Known, Spot, advise
from voice_guide.core.commands import CLASS_OF, CommandClass
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Routine
from voice_guide.errors import MissingPartError
from voice_guide.language.labels import load_advice
from voice_guide.language.sentences import command_table
from voice_guide.language.syllables import syllables
from voice_guide.wiring import library

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Checked:
    """What there is to say about one file."""

    mistakes: tuple[Mistake, ...]
    advice: tuple[str, ...] = ()
    """A line each, with its place."""
    routine: Routine | None = None
    """When the file is one, and has no mistakes."""


def checked(path: Path) -> Checked:
    """Read the file; advice is given only on a routine without mistakes."""
    if mistakes := check_file(path):
        return Checked(mistakes)
    try:
        routine = load_routine(path)
    except RoutineError:
        return Checked(())  # Questions or techniques.
    return Checked((), tuple(_lines(path, routine)), routine)


def _lines(path: Path, routine: Routine) -> Iterator[str]:
    place, sentences = places(path), load_advice(LANGUAGE)
    for advice in advise(routine, known(routine)):
        at = place(_way(advice.spot))
        text = sentences[advice.kind.value].format_map(advice.values)
        yield f"{path}:{at.line}:{at.column}: {text}"


def known(routine: Routine) -> Known:
    """What the advice on `routine` depends on."""
    return Known(
        book=library.phrasebook(routine, LANGUAGE),
        urgent=_urgent(),
        hearable=_hearable(),
        techniques={one.id: one for one in library.techniques()},
        syllables=partial(syllables, code=LANGUAGE),
    )


def _urgent() -> tuple[str, ...]:
    table = command_table(LANGUAGE)
    urgent = (table[command] for command in table if CLASS_OF[command] is CommandClass.URGENT)
    return tuple(normal(phrase) for phrases in urgent for phrase in phrases)


def _hearable() -> frozenset[str] | None:
    try:
        return words_of(choose_model())
    except MissingPartError:
        return None


def _way(spot: Spot) -> Loc:
    way: tuple[tuple[bool, Loc], ...] = (
        (spot.step >= 0, ("parts", spot.part, "steps", spot.step)),
        (bool(spot.key), (spot.key,)),
        (spot.entry >= 0, (spot.entry,)),
    )
    return tuple(key for there, keys in way if there for key in keys)
