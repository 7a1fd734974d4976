"""Confidence floors from measured curves: the least sure commands that are still obeyed.

For each class of command, of one word and of several: the lowest floor at which what was taken
for such a command without being meant stays within a limit. Chosen on half of the speakers; the
figures of the card are of the other half.
"""

from collections.abc import Iterator, Mapping

from benchmarks.hearing.report import percent, table
from benchmarks.model.measuring import Measured
from benchmarks.model.trials import Obeyed, Trial
from voice_guide.adapters.model_floors import Floors
from voice_guide.core.commands import CommandClass

_LOWEST, _HIGHEST, _STEP = 0.3, 0.9, 0.02
_MOST_WRONG: Mapping[CommandClass, float] = {
    CommandClass.URGENT: 0.003,
    CommandClass.MOVING: 0.003,
    CommandClass.COSTLY: 0.001,
}
"""The share of all that was said without meaning such a command, in each cell. A false "stop"
costs a "go on", a false "finish" a question out of nowhere."""
_SHOWN = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def chosen(found: Measured) -> Floors:
    """The floors of every class, for phrases of one word and of several."""
    trials = [trial for trial in _trials(found) if trial.for_choosing]
    return {
        kind: (_floor(trials, kind, several=False), _floor(trials, kind, several=True))
        for kind in CommandClass
    }


def curves(found: Measured) -> str:
    """For a few floors, by class and length: what is missed, and what is obeyed unmeant."""
    trials = list(_trials(found))
    rows = []
    for kind in CommandClass:
        for several in (False, True):
            right = [one.confidence for one in _meant(trials, kind, several=several)]
            wrong = [one.confidence for one in _unmeant(trials, kind, several=several)]
            kept = (percent(sum(c >= floor for c in right), len(right)) for floor in _SHOWN)
            false = (str(sum(c >= floor for c in wrong)) for floor in _SHOWN)
            length = "several words" if several else "one word"
            rows.append((kind.value, length, "meant", *kept))
            rows.append(("", "", "not meant", *false))
    heads = ("class", "phrase", "", *(f"from {floor}" for floor in _SHOWN))
    return table(heads, rows)


def _floor(trials: list[Trial], kind: CommandClass, *, several: bool) -> float:
    wrong = [one.confidence for one in _unmeant(trials, kind, several=several)]
    allowed = _MOST_WRONG[kind] * len(trials)
    floor = _LOWEST
    while floor < _HIGHEST and sum(c >= floor for c in wrong) > allowed:
        floor = round(floor + _STEP, 2)
    return floor


def _trials(found: Measured) -> Iterator[Trial]:
    yield from (*found.commands, *found.words, *found.reading)
    for over in found.over.values():
        yield from over


def _meant(trials: list[Trial], kind: CommandClass, *, several: bool) -> Iterator[Obeyed]:
    for trial in trials:
        for one in trial.obeyed:
            if one.order == trial.meant and one.kind is kind and one.several is several:
                yield one


def _unmeant(trials: list[Trial], kind: CommandClass, *, several: bool) -> Iterator[Obeyed]:
    for trial in trials:
        if trial.wrong:
            for one in trial.obeyed:
                if one.order != trial.meant and one.kind is kind and one.several is several:
                    yield one
