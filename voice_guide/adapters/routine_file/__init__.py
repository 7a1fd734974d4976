"""Routine, screening and technique files: YAML to core values, or every mistake with its place.

Reading imports pydantic, which takes longer than all else here; it happens on the first call.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from voice_guide.adapters.routine_file.mistakes import Mistake, RoutineError
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique

if TYPE_CHECKING:
    from types import ModuleType

__all__ = [
    "Mistake",
    "RoutineError",
    "check_file",
    "load_questions",
    "load_routine",
    "load_techniques",
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


def _reading() -> "ModuleType":
    from voice_guide.adapters.routine_file import reading  # noqa: PLC0415

    return reading
