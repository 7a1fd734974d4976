"""Routine, screening and technique files: YAML to core values, or every mistake with its place.

Reading imports pydantic, which takes longer than all else here; it happens on the first call.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from voice_guide.adapters.routine_file.complaints import Loc
from voice_guide.adapters.routine_file.mistakes import Mistake, Place, RoutineError
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique

if TYPE_CHECKING:
    from types import ModuleType

    from voice_guide.adapters.routine_file.mending import Mended

__all__ = [
    "Mistake",
    "RoutineError",
    "check_file",
    "load_questions",
    "load_routine",
    "load_techniques",
    "mended",
    "places",
]


def load_routine(path: Path) -> Routine:
    """Read one routine; raise RoutineError with every mistake in it."""
    routine: Routine = _reading().routine(path)
    return routine


def load_questions(path: Path) -> tuple[Question, ...]:
    """Read the screening questions; raise RoutineError with every mistake in them."""
    questions: tuple[Question, ...] = _reading().questions(path)
    return questions


def load_techniques(path: Path) -> tuple[Technique, ...]:
    """Read the glossary of techniques; raise RoutineError with every mistake in it."""
    techniques: tuple[Technique, ...] = _reading().techniques(path)
    return techniques


def check_file(path: Path) -> tuple[Mistake, ...]:
    """Every mistake in a file of any of the three kinds, told apart by its first keys."""
    mistakes: tuple[Mistake, ...] = _reading().check(path)
    return mistakes


def mended(path: Path) -> "list[Mended]":
    """Put right in the file what is mechanical; say what that was, line by line.

    Raises RoutineError for a file that cannot be read, OSError for one that cannot be written.
    """
    done: list[Mended] = _reading().mended(path)
    return done


def places(path: Path) -> Callable[[Loc], Place]:
    """Where in the file the value stands to which a way of keys and entries leads."""
    find: Callable[[Loc], Place] = _reading().places(path)
    return find


def _reading() -> "ModuleType":
    from voice_guide.adapters.routine_file import reading  # noqa: PLC0415

    return reading
