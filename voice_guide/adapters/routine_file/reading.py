"""From a path to core values: text, tree, models, rules, and every mistake in one error."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from voice_guide.adapters.routine_file import rules
from voice_guide.adapters.routine_file.complaints import Complaint, Loc, OneOf
from voice_guide.adapters.routine_file.format import QuestionsFile, RoutineFile, TechniquesFile
from voice_guide.adapters.routine_file.mending import Mended, mend
from voice_guide.adapters.routine_file.mistakes import Mistake, Place, RoutineError
from voice_guide.adapters.routine_file.schema import NAME
from voice_guide.adapters.routine_file.source import overwrite, text_of
from voice_guide.adapters.routine_file.tree import Flaw, Tree, group, groups, grow
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
        return check_text(path, text_of(path))
    except RoutineError as error:
        return error.mistakes


def mended(path: Path) -> list[Mended]:
    """See the package."""
    text = text_of(path)
    with_schema = (path.parent / NAME).exists()
    better, done = mend(text, partial(check_text, path), with_schema=with_schema)
    if done:
        overwrite(path, better)
    return done


def check_text(path: Path, text: str) -> tuple[Mistake, ...]:
    """The mistakes of a text that stands in `path`, or is to stand there."""
    try:
        tree = grow(text)
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


def places(path: Path) -> Callable[[Loc], Place]:
    """See the package."""
    return _tree(path).place


def _tree(path: Path) -> Tree:
    return grow(text_of(path))


def _read(path: Path, tree: Tree, kind: _Kind[_Model]) -> _Model:
    model, flaws = _judged(tree, kind, _known(path)) if tree.whole else (None, [])
    if tree.flaws or flaws or model is None:
        raise RoutineError(_mistakes(path, tree.flaws + flaws))
    return model


def _judged(
    tree: Tree, kind: _Kind[_Model], known: rules.Known
) -> tuple[_Model | None, list[Flaw]]:
    model, complaints = None, list(kind.rules(tree.data, known))
    try:
        model = kind.model.model_validate(tree.data)
    except ValidationError as error:
        complaints += complaints_of(error, kind.model)
    # What is no good as YAML is no good as anything else; said once, it is enough.
    said = {flaw.place for flaw in tree.flaws}
    found = [(tree.place(it.at, key=it.of_key), it) for it in complaints]
    return model, [Flaw(place, it.problem, it.allowed) for place, it in found if place not in said]


def _mistakes(path: Path, flaws: list[Flaw]) -> list[Mistake]:
    ordered = sorted(dict.fromkeys(flaws), key=lambda flaw: flaw.place)
    kept, rest = ordered[:MOST_MISTAKES], ordered[MOST_MISTAKES:]
    if rest:
        kept.append(Flaw(rest[0].place, f"and {len(rest)} more mistakes from here on", ""))
    return [_mistake(path, flaw) for flaw in kept]


def _mistake(path: Path, flaw: Flaw) -> Mistake:
    given, meant = "", ""
    if isinstance(flaw.allowed, OneOf):
        given, meant = flaw.allowed.given, flaw.allowed.meant
    return Mistake(
        path,
        flaw.place.line,
        flaw.place.column,
        flaw.problem,
        str(flaw.allowed),
        given,
        meant,
        flaw.broken,
    )


def _known(path: Path) -> rules.Known:
    """The ids that a routine can refer to: from the files beside it, else from those shipped."""
    return rules.Known(
        techniques=_ids(path, "techniques.yaml"), questions=_ids(path, "screening.yaml")
    )


def _ids(path: Path, name: str) -> frozenset[str] | None:
    try:
        own = path.absolute().parent
        near = (own / "common" / name, own / name, shipped("routines") / "common" / name)
        file = next(file for file in near if file.is_file())
        state = file.stat()
    except (OSError, MissingPartError, StopIteration):
        return None
    return _ids_once(file, state.st_mtime_ns, state.st_size)


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
