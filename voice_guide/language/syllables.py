"""How many syllables a word has."""

from functools import cache

import pyphen

_PATTERNS = {"en": "en_US"}


@cache
def _hyphens(code: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=_PATTERNS[code], left=1, right=1)


def syllables(word: str, code: str) -> int:
    """The syllables of `word`, by where it may be divided; at least 1."""
    return len(_hyphens(code).positions(word)) + 1
