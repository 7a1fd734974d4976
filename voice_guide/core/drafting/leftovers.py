"""What an article says outside its steps: warnings to keep, and the rest, to be told."""

import re
from collections.abc import Iterable, Iterator, Sequence

from voice_guide.core.beats import sentences
from voice_guide.core.drafting.article import Article, Block, BlockKind
from voice_guide.core.drafting.pieces import Piece, needed, unnumbered, worth_reading
from voice_guide.core.drafting.terms import Terms
from voice_guide.core.phrases import normal


def warnings(article: Article, terms: Terms, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The sentences before the first step that warn."""
    used = _sentences_of(pieces)
    found: list[str] = []
    for block in worth_reading(article, terms):
        told = _told(block, terms)
        if any(normal(sentence) in used for sentence in told):
            break
        found += (s for s in told if re.search(terms.caution, s, re.IGNORECASE))
    return tuple(dict.fromkeys(found))


def behind(article: Article, terms: Terms, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The sentences behind the last one of a step."""
    used = _sentences_of(pieces)
    found: list[str] = []
    for block in worth_reading(article, terms):
        for sentence in _told(block, terms):
            if normal(sentence) in used:
                found.clear()
            else:
                found.append(sentence)
    return tuple(dict.fromkeys(found))


def left_out(
    article: Article, terms: Terms, pieces: Sequence[Piece], also: Iterable[str]
) -> tuple[str, ...]:
    """What stands in no step, block by block; `also` was used elsewhere."""
    used = _sentences_of(pieces) | {normal(text) for text in (*also, *needed(article, terms))}
    used |= {normal(piece.title) for piece in pieces}
    blocks = (block for block in article.blocks if block.kind is not BlockKind.HEADING)
    left = (_left(block, terms, used) for block in blocks)
    return tuple(dict.fromkeys(filter(None, left)))


def _left(block: Block, terms: Terms, used: set[str]) -> str:
    if normal(block.text) in used:
        return ""
    return " ".join(s for s in _told(block, terms) if normal(s) and normal(s) not in used)


def _told(block: Block, terms: Terms) -> tuple[str, ...]:
    if block.kind is BlockKind.HEADING:
        return ()
    return sentences(" ".join(unnumbered(block, terms).split()))


def _sentences_of(pieces: Iterable[Piece]) -> set[str]:
    return {normal(sentence) for piece in pieces for sentence in _of(piece)}


def _of(piece: Piece) -> Iterator[str]:
    yield from sentences(" ".join(" ".join(piece.texts).split()))
