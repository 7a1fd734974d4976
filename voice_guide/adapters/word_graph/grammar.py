"""A grammar of whole phrases, for Vosk to decode with.

Given a list of phrases, Vosk makes a bigram of their words: after "skip the" follows anything
that ever followed "the", and a phrase is no likelier than a mixture of two. Here each way from
the start to the end is one phrase, its words shared with the phrases that begin alike. Words
that are no command lead back to the start, so that speech which is none is heard as what it is.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voice_guide.adapters.word_graph.graph import UNKNOWN
from voice_guide.adapters.word_graph.openfst import Arc, Cost, State, Transducer

SHORT_WEIGHT = 20
"""How often a phrase of one word is said; of n words, n squared times less, but for the longest."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Of what is no command, beside some 6 for a phrase of one word and 9 for one of four.

    Measured: see docs/decisions/0013-whole-phrases.md.
    """

    unknown: Cost = 10.0
    """Of speech that is no known word."""
    decoy: Cost = 6.0
    """Of a word that sounds like a command."""
    word: Cost = 8.0
    """Of any other word, those of the phrases among them."""
    again: Cost = 6.0
    """Of going on after a whole phrase."""


_COSTS = Costs()


def phrase_grammar(
    phrases: Sequence[str],
    decoys: Iterable[str],
    everyday: Iterable[str],
    numbers: Mapping[str, int],
    costs: Costs = _COSTS,
) -> Transducer:
    """An acceptor of one phrase or several, with any other words among them.

    `numbers`: the model's, by word; every word of a phrase must have one, and what else has
    none is left out.
    """
    fst = Transducer()
    start, end = fst.state(), fst.state()
    fst.ends = {start: 0.0, end: 0.0}
    fst.arcs[end].append(Arc(0, 0, costs.again, start))
    tree = _Tree(fst, start, end, numbers)
    for phrase, cost in phrase_costs(phrases).items():
        tree.add(phrase.split(), cost)
    tree.settle_costs_early()
    words = {*everyday, *(word for phrase in phrases for word in phrase.split())}
    others = dict.fromkeys(sorted(words - {*phrases}), costs.word)
    others |= {**dict.fromkeys(decoys, costs.decoy), UNKNOWN: costs.unknown}
    for word, cost in others.items():
        if word in numbers:
            fst.arcs[start].append(Arc(numbers[word], numbers[word], cost, start))
    for arcs in fst.arcs:
        arcs.sort(key=lambda arc: arc.reads)
    return fst


def phrase_costs(phrases: Iterable[str]) -> Mapping[str, Cost]:
    """The negative logarithm of how likely each is among all."""
    weights = {p: max(1.0, SHORT_WEIGHT / len(p.split()) ** 2) for p in phrases}
    whole = sum(weights.values())
    return {phrase: math.log(whole / weight) for phrase, weight in weights.items()}


class _Tree:
    """The phrases by their words; all end in one state."""

    def __init__(
        self, fst: Transducer, start: State, end: State, numbers: Mapping[str, int]
    ) -> None:
        self._fst, self._start, self._end, self._numbers = fst, start, end, numbers
        self._branches: dict[tuple[str, ...], State] = {(): start}

    def add(self, words: Sequence[str], cost: Cost) -> None:
        at = self._start
        for length, word in enumerate(words[:-1], start=1):
            key = tuple(words[:length])
            if key not in self._branches:
                self._branches[key] = self._fst.state()
                self._append(at, word, 0.0, self._branches[key])
            at = self._branches[key]
        self._append(at, words[-1], cost, self._end)

    def settle_costs_early(self) -> None:
        """Move each cost to the first word that tells its phrases apart from the others.

        Only so can a search that keeps the likeliest compare what is still being said.
        """
        cheapest = {self._end: 0.0}
        for state in sorted(self._branches.values(), reverse=True):
            arcs = self._fst.arcs[state]
            cheapest[state] = min((arc.cost + cheapest[arc.to] for arc in arcs), default=0.0)
        for state in self._branches.values():
            left = 0.0 if state == self._start else cheapest[state]
            self._fst.arcs[state] = [
                Arc(arc.reads, arc.writes, arc.cost + cheapest[arc.to] - left, arc.to)
                for arc in self._fst.arcs[state]
            ]

    def _append(self, at: State, word: str, cost: Cost, to: State) -> None:
        number = self._numbers[word]
        self._fst.arcs[at].append(Arc(number, number, cost, to))
