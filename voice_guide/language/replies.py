"""Reads a language's replies into Words."""

from collections.abc import Mapping
from functools import cache

from voice_guide.core.picture import Way
from voice_guide.core.words import Words
from voice_guide.language.areas import load_areas
from voice_guide.language.naming import words_of


@cache
def load_words(code: str = "en") -> Words:
    """The words of a language; raise InputError."""
    with words_of(code, "replies.yaml") as data:
        return Words(
            replies=_texts(data["replies"]),
            exchange=tuple((a, b) for a, b in data["exchange"]),
            ways={word: Way(way) for way, said in data["ways"].items() for word in said},
            sides=_texts(data["sides"]),
            areas={area: words.name for area, words in load_areas(code).items()},
            parts=_texts(data["parts"]),
            back=_texts(data["back"]),
            hints={phase: tuple(said) for phase, said in data["hints"].items()},
            answers={question: tuple(said) for question, said in data["answers"].items()},
            units=_texts(data["units"]),
            small=frozenset(" ".join(data["small"]).split()),
        )


def _texts(data: Mapping[str, object]) -> Mapping[str, str]:
    return {str(key): str(value) for key, value in data.items()}
