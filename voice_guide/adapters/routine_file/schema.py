"""The published JSON Schema of routine files: editors complete and check by it while one types."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

from pydantic import BaseModel

from voice_guide.adapters.routine_file import format as models

Schema: TypeAlias = dict[str, object]

DIALECT = "http://json-schema.org/draft-07/schema#"
"""What the YAML extensions of editors understand."""

NAME = "routine.schema.json"
"""The file, beside the routines."""

FIRST_LINE = f"# yaml-language-server: $schema={NAME}"
"""The first line of a routine, by which an editor finds the schema."""


def schema(techniques: Iterable[str], questions: Iterable[str]) -> Schema:
    """The schema of a routine, with the ids of techniques and questions offered for choice."""
    whole = models.RoutineFile.model_json_schema()
    groups = {"RoutineFile": whole, **whole["$defs"]}
    for name, group in groups.items():
        _describe(group, dict(_sentences(name)))
    step, routine = groups["StepGroup"]["properties"], whole["properties"]
    step["technique"] = _offered(step["technique"], techniques)
    routine["screening"]["items"] = _offered(routine["screening"]["items"], questions)
    return {"$schema": DIALECT, **whole, "title": "A routine of voice_guide"}


def fields(group: type[BaseModel]) -> Iterator[tuple[str, str, bool]]:
    """Each key of a group, what it means, and whether it is needed."""
    meanings = dict(_sentences(group.__name__))
    for name, field in group.model_fields.items():
        yield name, meanings[name], field.is_required()


def _describe(group: Schema, meanings: dict[str, str]) -> None:
    group.pop("title", None)
    properties = group["properties"]
    assert isinstance(properties, dict)
    for name, field in properties.items():
        field.pop("title", None)
        if field.get("default") in (None, "", []):
            field.pop("default", None)
        # None is what a key means that is not there; it cannot be written.
        ways = [way for way in field.get("anyOf", ()) if way != {"type": "null"}]
        field.pop("anyOf", None)
        field.update(ways[0] if len(ways) == 1 else {"anyOf": ways} if ways else {})
        field["description"] = meanings[name]


def _offered(field: Schema, ids: Iterable[str]) -> Schema:
    kept = {key: field.pop(key) for key in ("description",) if key in field}
    return {**kept, "anyOf": [{"type": "string", "enum": sorted(ids)}, field]}


def _sentences(name: str) -> Iterator[tuple[str, str]]:
    """What stands under each field of a class of `format`.

    Read here and not by pydantic, which would do it at every start of the program.
    """
    body = next(
        node.body
        for node in ast.parse(inspect.getsource(models)).body
        if isinstance(node, ast.ClassDef) and node.name == name
    )
    for field, after in pairwise(body):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=key)),
                ast.Expr(value=ast.Constant(value=str(sentence))),
            ):
                yield key, sentence
