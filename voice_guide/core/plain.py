"""Values as plain data (what JSON can hold) and back, by their types; what does not fit is refused.

Dataclasses become objects without the fields that are as by default. Where one of several
classes can stand, the object names its own under "is". Sets and mappings become lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

Plain: TypeAlias = Any
"""None, a bool, number or text, or a list or dict (with texts as keys) of these."""

_NAME = "is"


class Unreadable(ValueError):  # noqa: N818 - what the data is, as a reader would say it
    """The data does not have the form that was expected."""


@dataclass(frozen=True, slots=True)
class Form:
    """How values of one type are written and read."""

    write: Callable[[Any], Plain]
    read: Callable[[Plain], Any]
    """Raises Unreadable."""


class Forms:
    """The forms of types, made when they are first asked for; `own` come before any other."""

    def __init__(self, own: Mapping[Any, Form] | None = None) -> None:
        self._found: dict[Any, Form] = dict(own or {})

    def of(self, kind: Any) -> Form:  # noqa: ANN401 - a type, or what typing makes of types
        """The form of a type; TypeError for one that has none."""
        known = self._found.get(kind)
        if known is None:
            known = self._found[kind] = self._made(kind)
        return known

    def _made(self, kind: Any) -> Form:  # noqa: ANN401
        origin, inner = get_origin(kind), get_args(kind)
        if kind in _SIMPLE:
            return _SIMPLE[kind]
        if is_dataclass(kind):
            return _Object(kind, self).form
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _enumeration(kind)
        if origin in (Union, UnionType):
            return self._one_of(inner)
        if origin is tuple and inner[-1] is ...:
            return _many(self.of(inner[0]), tuple)
        if origin is tuple:
            return _row([self.of(one) for one in inner])
        if origin is frozenset:
            return _set(self.of(inner[0]))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return _pairs(_row([self.of(one) for one in inner]))
        raise TypeError(f"no plain form of {kind}")

    def _one_of(self, kinds: tuple[Any, ...]) -> Form:
        found = [kind for kind in kinds if kind is not NoneType]
        form = self.of(found[0]) if len(found) == 1 else self._named(found)
        return _optional(form) if NoneType in kinds else form

    def _named(self, kinds: list[type]) -> Form:
        """One of several classes, each under its name."""
        known = {kind.__name__: self.of(kind) for kind in kinds}

        def write(value: object) -> Plain:
            name = type(value).__name__
            return {_NAME: name, **known[name].write(value)}

        def read(data: Plain) -> object:
            rest = dict(_expect(data, dict))
            form = known.get(rest.pop(_NAME, None))
            if form is None:
                raise Unreadable(f"none of {', '.join(known)}: {data!r:.80}")
            return form.read(rest)

        return Form(write, read)


class _Object:
    """The form of a dataclass. Its fields are looked at late: it may hold itself."""

    def __init__(self, kind: Any, forms: Forms) -> None:  # noqa: ANN401 - a dataclass
        self._kind = kind
        self._forms = forms
        self._known: dict[str, tuple[Form, Any]] | None = None
        self.form = Form(self._write, self._read)

    @property
    def _fields(self) -> dict[str, tuple[Form, Any]]:
        if self._known is None:
            hints = get_type_hints(self._kind)
            self._known = {
                field.name: (self._forms.of(hints[field.name]), _default(field))
                for field in fields(self._kind)
            }
        return self._known

    def _write(self, value: object) -> Plain:
        found = {}
        for name, (form, default) in self._fields.items():
            inner = getattr(value, name)
            if inner is not default and (default is MISSING or inner != default):
                found[name] = form.write(inner)
        return found

    def _read(self, data: Plain) -> object:
        given = _expect(data, dict)
        unknown = given.keys() - self._fields.keys()
        missing = {n for n, (_, d) in self._fields.items() if d is MISSING} - given.keys()
        if unknown or missing:
            raise Unreadable(f"{self._kind.__name__}: unknown {unknown}, missing {missing}")
        return self._kind(**{name: self._fields[name][0].read(it) for name, it in given.items()})


def _default(field: Any) -> object:  # noqa: ANN401 - a dataclass's field
    return field.default if field.default_factory is MISSING else field.default_factory()


def _expect(data: Plain, *kinds: type) -> Any:  # noqa: ANN401
    # Not isinstance: True is no number here.
    if type(data) not in kinds:
        raise Unreadable(f"{' or '.join(kind.__name__ for kind in kinds)}, not {data!r:.80}")
    return data


def _as_it_is(value: object) -> Plain:
    return value


def _exactly(kind: type) -> Form:
    return Form(_as_it_is, lambda data: _expect(data, kind))


def _float(data: Plain) -> float:
    try:
        return float(_expect(data, float, int))
    except OverflowError as error:
        raise Unreadable(str(error)) from error


_SIMPLE: Mapping[Any, Form] = {
    str: _exactly(str),
    int: _exactly(int),
    float: Form(_as_it_is, _float),
    bool: _exactly(bool),
}


def _enumeration(kind: type[Enum]) -> Form:
    def read(data: Plain) -> Enum:
        try:
            return kind(data)
        except ValueError as error:
            raise Unreadable(str(error)) from error

    return Form(lambda value: value.value, read)


def _optional(form: Form) -> Form:
    return Form(
        lambda value: None if value is None else form.write(value),
        lambda data: None if data is None else form.read(data),
    )


def _many(form: Form, kind: Callable[[Any], Any]) -> Form:
    return Form(
        lambda value: [form.write(inner) for inner in value],
        lambda data: kind(form.read(inner) for inner in _expect(data, list)),
    )


def _set(form: Form) -> Form:
    many = _many(form, frozenset)
    return Form(lambda value: sorted(many.write(value)), many.read)


def _row(forms: list[Form]) -> Form:
    def read(data: Plain) -> tuple[Any, ...]:
        if len(_expect(data, list)) != len(forms):
            raise Unreadable(f"{len(forms)} values, not {data!r:.80}")
        return tuple(form.read(inner) for form, inner in zip(forms, data, strict=True))

    return Form(
        lambda value: [form.write(inner) for form, inner in zip(forms, value, strict=True)], read
    )


def _pairs(row: Form) -> Form:
    many = _many(row, dict)
    return Form(lambda value: many.write(value.items()), many.read)
