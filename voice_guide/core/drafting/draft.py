"""From blocks to a routine: what the article says, in its order, and nothing that it does not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from voice_guide.core.beats import sentences
from voice_guide.core.body import Area
from voice_guide.core.drafting.aftercare import advised, apart
from voice_guide.core.drafting.article import Article, BlockKind
from voice_guide.core.drafting.leftovers import left_out, warnings
from voice_guide.core.drafting.pieces import Piece, needed, pieces_of, titled
from voice_guide.core.drafting.shortening import first_phrases, short
from voice_guide.core.drafting.sides import find_sides, said_once
from voice_guide.core.drafting.terms import (
    Found,
    Terms,
    find_all,
    find_sets,
    find_time,
    find_times,
)
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Part, Routine, Step

Way: TypeAlias = tuple[str | int, ...]
"""The way to a value in the file: ("parts", 0, "steps", 2, "hold")."""

LONGEST_SAY = 1500
LONGEST_TITLE = 80
_MOST_STEPS = 200
_MOST_ITEMS = 50
_MOST_LETTERS = 20 * LONGEST_SAY
"""Of a step, that are looked at."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that was recognised and is to be looked at by the writer."""

    way: Way
    words: str
    """The words of the article that it rests on; empty where there were none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A routine to be gone over by its writer."""

    routine: Routine
    guesses: tuple[Guess, ...]
    left_out: tuple[str, ...] = ()
    """What the article says that stands nowhere in the routine, block by block."""


def draft(article: Article, terms: Terms, name: str) -> Draft:
    """Draft a routine; raise ValueError when the article describes nothing to be done."""
    article = titled(article, terms)
    pieces, last_words = apart(pieces_of(article, terms), terms)
    if not pieces:
        raise ValueError("nothing in it looks like a step")
    guesses: list[Guess] = []
    titles: dict[str, int] = {}
    steps = []
    used = pieces[:_MOST_STEPS]
    warned = warnings(article, terms, used)
    for number, piece in enumerate(used):
        way: Way = ("parts", 0, "steps", number)
        step, found = _step(piece, terms, way, titles, () if number else warned)
        steps.append(step)
        guesses += found
    last_words = tuple(dict.fromkeys((*last_words, *advised(article, terms, used))))
    if last_words:
        guesses.append(Guess(("aftercare",), ""))
    title = short(article.title, LONGEST_TITLE) or name
    listed = (short(item, LONGEST_SAY) for item in needed(article, terms))
    routine = Routine(
        id=name,
        title=title,
        summary=_summary(article, title),
        credit=f"Drafted from {article.source}." if article.source else "",
        equipment=tuple(filter(None, (*article.equipment, *listed)))[:_MOST_ITEMS],
        parts=(Part(title, tuple(steps)),),
        aftercare=tuple(short(text, LONGEST_SAY) for text in last_words)[:_MOST_ITEMS],
    )
    also = (*warned, *last_words, routine.title, routine.summary)
    return Draft(routine, tuple(guesses), left_out(article, terms, used, also))


def _step(
    piece: Piece, terms: Terms, way: Way, titles: dict[str, int], warned: tuple[str, ...]
) -> tuple[Step, list[Guess]]:
    text = " ".join(" ".join(piece.texts).split())
    if len(text) > _MOST_LETTERS:  # Nothing behind it would be read aloud.
        text = text[:_MOST_LETTERS].rpartition(" ")[0]
    cautions = tuple(s for s in sentences(text) if re.search(terms.caution, s, re.IGNORECASE))
    said = " ".join(s for s in sentences(text) if s not in cautions) or text
    cautions = (*warned, *cautions)
    guesses: list[Guess] = []

    def guessed(key: str, found: Found | None) -> object:
        if found is not None:
            guesses.append(Guess((*way, key), found.words))
        return None if found is None else found.value

    areas = _distinct(find_all(terms.areas, text)) or _distinct(find_all(terms.areas, piece.title))
    technique = next(find_all(terms.techniques, f"{piece.title}. {text}"), None)
    sets, times = find_sets(terms, text), find_times(terms, text)
    time = None if sets or times else find_time(terms, text)
    counted = sets.value if sets else (1, times.value) if times else (1, None)
    assert isinstance(counted, tuple)
    guessed("repetitions", sets or times)
    sided = find_sides(terms, text)
    guessed("sides", Found(sided, sided.words) if sided.words else None)
    named = short(piece.title or first_phrases(said, terms), LONGEST_TITLE)
    step = Step(
        title=_unlike(named, titles),
        say=short(said_once(said, sided), LONGEST_SAY),
        areas=tuple(Area(str(found.value)) for found in areas),
        technique=str(guessed("technique", technique) or ""),
        sides=sided.sides,
        first=sided.first,
        hold=_seconds(guessed("hold", time)),
        repetitions=counted[1],
        sets=counted[0],
        cautions=tuple(short(caution, LONGEST_SAY) for caution in cautions[:50]),
    )
    if areas:
        guesses.append(Guess((*way, "areas"), ", ".join(found.words for found in areas)))
    if cautions:
        guesses.append(Guess((*way, "cautions"), ""))
    return step, guesses


def _distinct(found: Iterator[Found]) -> list[Found]:
    by_value: dict[object, Found] = {}
    for one in found:
        by_value.setdefault(one.value, one)
    return list(by_value.values())[:20]


def _seconds(found: object) -> float | None:
    return min(max(found, 1.0), 3 * 3600.0) if isinstance(found, float) else None


def _summary(article: Article, title: str) -> str:
    """The article's own first sentence."""
    paragraphs = (block.text for block in article.blocks if block.kind is BlockKind.PARAGRAPH)
    said = (short(sentence, LONGEST_SAY) for text in paragraphs for sentence in sentences(text))
    return next(filter(None, said), title)


def _unlike(title: str, titles: dict[str, int]) -> str:
    """A title of its own: "go to" needs it."""
    count = titles[normal(title)] = titles.get(normal(title), 0) + 1
    return title if count == 1 else f"{short(title, LONGEST_TITLE - 4)} {count}"
