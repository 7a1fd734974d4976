"""YAML to plain lists, dictionaries, texts and numbers, with the place of each.

Built from the parser's events: nothing is constructed but these, and limits apply while reading.
Tags, anchors and aliases are mistakes; a routine needs none of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from voice_guide.adapters.routine_file.complaints import Loc, OneOf, label
from voice_guide.adapters.routine_file.mistakes import Place, shown

DEEPEST = 20
"""Levels; a routine has seven."""

MOST_VALUES = 10_000
"""Keys and values; a long routine has a thousand."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_YES = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"})
_NO = frozenset({"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"})
# Short enough that no number is infinite, nor slow to read.
_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,15}\.[0-9]{0,15}|\.[0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with the YAML itself."""

    place: Place
    problem: str
    allowed: str | OneOf
    broken: bool = False
    """It is no YAML from here on."""


@dataclass(slots=True)
class Tree:
    """What a file says."""

    data: object = None
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    whole: bool = False
    """Read to its end; False when it had to be given up on."""

    def place(self, at: Loc, *, key: bool = False) -> Place:
        """The place of a value or of its key; of what it would be in, when it is not there."""
        if key and at in self.keys:
            return self.keys[at]
        while at and at not in self.values:
            at = at[:-1]
        return self.values.get(at, Place())


class _GivenUpError(Exception):
    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.problem)
        self.flaw = flaw


def grow(text: str) -> Tree:
    """Read YAML; what is wrong with it is among the tree's flaws."""
    tree = Tree()
    try:
        _Grower(tree, text).document()
    except _GivenUpError as stop:
        tree.flaws.append(stop.flaw)
    except yaml.MarkedYAMLError as error:
        tree.flaws.append(_broken(error.problem or "", error.problem_mark))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        tree.flaws.append(_broken(str(error).partition("\n")[0], None))
    else:
        tree.whole = True
    return tree


class _Grower:
    def __init__(self, tree: Tree, text: str) -> None:
        self._tree = tree
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self._count = 0

    def document(self) -> None:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise _GivenUpError(Flaw(Place(), "the file is empty", "write at least a title"))
        self._tree.data = self._value(next(self._events), ())
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _GivenUpError(Flaw(_at(after), "a second document begins", "one in each file"))

    def _value(self, event: yaml.Event, at: Loc) -> object:
        self._count += 1
        if self._count > MOST_VALUES:
            raise _GivenUpError(Flaw(_at(event), "too many values", f"at most {MOST_VALUES}"))
        if len(at) > DEEPEST:
            raise _GivenUpError(Flaw(_at(event), "nested too deep", f"at most {DEEPEST} levels"))
        self._tree.values.setdefault(at, _at(event))
        self._complain_of_magic(event)
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event, at)
            case yaml.SequenceStartEvent():
                return self._list(at)
            case yaml.MappingStartEvent():
                return self._group(at)
        return None

    def _list(self, at: Loc) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*at, len(found))))
        return found

    def _group(self, at: Loc) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, at)
            value = self._value(next(self._events), (*at, key))
            if key not in found:
                found[key] = value
                continue
            before = self._tree.keys[*at, key].line
            self._flaw(event, f"{shown(key)} is given twice", f"the first is in line {before}")
        return found

    def _key(self, event: yaml.Event, at: Loc) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._complain_of_magic(event)
            self._tree.keys.setdefault((*at, event.value), _at(event))
            return str(event.value)
        self._flaw(event, "the name of a key is missing", "write a name, a colon and a space")
        self._value(event, (*at, ""))
        self._tree.keys.setdefault((*at, ""), _at(event))
        return ""

    def _scalar(self, event: yaml.ScalarEvent, at: Loc) -> object:
        text: str = event.value
        if event.style:
            return text
        if text in _EMPTY:
            self._flaw(event, f"{label(at)} is empty", "write a value, or leave it out")
            return None
        return _plain(text)

    def _complain_of_magic(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._flaw(event, "anchors and aliases (& and *) are not read", "put it in quotes")
        if (tag := getattr(event, "tag", None)) is not None:
            self._flaw(event, f"the tag {shown(tag)} is not read", "leave it out, or use quotes")

    def _flaw(self, event: yaml.Event, problem: str, allowed: str) -> None:
        self._tree.flaws.append(Flaw(_at(event), problem, allowed))


def _plain(text: str) -> str | bool | int | float:
    if text in _YES or text in _NO:
        return text in _YES
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _at(event: yaml.Event) -> Place:
    return _place(event.start_mark)


class _Mark(Protocol):
    line: int
    column: int


def _place(mark: _Mark | None) -> Place:
    return Place(mark.line + 1, mark.column + 1) if mark else Place()


def _broken(problem: str, mark: _Mark | None) -> Flaw:
    return Flaw(
        _place(mark),
        f"not YAML: {problem}",
        "indent with spaces, and put texts with ': ' or ' #' or a special first letter in quotes",
        broken=True,
    )


def group(value: object) -> Mapping[str, object]:
    """`value` when it is a group of keys; else an empty one, for it was reported already."""
    return value if isinstance(value, dict) else {}


def groups(value: object) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The groups of keys in a list, numbered as they stand there."""
    if isinstance(value, list):
        yield from ((number, group(entry)) for number, entry in enumerate(value))
