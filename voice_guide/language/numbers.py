"""Numbers in words: the one source for what is said, heard and typed."""

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


@cache
def _engine(code: str) -> RbnfEngine:
    return RbnfEngine.for_language(code)
