"""Confidence floors from measured curves: the least sure commands that are still obeyed.

For each class of command, of one word and of several: the floor at which what is missed of what
was meant, and what is obeyed of what was not, together cost least. Chosen on half of the
speakers; the figures of the card are of the other half.
"""

from collections.abc import Iterator, Mapping

from benchmarks.hearing.report import percent, table
from benchmarks.model.measuring import Measured
from benchmarks.model.trials import Obeyed, Trial
from voice_guide.adapters.model_floors import Floors
from voice_guide.core.commands import CommandClass

_FLOORS = tuple(round(0.3 + 0.02 * n, 2) for n in range(21))
"""Up to 0.7: above that, commands over music are lost for what in talk was really said."""
_PRICE: Mapping[CommandClass, float] = {
    CommandClass.URGENT: 1.0,
    CommandClass.MOVING: 10.0,
    CommandClass.COSTLY: 10.0,
}
"""Of obeying one in a hundred of what was not meant, in commands missed in a hundred. A false
"stop" costs a "go on", and a missed one may hurt."""
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
    right = [one.confidence for one in _meant(trials, kind, several=several)]
    wrong = [one.confidence for one in _unmeant(trials, kind, several=several)]
    others = sum(trial.meant is None for trial in trials)

    def cost(floor: float) -> float:
        missed = sum(c < floor for c in right) / max(1, len(right))
        return missed + _PRICE[kind] * sum(c >= floor for c in wrong) / max(1, others)

    return min(_FLOORS, key=lambda floor: (cost(floor), floor))


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
    """Of what was no command at all."""
    for trial in trials:
        if trial.meant is None:
            yield from (o for o in trial.obeyed if o.kind is kind and o.several is several)
