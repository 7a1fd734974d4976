"""What synthetic voices say: commands most of all, single words, and the routines' sentences."""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import yaml

from tools.command_model.training.corpus import plain
from voice_guide.adapters.word_graph.lexicon import Lexicon
from voice_guide.resources import shipped
from voice_guide.wiring import library

_SHARES = {"phrase": 45, "words": 30, "sentence": 25}
_LONGEST = 16
"""Words of a sentence."""
_SENTENCE_END = re.compile(r"[.!?;:]\s+|[.!?]$")
_MOST_WORDS = 4


def texts(count: int, lexicon: Lexicon, chance: Random) -> list[tuple[str, str]]:
    """`count` of (text, kind), all of whose words are in `lexicon`."""
    phrases = [p for p in command_phrases() if _known(p, lexicon)]
    sentences = [s for s in _sentences() if _known(s, lexicon)]
    commands = sorted({word for phrase in phrases for word in phrase.split()})
    others = sorted(lexicon)
    weights = [1 / len(phrase.split()) ** 2 for phrase in phrases]
    kinds = chance.choices(list(_SHARES), list(_SHARES.values()), k=count)
    return [
        (
            chance.choices(phrases, weights)[0]
            if kind == "phrase"
            else chance.choice(sentences)
            if kind == "sentence"
            else _jumble(chance.choice([commands, others]), chance),
            kind,
        )
        for kind in kinds
    ]


def command_phrases() -> list[str]:
    """Every way to say a command in any of the shipped routines."""
    shelf = library.shelf()
    books = (library.phrasebook(shelf.load(each), "en") for each in shelf.ids())
    return sorted({phrase for book in books for phrase in book.meanings})


def _jumble(words: Sequence[str], chance: Random) -> str:
    return " ".join(chance.choices(words, k=chance.randint(1, _MOST_WORDS)))


def _known(text: str, lexicon: Lexicon) -> bool:
    return all(word in lexicon for word in text.split())


def _sentences() -> list[str]:
    """Of what the guide reads to people."""
    found = set()
    for file in sorted(shipped("routines").rglob("*.yaml")):
        for text in _strings(yaml.safe_load(file.read_text(encoding="utf-8"))):
            for part in _SENTENCE_END.split(text):
                words = plain(part)
                if _MOST_WORDS <= len(words) <= _LONGEST:
                    found.add(" ".join(words))
    return sorted(found)


def _strings(part: Any) -> Iterator[str]:  # noqa: ANN401 - whatever a file holds
    if isinstance(part, dict):
        for value in part.values():
            yield from _strings(value)
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)
    elif isinstance(part, str):
        yield part
