"""Routines, screening, techniques and phrases, read from their files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from voice_guide.adapters.routine_file import load_questions, load_routine, load_techniques
from voice_guide.adapters.routine_shelf import Shelf
from voice_guide.core.commands import Command, Understood
from voice_guide.core.phrases import Phrasebook, normal
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
from voice_guide.core.session.screening import asked_of
from voice_guide.core.session.state import Course
from voice_guide.core.techniques import Technique
from voice_guide.errors import InputError
from voice_guide.language.areas import load_areas
from voice_guide.language.recall import recall_phrasebook
from voice_guide.language.replies import load_words
from voice_guide.language.sentences import load_phrasebook
from voice_guide.resources import shipped
from voice_guide.settings import Settings
from voice_guide.wiring import folders

_NUMBERS_KNOWN = 20
"""Steps beyond the last are heard, too, so that the answer can be that there is none."""


def shelf() -> Shelf:
    """The person's own routines before the shipped ones."""
    return Shelf((folders.routines(), shipped("routines")), load_routine)


def file_named(name: str) -> Path:
    """The file at this path, else the one that the shelf finds; raise InputError for none."""
    path = Path(name)
    return path if path.is_file() else shelf().find(name)


def all_routines(tell: Callable[[InputError], None]) -> tuple[Routine, ...]:
    """Every routine that can be read, sorted by id; `tell` is given what is wrong with others."""
    found = []
    for name in shelf().ids():
        try:
            found.append(shelf().load(name))
        except InputError as error:
            tell(error)
    return tuple(found)


@cache
def techniques() -> tuple[Technique, ...]:
    return load_techniques(shipped("routines/common/techniques.yaml"))


@cache
def questions() -> tuple[Question, ...]:
    return load_questions(shipped("routines/common/screening.yaml"))


def course(routine: Routine, settings: Settings) -> Course:
    """What a session of `routine` is made of; raise InputError for a step it does not have."""
    if not 1 <= settings.start <= len(routine.steps):
        raise InputError(
            f"{routine.title} has no step {settings.start}",
            hint=f"Choose a step from 1 to {len(routine.steps)}.",
        )
    return Course(
        routine=routine,
        words=load_words(settings.language),
        questions=() if settings.skip_screening else asked_of(routine, questions()),
        techniques=techniques(),
        pace=settings.pace,
        start=settings.start,
        budget=None if settings.minutes is None else 60.0 * settings.minutes,
        rhythm=settings.rhythm,
    )


def phrasebook(routine: Routine, language: str, receivers: Sequence[str] = ()) -> Phrasebook:
    """What can be said in a session of `routine`; `receivers` are known by their names."""
    own = folders.sentences(language)
    return load_phrasebook(
        language,
        steps=max(len(routine.steps), _NUMBERS_KNOWN),
        titles={normal(step.title): str(n) for n, step in enumerate(routine.steps, 1)},
        techniques={technique.id: technique.said for technique in techniques()},
        areas={area.value: words.said for area, words in load_areas(language).items()},
        receivers=receivers,
        extra=own if own.exists() else None,
    )


def asking_for_words(phrasebook: Phrasebook, language: str) -> Phrasebook:
    """What can be said where the words of a step fade: "tell me", too, means to repeat it."""
    more = recall_phrasebook(language).meanings
    asks = {
        phrase: Understood(Command.REPEAT)
        for phrase, order in more.items()
        if order.command is Command.TELL_ME
    }
    decoys = tuple(decoy for decoy in phrasebook.decoys if decoy not in asks)
    return replace(phrasebook, meanings={**asks, **phrasebook.meanings}, decoys=decoys)


def choosing_phrasebook(routines: tuple[Routine, ...], language: str) -> Phrasebook:
    """What can be said to choose one of `routines`."""
    own = folders.sentences(language)
    titles = [routine.title for routine in routines]
    return load_phrasebook(language, routines=titles, extra=own if own.exists() else None)
