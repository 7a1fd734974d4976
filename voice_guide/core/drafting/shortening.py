"""Text made to fit."""

import re

from voice_guide.core.beats import sentences
from voice_guide.core.drafting.terms import Terms
from voice_guide.core.phrases import normal

_TITLE_WORDS, _MOST_TITLE_WORDS = 6, 8


def short(text: str, longest: int) -> str:
    """At most `longest` letters on one line, to the end of a sentence or a word.

    Empty where there are no words in it.
    """
    if not normal(text):
        return ""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    line = " ".join(plain.split())
    if len(line) <= longest:
        return line
    whole = ""
    for sentence in sentences(line):
        if len(f"{whole} {sentence}".strip()) > longest:
            break
        whole = f"{whole} {sentence}".strip()
    return whole or line[:longest].rpartition(" ")[0] or line[:longest]


def first_phrases(text: str, terms: Terms) -> str:
    """The first words of the text, for a title: whole phrases, where they are short enough."""
    first = next(iter(sentences(text)), "")
    words = first.split()
    weak = terms.openers | terms.never_last

    def whole(end: int) -> bool:
        last = words[end - 1]
        if normal(last) in weak:
            return False
        return (
            end == len(words)
            or normal(words[end]) in terms.openers
            or bool(re.search(r"[,;:]$", last))
        )

    longest = min(_MOST_TITLE_WORDS, len(words))
    end = next((n for n in range(longest, 1, -1) if whole(n)), min(_TITLE_WORDS, len(words)))
    while end > 1 and normal(words[end - 1]) in weak:
        end -= 1
    return " ".join(words[:end]).strip(" ,;:.!?")
