"""A routine as the text of a file, with remarks for its writer."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from voice_guide.adapters.routine_file.complaints import Loc
from voice_guide.adapters.routine_file.durations import said
from voice_guide.adapters.routine_file.schema import FIRST_LINE
from voice_guide.core.routine import Routine

_TIMES = frozenset({"hold", "seconds_each", "rest"})
_LINE = 100
_SWITCHES = frozenset({"yes", "no", "on", "off", "y", "n"})
"""Texts that are read as something else, by some, when they stand without quotes."""
_LAST = ("parts", "aftercare")
"""Keys of a routine that come after all others, as people write them."""


def text_of_routine(routine: Routine, remarks: Mapping[Loc, str] | None = None) -> str:
    """The file that reads as `routine`; each remark stands above the key that it is about."""
    tree = _grown(routine, (), remarks or {})
    assert isinstance(tree, CommentedMap)
    del tree["id"]
    yaml = YAML()
    yaml.width = _LINE
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(tree, out)
    return f"{FIRST_LINE}\n{out.getvalue()}"


def _grown(value: object, at: Loc, remarks: Mapping[Loc, str], key: str = "") -> object:
    match value:
        case Enum():
            return str(value.value)
        case tuple():
            entries = CommentedSeq(_grown(one, (*at, n), remarks) for n, one in enumerate(value))
            if all(isinstance(one, str) and len(one) < _LINE // 4 for one in entries):
                entries.fa.set_flow_style()
            return entries
        case float() if key in _TIMES:
            return said(value)
        case str() if value.lower() in _SWITCHES:
            return DoubleQuotedScalarString(value)
        case _ if is_dataclass(value):
            group = CommentedMap()
            for name, inner in _given(value):
                group[name] = _grown(inner, (*at, name), remarks, name)
                if remark := remarks.get((*at, name)):
                    indent = 2 * sum(isinstance(step, str) for step in at) + 2 * _entries(at)
                    group.yaml_set_comment_before_after_key(name, before=remark, indent=indent)
            return group
        case _:
            return value


def _entries(at: Loc) -> int:
    return sum(isinstance(step, int) for step in at)


def _given(value: object) -> Iterator[tuple[str, object]]:
    assert is_dataclass(value)
    for field in sorted(fields(value), key=lambda it: it.name in _LAST):
        found = getattr(value, field.name)
        if found != _default(field):
            yield field.name, found


def _default(field: "Field[object]") -> object:
    if field.default is MISSING and field.default_factory is not MISSING:
        return field.default_factory()
    return field.default
