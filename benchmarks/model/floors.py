"""Floors from measured curves: how sure the model must be of a command that is obeyed.

`python3 -m benchmarks model PATH --choose-floors`. Each kind of phrase has a floor: by class of
command, of one word and of several; and two that hold for all classes and lower those, for answers
of one word (yes, no) and for phrases of three words or more. Chosen is what costs least:

- a command that is missed, as a share of the commands of its kind that were said in quiet and
  over noise and music, in per cent;
- something else than what was said obeyed: PRICE_MISTAKEN times as much;
- each phrase an hour that is obeyed of people who say no command, in single words and in reading:
  PRICE per cent. A false "stop" costs a "go on", and a missed one may hurt. There are few of
  them, and a floor just above the last would only hold for these people. So what lies below a
  floor counts too, less and less: a third of it SPREAD below.

Of floors that cost the same the lowest. The prices are opinions; the rest is measured, on half of
the people and on voices that the figures of the card are not of (`clips`).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from benchmarks.hearing.report import percent, table
from benchmarks.model.trials import Obeyed, Trial
from benchmarks.model.watching import Watched
from voice_guide.adapters.model_floors import write_floors
from voice_guide.core.commands import CLASS_OF, Command, CommandClass
from voice_guide.core.commit import Rules

PRICE: Mapping[CommandClass, float] = {
    CommandClass.URGENT: 0.125,
    CommandClass.MOVING: 1.0,
    CommandClass.COSTLY: 1.0,
}
PRICE_ANSWER = 0.25
"""Of a false yes or no: they count only where something was asked."""
PRICE_MISTAKEN = 3.0
SPREAD = 0.05

_FLOORS = tuple(round(0.02 * n, 2) for n in range(10, 36))
"""From 0.2, below which nothing is believed, to 0.7: above that, commands over music are lost for
what in talk was really said."""
_RHYMING = 0.64
"""Least floor that is tried for one word: no recording has the words that rhyme with a command. Of
888 such words by twelve synthetic voices 49 were taken for an urgent one with a floor of 0.34, and
a third of those lay below this ("top", a "stop" of 0.37 to 0.59)."""
_LOW_FLOORS = tuple(round(0.02 * n, 2) for n in range(10, 21))
"""Where little else is said, or sounds alike: to 0.4."""
_SHOWN = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
_ROUNDS = 3
_ANSWERS = frozenset({Command.YES, Command.NO, Command.NOT_SURE})


class Length(StrEnum):
    """Kinds of phrases whose floors lie apart."""

    ONE = "one word"
    SEVERAL = "two words"
    MANY = "three or more"
    ANSWER = "an answer of one word"


@dataclass(frozen=True, slots=True)
class Kind:
    """What has a floor of its own."""

    length: Length
    of: CommandClass | None = None
    """None where one floor is for all classes."""


_KINDS = (
    *(Kind(length, each) for each in CommandClass for length in (Length.ONE, Length.SEVERAL)),
    Kind(Length.ANSWER),
    Kind(Length.MANY),
)


def choose(found: Sequence[Watched]) -> Rules:
    """The rules with the floors that cost least on what was heard."""
    rules = _none()
    for _ in range(_ROUNDS):  # What one kind obeys, another can no more.
        for kind in _KINDS:
            tried = _tried(kind)
            rules = min(
                (_with(rules, kind, floor) for floor in tried), key=lambda each: cost(found, each)
            )
    return rules


def _tried(kind: Kind) -> Sequence[float]:
    if not kind.of:
        return _LOW_FLOORS
    rhyming = kind.length is Length.ONE
    return [floor for floor in _FLOORS if floor >= _RHYMING or not rhyming]


def cost(found: Sequence[Watched], rules: Rules) -> float:
    """In per cent of commands missed; see above."""
    said, missed, mistaken, false = Counter[Kind](), Counter[Kind](), Counter[Kind](), 0.0
    for one in found:
        if one.trial.meant is None:
            false += sum(max(_false(each, rules) for each in heard) for heard in one.utterances)
            continue
        trial = one.under(rules)
        kind = kind_of(trial.said, one.trial.meant.command)
        said[kind] += 1
        missed[kind] += not trial.right
        mistaken[kind] += trial.wrong
    hours = _hours(one.trial for one in found)
    shares = (100 * (missed[k] + PRICE_MISTAKEN * mistaken[k]) / said[k] for k in said)
    return sum(shares) + (false / hours if hours else 0.0)


def kind_of(phrase: str, command: Command) -> Kind:
    """The kind whose floor a phrase has."""
    spaces = phrase.count(" ")
    if command in _ANSWERS and not spaces:
        return Kind(Length.ANSWER)
    if spaces > 1:
        return Kind(Length.MANY)
    return Kind(Length.SEVERAL if spaces else Length.ONE, CLASS_OF[command])


def curves(found: Sequence[Watched], rules: Rules) -> str:
    """By kind, for a few floors of it and the one in `rules`: obeyed rightly, and unmeant."""
    rows = []
    for kind in _KINDS:
        with_floors = [_with(rules, kind, floor) for floor in _SHOWN]
        right, false = zip(
            *(_told(found, kind, each) for each in (*with_floors, rules)), strict=True
        )
        name = f"{kind.of.value}, {kind.length.value}" if kind.of else kind.length.value
        rows += [(name, "meant", *right), ("", "not meant", *false)]
    return table(("phrase", "", *(f"from {floor}" for floor in _SHOWN), "chosen"), rows)


def write(found: Sequence[Watched], rules: Rules, model: Path) -> None:
    """Put the floors beside the model, with how they were chosen."""
    hours = _hours([one.trial for one in found])
    meant = sum(one.trial.meant is not None for one in found)
    prices = ", ".join(f"{kind.value} {price:g}" for kind, price in PRICE.items())
    remark = (
        "How sure the model must be. Written by `python3 -m benchmarks model --choose-floors`:\n"
        f"what costs least on {meant} commands in quiet and noise, and {60 * hours:.0f} minutes of "
        "people who say none.\n"
        "Missed commands cost their share of those of their kind in per cent, mistaken ones "
        f"{PRICE_MISTAKEN:g} times that,\n"
        f"each phrase an hour that nobody meant so many per cent: {prices}, answers "
        f"{PRICE_ANSWER:g};\nwhat lies {SPREAD} below a floor counts a third of that. "
        "Ties: the lowest."
    )
    write_floors(rules, model, remark)


def _false(one: Obeyed, rules: Rules) -> float:
    """What it costs that this may be obeyed, though nobody meant it."""
    answer = one.order.command in _ANSWERS
    below = max(0.0, one.floor(rules) - one.confidence)
    return (PRICE_ANSWER if answer else PRICE[one.kind]) * math.exp(-below / SPREAD)


def _told(found: Sequence[Watched], kind: Kind, rules: Rules) -> tuple[str, str]:
    trials = [one.under(rules) for one in found]
    meant = [t for t in trials if t.meant and kind_of(t.said, t.meant.command) == kind]
    obeyed = (one for t in trials if t.meant is None for one in t.obeyed)
    false = sum(kind_of(one.phrase, one.order.command) == kind for one in obeyed)
    return percent(sum(trial.right for trial in meant), len(meant)), str(false)


def _hours(trials: Iterable[Trial]) -> float:
    """Of people who say no command."""
    return sum(trial.seconds for trial in trials if trial.meant is None) / 3600


def _none() -> Rules:
    """The lowest floors that are tried."""
    lowest = dict.fromkeys(CommandClass, (_FLOORS[0], _FLOORS[0]))
    return replace(Rules(), floors=lowest, answer=_LOW_FLOORS[0], many_words=_LOW_FLOORS[0])


def _with(rules: Rules, kind: Kind, floor: float) -> Rules:
    match kind:
        case Kind(Length.ANSWER):
            return replace(rules, answer=floor)
        case Kind(Length.MANY):
            return replace(rules, many_words=floor)
        case Kind(length, CommandClass() as each):
            one, several = rules.floors[each]
            pair = (floor, several) if length is Length.ONE else (one, floor)
            return replace(rules, floors={**rules.floors, each: pair})
    raise ValueError(kind)
