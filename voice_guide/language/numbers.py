"""Numbers in words: the one source for what is said, heard and typed."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from unicode_rbnf import RbnfEngine

from voice_guide.core.phrases import normal

SPELT = range(1, 200)
"""The numbers that typed digits may stand for."""


@cache
def words_for(number: int, code: str = "en") -> str:
    """`number` as it is said, spelt as `normal` spells it: 21 is "twenty one"."""
    return normal(_engine(code).format_number(number).text)


def digits(code: str, numbers: Iterable[int] = SPELT) -> Mapping[str, str]:
    """Digits to words: "21" to "twenty one"."""
    return {str(number): words_for(number, code) for number in numbers}


def in_digits(text: str, code: str) -> str:
    """`text` with its spelt numbers as digits: "ninety seconds" is "90 seconds"."""
    return _spelt(code).sub(lambda found: _values(code)[normal(found[0])], text)


@cache
def _values(code: str) -> Mapping[str, str]:
    return {words: written for written, words in digits(code).items()}


@cache
def _spelt(code: str) -> re.Pattern[str]:
    ways = (re.escape(way).replace(r"\ ", r"[\s-]+") for way in _values(code))
    return re.compile(rf"\b(?:{'|'.join(sorted(ways, key=len, reverse=True))})\b", re.IGNORECASE)


@cache
def _engine(code: str) -> RbnfEngine:
    return RbnfEngine.for_language(code)
