"""The same words for the other side: left and right, near and far exchanged."""

import re
from collections.abc import Iterable


def exchange(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Exchange the words of each pair, keeping capitals; doing it twice gives `text` back."""
    swap = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    if not swap:
        return text
    word = re.compile(rf"\b({'|'.join(map(re.escape, swap))})\b", re.IGNORECASE)
    return word.sub(lambda found: _as_written(found[0], swap[found[0].lower()]), text)


def _as_written(model: str, word: str) -> str:
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word.capitalize() if model[0].isupper() else word
