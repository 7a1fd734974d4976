"""What the readings of a sound mean, by the phrases that are known."""

from dataclasses import replace

from voice_guide.core.commands import Understood
from voice_guide.core.commit.decision import Obey, Reason
from voice_guide.core.commit.hypothesis import Hypothesis, Reading
from voice_guide.core.phrases import Phrasebook, normal


def meant(
    book: Phrasebook, opinion: Hypothesis, done: Understood | None
) -> tuple[Obey, Reading] | None:
    """The likeliest meaning, with its likeliest reading; `done` is obeyed already.

    Readings that mean the same count together: "nope" makes "no" likelier.
    """
    found: dict[Understood, tuple[Obey, Reading]] = {}
    for reading in opinion.readings:
        phrase = _phrase(book, reading.text, done)
        if not phrase:
            continue
        order = book.meanings[phrase]
        obey, first = found.get(order, (Obey(phrase, order, 0.0), reading))
        found[order] = (replace(obey, confidence=obey.confidence + reading.share), first)
    return max(found.values(), key=lambda pair: pair[0].confidence, default=None)


def rest(book: Phrasebook, text: str, done: Understood) -> str | None:
    """What follows the phrases at the start of `text` that mean `done`."""
    words = text.split()
    for end in range(len(words), 0, -1):
        if book.meanings.get(" ".join(words[:end])) == done:
            return " ".join(words[end:])
    return None


def no_phrase(book: Phrasebook, words: tuple[str, ...]) -> Reason:
    """Why words that are no phrase are none."""
    if " ".join(words) in book.unaddressed:
        return Reason.NOT_ADDRESSED
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            if " ".join(words[start:end]) in book.meanings:
                return Reason.NOT_ALONE
    return Reason.NOT_A_COMMAND


def among(book: Phrasebook, phrase: str, spoken: str) -> bool:
    """Whether a phrase is part of what is said, digits read as words."""
    spelt = " ".join(book.digits.get(word, word) for word in normal(spoken).split())
    return f" {phrase} " in f" {spelt} "


def _phrase(book: Phrasebook, text: str, done: Understood | None) -> str:
    """The command that `text` consists of, or what follows one already obeyed, or ""."""
    if text in book.meanings:
        return text
    later = (rest(book, text, done) if done else None) or ""
    return later if later in book.meanings else ""
