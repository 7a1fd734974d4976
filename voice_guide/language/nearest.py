"""What somebody may have meant by a typed line that means nothing."""

from collections.abc import Container
from difflib import get_close_matches

from voice_guide.core.commands import Command
from voice_guide.core.phrases import Phrasebook, normal
from voice_guide.language.labels import load_labels

_ALIKE = 0.66
"""Two letters of three, so that "yse" is near "yes"."""
_LOOKED_AT = 12
_SHOWN = 3
_LONGEST = 60
"""Letters; what is longer is talk."""


def asked_back(text: str, book: Phrasebook, allowed: Container[Command]) -> str:
    """What to show of it: with the phrases that are near and may be said now, if there are any."""
    labels = load_labels(book.language)
    near = nearest(text, book, allowed)
    if not near:
        return labels["no_command"].format(text=text)
    return labels["did_you_mean"].format(text=text, near=", ".join(near))


def not_here(text: str, book: Phrasebook) -> str:
    """What to show of a command that has no place in what is going on."""
    return load_labels(book.language)["not_here"].format(text=text)


def nearest(text: str, book: Phrasebook, allowed: Container[Command]) -> tuple[str, ...]:
    """A phrase for each of the few commands whose wordings are most like `text`."""
    typed = normal(text)
    if not typed or len(typed) > _LONGEST:
        return ()
    phrases = [said for said, order in book.meanings.items() if order.command in allowed]
    found = {order: normal(order.name) for order in book.titled(typed)}
    for phrase in get_close_matches(typed, phrases, _LOOKED_AT, _ALIKE):
        found.setdefault(book.meanings[phrase], phrase)
    return tuple(found.values())[:_SHOWN]
