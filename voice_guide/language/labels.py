"""The words on the screen, in advice, on the body map and on paper, from the language's files."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from voice_guide.errors import InputError
from voice_guide.language.naming import FOLDER, words_of


@cache
def load_labels(code: str) -> Mapping[str, str]:
    """The labels of the language `code`, by key; raise InputError."""
    return _texts(code, "labels.yaml")


@cache
def load_advice(code: str) -> Mapping[str, str]:
    """The sentences of advice to writers, by the kind of advice; raise InputError."""
    return _texts(code, "advice.yaml")


@cache
def load_page_words(code: str) -> Mapping[str, str]:
    """The words of the page for browsers, by key; raise InputError."""
    return _texts(code, "page.yaml")


@cache
def load_body_map_words(code: str) -> Mapping[str, str]:
    """The words of the body map, by key; raise InputError."""
    return _texts(code, "bodymap.yaml")


@cache
def load_sheet_words(code: str) -> Mapping[str, str]:
    """The words of the printed sheet, by key; raise InputError."""
    return _texts(code, "sheet.yaml")


def _texts(code: str, name: str) -> Mapping[str, str]:
    with words_of(code, name) as found:
        if isinstance(found, dict) and all(isinstance(text, str) for text in found.values()):
            return MappingProxyType(found)
    raise InputError(
        f"{FOLDER / code / name}: wants a text for every label",
        hint='Put texts with ":" or "{" in quotes.',
    )
