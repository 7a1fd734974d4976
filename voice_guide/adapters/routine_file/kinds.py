"""What a single value may be: text, number, duration, yes or no, one word of several.

Strict on purpose: `hold: yes` is not one second, and `title: 12` is not a text.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from voice_guide.adapters.routine_file.complaints import OneOf
from voice_guide.adapters.routine_file.durations import ALLOWED, WRITTEN, said, seconds_of
from voice_guide.adapters.routine_file.mistakes import shown
from voice_guide.core.body import Area
from voice_guide.core.phrases import normal
from voice_guide.core.routine import PRESSURES, STROKE_KINDS, Side, Sides
from voice_guide.core.techniques import Tool
from voice_guide.core.units import Seconds

LONGEST_DOING: Seconds = 3 * 3600.0
"""Of one step, on one side."""

_TEXT = "write a text; in quotes if it is yes, no or a number, or has ': ' in it"
_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_Word = TypeVar("_Word", bound=StrEnum)


class Refused(ValueError):  # noqa: N818 - it names a judgement on a value, not a failure of ours
    """Raised by the reader of a value; pydantic hands it on as it is."""

    def __init__(self, problem: str, allowed: str | OneOf) -> None:
        super().__init__(problem)
        self.problem = problem
        self.allowed = allowed


def _text(longest: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str):
            raise Refused(f"is {shown(value)}", _TEXT)
        plain = " ".join(value.split())
        if not normal(plain):
            raise Refused("has no words", "write a text")
        if not plain.isprintable():
            raise Refused(
                f"has characters that cannot be spoken: {shown(plain)}", "write plain text"
            )
        if len(plain) > longest:
            raise Refused(f"has {len(plain)} letters", f"at most {longest}")
        return plain

    return read


def _id(value: object) -> str:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise Refused(
        f"is {shown(value)}", "write an id: small letters a to z, digits and _, at most 60"
    )


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        raise Refused(f"is {shown(value)}", f"write a whole number from {low} to {high}")

    return read


def _duration(low: Seconds, high: Seconds) -> Callable[[object], Seconds]:
    def read(value: object) -> Seconds:
        seconds = seconds_of(value)
        if seconds is None:
            raise Refused(f"is {shown(value)}", ALLOWED)
        if not low <= seconds <= high:
            raise Refused(f"is {shown(value)}", f"allowed: from {said(low)} to {said(high)}")
        return seconds

    return read


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise Refused(f"is {shown(value)}", "write true or false")


def _member(words: type[_Word], *without: _Word) -> Callable[[object], _Word]:
    known = {word.value: word for word in words if word not in without}

    def read(value: object) -> _Word:
        if isinstance(value, str) and value in known:
            return known[value]
        raise Refused(f"is {shown(value)}", OneOf(tuple(known), _word(value)))

    return read


def _stroke_kind(value: object) -> str:
    if isinstance(value, str) and value in STROKE_KINDS:
        return value
    raise Refused(f"is {shown(value)}", OneOf(STROKE_KINDS, _word(value)))


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _no_repeats(values: tuple[object, ...]) -> tuple[object, ...]:
    for number, value in enumerate(values):
        if value in values[:number]:
            raise Refused(f"names {shown(str(value))} twice", "write each once")
    return values


def _rising(values: tuple[Seconds, ...]) -> tuple[Seconds, ...]:
    if list(values) != sorted(set(values)):
        raise Refused("is not in the order of time", "write the earliest first, each once")
    return values


def _kind(read: Callable[[object], object], schema: dict[str, object]) -> tuple[object, ...]:
    """How a value is read, and what the published schema says of it."""
    return PlainValidator(read), WithJsonSchema(schema)


def _texts(longest: int) -> dict[str, object]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _numbers(low: int, high: int) -> dict[str, object]:
    return {"type": "integer", "minimum": low, "maximum": high}


def _times(low: Seconds, high: Seconds) -> dict[str, object]:
    written = {"type": "string", "pattern": WRITTEN, "examples": ["90 s", "2 min", "1 min 30 s"]}
    return {"anyOf": [{"type": "number", "minimum": low, "maximum": high}, written]}


def _words(words: type[StrEnum], *without: StrEnum) -> dict[str, object]:
    return {"type": "string", "enum": [word.value for word in words if word not in without]}


Name = Annotated[str, *_kind(_text(80), _texts(80))]
Sentences = Annotated[str, *_kind(_text(1500), _texts(1500))]
Id = Annotated[str, *_kind(_id, {"type": "string", "pattern": f"^{_ID.pattern}$"})]
StrokeKind = Annotated[str, *_kind(_stroke_kind, {"type": "string", "enum": list(STROKE_KINDS)})]
AnArea = Annotated[Area, *_kind(_member(Area), _words(Area))]
ASide = Annotated[Side, *_kind(_member(Side), _words(Side))]
StepSides = Annotated[Sides, *_kind(_member(Sides), _words(Sides))]
_ONE_SIDE = Sides.LEFT, Sides.RIGHT
PartSides = Annotated[Sides, *_kind(_member(Sides, *_ONE_SIDE), _words(Sides, *_ONE_SIDE))]
ATool = Annotated[Tool, *_kind(_member(Tool), _words(Tool))]
Flag = Annotated[bool, *_kind(_flag, {"type": "boolean"})]
_LEVELS = PRESSURES[0], PRESSURES[-1]
Pressure = Annotated[int, *_kind(_whole(*_LEVELS), _numbers(*_LEVELS))]
Priority = Annotated[int, *_kind(_whole(1, 3), _numbers(1, 3))]
Repetitions = Annotated[int, *_kind(_whole(1, 1000), _numbers(1, 1000))]
Sets = Annotated[int, *_kind(_whole(1, 100), _numbers(1, 100))]
Hold = Annotated[Seconds, *_kind(_duration(1, LONGEST_DOING), _times(1, LONGEST_DOING))]
SecondsEach = Annotated[Seconds, *_kind(_duration(0.5, 600), _times(0.5, 600))]
Rest = Annotated[Seconds, *_kind(_duration(0, 3600), _times(0, 3600))]

Areas = Annotated[tuple[AnArea, ...], Field(max_length=20), AfterValidator(_no_repeats)]
Ids = Annotated[tuple[Id, ...], Field(max_length=50), AfterValidator(_no_repeats)]
CheckIns = Annotated[tuple[Hold, ...], Field(max_length=50), AfterValidator(_rising)]
Texts = Annotated[tuple[Sentences, ...], Field(max_length=50)]
