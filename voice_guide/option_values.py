"""Numbers and names on the command line, within what makes sense."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from voice_guide.core.phrases import is_word, normal
from voice_guide.invocation import command

_Kind = TypeVar("_Kind", bound=StrEnum)


def step(text: str) -> int:
    """A step's number; raise ArgumentTypeError, as all here do."""
    return _whole(text, 1, 10_000)


def rate(text: str) -> int:
    """Words a minute."""
    return _whole(text, 80, 300)


def minutes(text: str) -> int:
    """For all the steps."""
    return _whole(text, 1, 240)


def name(text: str) -> str:
    """Of a receiver."""
    plain = " ".join(text.split())
    if not 1 <= len(plain) <= 40 or not plain.isprintable():
        raise ArgumentTypeError("a name has 1 to 40 letters")
    return plain


def given(text: str) -> str:
    """A device, a file or a model: not nothing, which a variable that is not set becomes."""
    if not text.strip():
        raise ArgumentTypeError("it is empty")
    return text


def address(text: str) -> str:
    """A word, or several, that a phrase begins with."""
    words = normal(text).split()
    if not words or not all(map(is_word, words)):
        problem = f"{text!r} is no word that can be said; letters only, as in --address guide"
        raise ArgumentTypeError(problem)
    return " ".join(words)


def one_of(kind: type[_Kind]) -> Callable[[str], _Kind]:
    """By its name."""

    def named(text: str) -> _Kind:
        try:
            return kind(text)
        except ValueError as error:
            raise ArgumentTypeError(f"{text!r} is none of {', '.join(kind)}") from error

    return named


def session(text: str) -> int:
    """A past one's number."""
    if not text.isdecimal() or not 1 <= len(text) <= 15:
        problem = f"{text!r} is not the number of a session; `{command()} history` lists them"
        raise ArgumentTypeError(problem)
    return int(text)


def delay(text: str) -> float:
    """Milliseconds."""
    return float(_whole(text, 0, 1000))


def port(text: str) -> int:
    """Of the page, one that needs no special rights."""
    return _whole(text, 1024, 65_535)


def speed(text: str) -> float:
    """Times a real room's."""
    return _number(text, 0.1, 1000)


def echo(text: str) -> float:
    """Decibels."""
    return _number(text, -120, 40)


def _number(text: str, least: float, most: float) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a number") from error
    if not least <= number <= most:  # true of nan, too
        raise ArgumentTypeError(f"{text} is not between {least} and {most}")
    return number


def _whole(text: str, least: int, most: int) -> int:
    try:
        number = int(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a whole number") from error
    if not least <= number <= most:
        raise ArgumentTypeError(f"{number} is not between {least} and {most}")
    return number
