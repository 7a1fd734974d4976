"""From a path to core values: text, tree, models, rules, and every mistake in one error."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from voice_guide.adapters.routine_file import rules
from voice_guide.adapters.routine_file.complaints import Complaint
from voice_guide.adapters.routine_file.format import QuestionsFile, RoutineFile, TechniquesFile
from voice_guide.adapters.routine_file.mistakes import Mistake, Place, RoutineError
from voice_guide.adapters.routine_file.source import text_of
from voice_guide.adapters.routine_file.tree import Tree, group, groups, grow
from voice_guide.adapters.routine_file.wording import complaints_of
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique
from voice_guide.errors import MissingPartError
from voice_guide.resources import shipped

MOST_MISTAKES = 100
"""Shown of one file; nobody reads more before correcting some."""

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Kind(Generic[_Model]):
    model: type[_Model]
    rules: Callable[[object, rules.Known], Iterator[Complaint]]


_ROUTINE = _Kind(RoutineFile, rules.of_routine)
_QUESTIONS = _Kind(QuestionsFile, rules.of_questions)
_TECHNIQUES = _Kind(TechniquesFile, rules.of_techniques)


def routine(path: Path) -> Routine:
    """See the package."""
    return _read(path, _tree(path), _ROUTINE).core(path.stem)


def questions(path: Path) -> tuple[Question, ...]:
    """See the package."""
    return _read(path, _tree(path), _QUESTIONS).core()


def techniques(path: Path) -> tuple[Technique, ...]:
    """See the package."""
    return _read(path, _tree(path), _TECHNIQUES).core()


def check(path: Path) -> tuple[Mistake, ...]:
    """See the package."""
    try:
        tree = _tree(path)
        top = group(tree.data)
        if "questions" in top and "parts" not in top:
            _read(path, tree, _QUESTIONS)
        elif "techniques" in top and "parts" not in top:
            _read(path, tree, _TECHNIQUES)
        else:
            _read(path, tree, _ROUTINE)
    except RoutineError as error:
        return error.mistakes
    return ()


def _tree(path: Path) -> Tree:
    return grow(text_of(path))


def _read(path: Path, tree: Tree, kind: _Kind[_Model]) -> _Model:
    found = {Mistake(path, *_numbers(f.place), f.problem, f.allowed): None for f in tree.flaws}
    places = {flaw.place for flaw in tree.flaws}
    model = None
    if tree.whole:
        model, complaints = _judged(tree.data, kind, _known(path))
        for complaint in complaints:
            place = tree.place(complaint.at, key=complaint.of_key)
            if place not in places:
                found[Mistake(path, *_numbers(place), complaint.problem, complaint.allowed)] = None
    if found or model is None:
        raise RoutineError(_in_order(found))
    return model


def _judged(
    data: object, kind: _Kind[_Model], known: rules.Known
) -> tuple[_Model | None, list[Complaint]]:
    complaints = list(kind.rules(data, known))
    try:
        return kind.model.model_validate(data), complaints
    except ValidationError as error:
        return None, complaints_of(error, kind.model) + complaints


def _in_order(found: Iterable[Mistake]) -> list[Mistake]:
    ordered = sorted(found, key=lambda mistake: (mistake.line, mistake.column))
    if len(ordered) <= MOST_MISTAKES:
        return ordered
    rest, last = len(ordered) - MOST_MISTAKES, ordered[MOST_MISTAKES]
    more = Mistake(last.path, last.line, last.column, f"and {rest} more mistakes from here on")
    return [*ordered[:MOST_MISTAKES], more]


def _numbers(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _known(path: Path) -> rules.Known:
    """The ids of the files that belong to a routine, from beside it, else those shipped."""
    return rules.Known(
        techniques=_ids(_common(path, "techniques.yaml")),
        questions=_ids(_common(path, "screening.yaml")),
    )


def _common(path: Path, name: str) -> Path | None:
    try:
        own = path.absolute().parent
        near = [own / "common" / name, own / name, shipped("routines") / "common" / name]
    except MissingPartError:
        return None
    return next((file for file in near if file.is_file()), None)


def _ids(path: Path | None) -> frozenset[str] | None:
    if path is None:
        return None
    state = path.stat()
    return _ids_once(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _ids_once(path: Path, changed: int, size: int) -> frozenset[str] | None:
    """The ids alone, for this state of the file; None when it has mistakes of its own."""
    del changed, size
    try:
        tree = _tree(path)
    except RoutineError:
        return None
    top = group(tree.data)
    named = [question.get("id") for _, question in groups(top.get("questions"))]
    ids = frozenset(name for name in (*named, *group(top.get("techniques"))) if name)
    return frozenset(map(str, ids)) if tree.whole and ids else None
