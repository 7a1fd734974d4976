"""Advice on what is read aloud and what is to be said."""

import re
from collections.abc import Iterator

from voice_guide.core.advice.about import Advice, Kind, Known, Spot, steps_of, texts_of
from voice_guide.core.beats import sentences
from voice_guide.core.commands import Command
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Routine

LONGEST_SENTENCE = 25
"""Words; more cannot be kept in mind by someone whose hands are busy."""

HIGHEST_GRADE = 9.0
"""Flesch and Kincaid: about what a fifteen-year-old reads with ease."""

_FEWEST_WORDS = 100
"""Fewer say nothing about how hard a text is."""

_CLAUSE_END = re.compile(r"[.,;:!?()]\s*|\s[-\N{EN DASH}\N{EM DASH}]\s")

_BRACES = re.compile(r"\{[^{}]*\}")


def about_wording(routine: Routine, known: Known) -> Iterator[Advice]:
    """What is too long, what stays as it is, and what the ears could take for a command."""
    for spot, text in texts_of(routine):
        yield from _long_sentences(spot, text)
        yield from _braces(spot, text)
        yield from _commands(spot, text, known)
    for spot, step in steps_of(routine):
        title = Spot(spot.part, spot.step, "title")
        yield from _braces(title, step.title)
        yield from _title(title, step.title, known)
    yield from _title(Spot(key="title"), routine.title, known)
    yield from _reading_level(routine, known)


def grade(text: str, known: Known) -> float:
    """The years of school it takes to read a text with ease.

    J. P. Kincaid et al., Derivation of new readability formulas, Navy report 8-75, 1975.
    """
    words = normal(text).split()
    syllables = sum(known.syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * syllables / len(words) - 15.59


def _within(phrase: str, text: str) -> bool:
    return f" {phrase} " in f" {text} "


def _long_sentences(spot: Spot, text: str) -> Iterator[Advice]:
    for sentence in sentences(text):
        if (count := len(sentence.split())) > LONGEST_SENTENCE:
            start = " ".join(sentence.split()[:4])
            yield Advice(spot, Kind.LONG_SENTENCE, {"start": start, "count": count})


def _braces(spot: Spot, text: str) -> Iterator[Advice]:
    for found in dict.fromkeys(_BRACES.findall(text)):
        yield Advice(spot, Kind.BRACES, {"found": found})


def _commands(spot: Spot, text: str, known: Known) -> Iterator[Advice]:
    spoken = normal(text)
    found = [phrase for phrase in known.urgent if _within(phrase, spoken)]
    for phrase in found:
        yield Advice(spot, Kind.URGENT_WORDS, {"phrase": phrase})
    for clause in map(normal, _CLAUSE_END.split(text)):
        order = known.book.meanings.get(clause)
        # The name of an area is obeyed only when it was asked for.
        if order is not None and order.command is not Command.AREA and clause not in found:
            yield Advice(spot, Kind.COMMAND, {"phrase": clause, "command": order.command.value})


def _title(spot: Spot, title: str, known: Known) -> Iterator[Advice]:
    if known.hearable is None:
        return
    unknown = [word for word in normal(title).split() if word not in known.hearable]
    if unknown:
        yield Advice(spot, Kind.UNHEARD_TITLE, {"title": title, "words": ", ".join(unknown)})


def _reading_level(routine: Routine, known: Known) -> Iterator[Advice]:
    text = " ".join(step.say for _, step in steps_of(routine))
    if len(text.split()) < _FEWEST_WORDS:
        return
    years = grade(text, known)
    if years > HIGHEST_GRADE:
        yield Advice(Spot(), Kind.HARD_TO_READ, {"grade": round(years)})
