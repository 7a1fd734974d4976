"""Fading: each pass of a routine shows and says less, until only the cues remain."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from voice_guide.core.routine import Step
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply, Words

PASSES = 4

THINK: Seconds = 8.0
"""The most that a side of a step gets in the passes in which it has to be remembered."""
THINK_FROM = 3
"""The first pass that gives less than the words of the step in brief."""

_WORD = re.compile(r"[^\W_][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*")
_HIDDEN_FROM = (4, 2, 3)
"""The pass from which the first, second and third of every three words are hidden."""
_DOT = "\N{MIDDLE DOT}"


@dataclass(frozen=True, slots=True)
class Fading:
    """One pass."""

    number: int
    """From 1 to PASSES."""
    plan: tuple[Step, ...]
    """The steps of the routine with the times that they are to have on the table."""


def faded(text: str, number: int, small: Collection[str]) -> str:
    """`text` with dots in place of its words, of more of them in each pass.

    What is hidden stays hidden. `small` words, in lower case, and all numbers are never hidden.
    """
    found = 0

    def hide(match: re.Match[str]) -> str:
        nonlocal found
        word = match[0]
        if word.lower() in small or word[0].isdigit():
            return word
        since = _HIDDEN_FROM[found % len(_HIDDEN_FROM)]
        found += 1
        return _DOT * len(word) if number >= since else word

    return _WORD.sub(hide, text)


def cues(plan: Step, side: str, pressure: int | None, words: Words) -> str:
    """What no memory should have to carry: side, count, time, pressure; empty for none.

    `plan` has the times as on the table; `side` is in the words of the language.
    """
    told = [words.say(Reply.CUE_SIDE, side=side)] if side else []
    if plan.repetitions is not None:
        told.append(words.say(Reply.CUE_TIMES, number=plan.repetitions))
    if plan.sets > 1:
        told.append(words.say(Reply.CUE_SETS, number=plan.sets))
    if plan.hold is not None:
        told.append(words.duration(plan.hold))
    if pressure is not None:
        told.append(words.say(Reply.CUE_PRESSURE, level=pressure))
    line = ", ".join(told)
    return f"{line[:1].upper()}{line[1:]}." if line else ""
