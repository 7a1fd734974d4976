"""The steps of an article: by their own names, by its headings, or by its paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from voice_guide.core.beats import sentences
from voice_guide.core.drafting.article import Article, Block, BlockKind
from voice_guide.core.drafting.terms import Terms, find_all
from voice_guide.core.phrases import normal

LONGEST_PARAGRAPH, LONGEST_PART = 90, 60
"""Words."""
_TITLE_WORDS = 6


@dataclass(slots=True)
class Piece:
    """A step as it is gathered."""

    title: str = ""
    texts: list[str] = field(default_factory=list)
    own: bool = False
    """The article itself calls it a step."""
    entry: bool = False
    """It is an entry of a list."""


def pieces_of(article: Article, terms: Terms) -> list[Piece]:
    """The pieces of the article in which something is done."""
    found = (part for piece in _once(_pieces(article, terms)) for part in _parts(piece))
    return [piece for piece in found if _is_done(piece, terms)]


def _once(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Without the sentences that came before: pages often have their text twice."""
    seen: set[str] = set()
    for piece in pieces:
        kept = []
        for sentence in sentences(" ".join(piece.texts)):
            if normal(sentence) not in seen:
                kept.append(sentence)
            seen.add(normal(sentence))
        piece.texts = kept
        yield piece


def _parts(piece: Piece) -> Iterator[Piece]:
    """A paragraph too long to be one step, in parts of a few sentences."""
    text = " ".join(piece.texts)
    if piece.own or len(text.split()) <= LONGEST_PARAGRAPH:
        yield piece
        return
    title, part = piece.title, list[str]()
    for sentence in sentences(text):
        if part and len(" ".join([*part, sentence]).split()) > LONGEST_PART:
            yield Piece(title, part)
            title, part = "", []
        part.append(sentence)
    yield Piece(title, part)


def titled(article: Article, terms: Terms) -> Article:
    """The article with its first heading as its title, where it has none and that is no step."""
    first = article.blocks[0] if article.blocks else None
    if article.title or first is None or first.kind is not BlockKind.HEADING:
        return article
    if _names_step(first, terms):
        return article
    return replace(article, title=first.text, blocks=article.blocks[1:])


def needed(article: Article, terms: Terms) -> tuple[str, ...]:
    """What the article lists as needed."""
    found: list[str] = []
    under = False
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            under = bool(re.match(terms.needed, block.text.strip(), re.IGNORECASE))
        elif under and block.kind in (BlockKind.ITEM, BlockKind.STEP):
            found.append(block.text)
    return tuple(found)


def _pieces(article: Article, terms: Terms) -> Iterator[Piece]:
    """By the steps that the article names, else by its headings, else by its paragraphs."""
    blocks = list(worth_reading(article, terms))
    numbered = any(_names_step(block, terms) for block in blocks)
    listed = not numbered and any(block.kind is BlockKind.STEP for block in blocks)
    headed = not numbered and not listed and any(b.kind is BlockKind.HEADING for b in blocks)
    piece: Piece | None = None
    for block in blocks:
        if _begins(block, terms, numbered=numbered, listed=listed, headed=headed):
            if piece is not None:
                yield piece
            own = numbered or listed
            entry = block.kind in (BlockKind.ITEM, BlockKind.STEP)
            texts = [] if block.kind is BlockKind.HEADING else [unnumbered(block, terms)]
            piece = Piece(_title(block, terms), texts, own, entry)
        elif piece is not None and _goes_on(piece, block, listed=listed):
            piece.texts.append(block.text)
        elif piece is not None:
            yield piece
            piece = None
    if piece is not None:
        yield piece


def _goes_on(piece: Piece, block: Block, *, listed: bool) -> bool:
    """Whether the block still belongs to the step."""
    if listed and block.kind is BlockKind.HEADING:
        return False
    # An entry of a list is complete; what stands under the list is about something else.
    return not (piece.entry and block.kind is BlockKind.PARAGRAPH)


def _begins(block: Block, terms: Terms, *, numbered: bool, listed: bool, headed: bool) -> bool:
    if numbered:
        return _names_step(block, terms)
    if listed:
        return block.kind is BlockKind.STEP
    if headed:
        return block.kind is BlockKind.HEADING
    return block.kind is BlockKind.PARAGRAPH


def _names_step(block: Block, terms: Terms) -> bool:
    named = re.match(terms.step, block.text, re.IGNORECASE)
    return bool(named) and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM)


def unnumbered(block: Block, terms: Terms) -> str:
    """The text without the words that make it a step: "Step 2:"."""
    return re.sub(terms.step, "", block.text, count=1, flags=re.IGNORECASE).strip()


def _title(block: Block, terms: Terms) -> str:
    if block.title:
        return block.title
    text = unnumbered(block, terms).strip(" :.-")
    if block.kind is BlockKind.HEADING:
        return text
    first = sentences(text)[0] if text else ""
    return first if len(first.split()) <= _TITLE_WORDS else ""


def worth_reading(article: Article, terms: Terms) -> Iterator[Block]:
    """The blocks but those under a heading of references, comments, or what is needed."""
    skipping = False
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            about = f"(?:{terms.noise})|(?:{terms.needed})"
            skipping = bool(re.match(about, block.text.strip(), re.IGNORECASE))
        if not skipping and normal(block.text):
            yield block


def _is_done(piece: Piece, terms: Terms) -> bool:
    """Something is done in it: the article says so, or hands and a place are named."""
    text = " ".join(piece.texts)
    if not normal(text):
        return False
    found = chain(find_all(terms.areas, text), find_all(terms.techniques, text))
    return piece.own or next(found, None) is not None
