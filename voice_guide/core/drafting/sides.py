"""The sides that a step of an article is done on."""

import re
from dataclasses import dataclass

from voice_guide.core.beats import sentences
from voice_guide.core.drafting.terms import Terms
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Side, Sides


@dataclass(frozen=True, slots=True)
class Sided:
    """The sides, the one that is done first, and the words that say so; empty: none do."""

    sides: Sides = Sides.NONE
    first: Side = Side.LEFT
    words: str = ""


def find_sides(terms: Terms, text: str) -> Sided:
    """What the text says of sides."""
    left = re.search(terms.left, text, re.IGNORECASE)
    right = re.search(terms.right, text, re.IGNORECASE)
    if again := re.search(terms.again_on, text, re.IGNORECASE):
        second = Side(again["side"].lower())
        before = text[: again.start()]
        named = terms.right if second is Side.RIGHT else terms.left
        if not re.search(named, before, re.IGNORECASE):
            return Sided(Sides.EACH, second.other, again[0])
    if both := re.search(terms.both_sides, text, re.IGNORECASE):
        first = Side.RIGHT if right and not left else Side.LEFT
        return Sided(Sides.EACH, first, both[0])
    # Both named: which hand and which side is told apart by a reader, not by us.
    if left and not right:
        return Sided(Sides.LEFT, words=left[0])
    return Sided(Sides.RIGHT, words=right[0]) if right and not left else Sided()


def said_once(text: str, sided: Sided) -> str:
    """The text without a sentence that only says to do it on the other side: the guide does."""
    if sided.sides is not Sides.EACH:
        return text
    only = normal(sided.words)
    kept = [s for s in sentences(text) if normal(s).removeprefix("then ") != only]
    return " ".join(kept) or text
