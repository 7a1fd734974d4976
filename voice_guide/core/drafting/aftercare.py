"""Advice for afterwards, behind the last step of an article."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, takewhile

from voice_guide.core.beats import sentences
from voice_guide.core.drafting.article import Article
from voice_guide.core.drafting.leftovers import behind
from voice_guide.core.drafting.pieces import Piece
from voice_guide.core.drafting.terms import Terms, find_all
from voice_guide.core.phrases import normal


def apart(pieces: Sequence[Piece], terms: Terms) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces without the advice at their end, and that advice, sentence by sentence."""
    kept, found = list(pieces), list[str]()
    while kept:
        told = sentences(" ".join(kept[-1].texts))
        advice = list(takewhile(lambda one: _advises(one, terms), reversed(told)))[::-1]
        if len(advice) < len(told):
            if advice:
                kept[-1] = replace(kept[-1], texts=list(told[: -len(advice)]))
            return kept, (*advice, *found)
        found[:0] = advice
        kept.pop()
    # Nothing but advice: then these are the steps.
    return list(pieces), ()


def advised(article: Article, terms: Terms, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The sentences behind the last one of a step that advise."""
    return tuple(one for one in behind(article, terms, pieces) if _advises(one, terms))


def _advises(sentence: str, terms: Terms) -> bool:
    if not normal(sentence) or not re.match(terms.aftercare, sentence, re.IGNORECASE):
        return False
    done = chain(find_all(terms.areas, sentence), find_all(terms.techniques, sentence))
    return next(done, None) is None
