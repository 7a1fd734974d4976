"""How the words are pronounced: by hand, by CMUdict, and by espeak-ng for the rest."""

import importlib.resources
import re
from collections.abc import Iterable
from functools import cache

from voice_guide.adapters.pronouncing import Pronouncing
from voice_guide.adapters.word_graph.lexicon import Lexicon, Sounds
from voice_guide.language.pronunciations import load_pronunciations

_ANOTHER_WAY = re.compile(r"\(\d+\)$")


def pronounced(words: Iterable[str]) -> Lexicon:
    """A lexicon of `words`; raise MissingPartError where espeak-ng is missing and needed."""
    by_hand, listed = load_pronunciations("en"), cmudict()
    espeak = Pronouncing()
    found: dict[str, tuple[Sounds, ...]] = {}
    for word in words:
        ways = by_hand.get(word) or listed.get(word) or (espeak.sounds(word),)
        if ways[0]:
            found[word] = tuple(dict.fromkeys(ways))
    return found


@cache
def cmudict() -> Lexicon:
    """The CMU Pronouncing Dictionary (BSD licence), as PocketSphinx brings it along."""
    file = importlib.resources.files("pocketsphinx") / "model/en-us/cmudict-en-us.dict"
    found: dict[str, list[Sounds]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        word, *sounds = line.split()
        found.setdefault(_ANOTHER_WAY.sub("", word), []).append(tuple(sounds))
    return {word: tuple(ways) for word, ways in found.items()}
