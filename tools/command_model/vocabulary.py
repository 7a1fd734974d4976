"""Which words the model is to know: those of the product, and common ones."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from voice_guide.adapters.routine_file import load_routine
from voice_guide.adapters.routine_shelf import Shelf
from voice_guide.core.phrases import normal
from voice_guide.language.areas import load_areas
from voice_guide.language.numbers import words_for
from voice_guide.language.sentences import load_phrasebook
from voice_guide.resources import shipped

_WORD_LISTS = Path(__file__).parent / "words"
_LANGUAGE = shipped("voice_guide/language/en")
_NOT_ENGLISH = {"speakable.yaml", "pronunciations.yaml"}
_WORD = re.compile(r"[a-z][a-z']*[a-z]|[a-z]")
_HIGHEST_NUMBER = 199


def vocabulary() -> frozenset[str]:
    """Every word that the model should know, in small letters."""
    return frozenset((*_product(), *_listed()))


def _listed() -> Iterator[str]:
    for file in sorted(_WORD_LISTS.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield from line.split()


def _product() -> Iterator[str]:
    """Every word of what is said by people, and of what the guide reads to them."""
    for file in (*shipped("routines").rglob("*.yaml"), *_LANGUAGE.glob("*.yaml")):
        if file.name not in _NOT_ENGLISH:
            yield from _words(yaml.safe_load(file.read_text(encoding="utf-8")))
    for number in range(1, _HIGHEST_NUMBER + 1):
        yield from words_for(number, "en").split()
    shelf = Shelf((shipped("routines"),), load_routine)
    for routine in map(shelf.load, shelf.ids()):
        titles = {normal(step.title): "" for step in routine.steps}
        areas = {area.value: words.said for area, words in load_areas("en").items()}
        book = load_phrasebook("en", steps=1, titles=titles, areas=areas)
        for phrase in (*book.meanings, *book.decoys):
            yield from phrase.split()


def _words(part: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a file holds
    if isinstance(part, dict):
        for value in part.values():
            yield from _words(value)
    elif isinstance(part, list):
        for value in part:
            yield from _words(value)
    elif isinstance(part, str) and "://" not in part:
        yield from _WORD.findall(part.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
