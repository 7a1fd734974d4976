"""From a lexicon to the two transducers that Vosk composes with a grammar.

`HCLr` reads transitions of the acoustic model and writes words. Of the usual chain H ∘ C ∘ L
(Mohri, Pereira and Riley 2002) H and C are trivial here, one state a phone and no context, so L
is built as the tree of all words, deterministic from the start; a word is written on the first
arc that no other word shares. Between words there may be silence. Words that sound alike are told
apart by symbols above the transitions, which Vosk removes when it composes.

`Gr` is the grammar of recognisers that are given none: any words in any order.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from voice_guide.adapters.word_graph.lexicon import Lexicon
from voice_guide.adapters.word_graph.openfst import Arc, Intervals, State, Transducer, united
from voice_guide.adapters.word_graph.phones import (
    SILENCE,
    SPOKEN_NOISE,
    TRANSITIONS,
    in_places,
    onward,
    staying,
)

UNKNOWN = "[unk]"
"""The word for speech that is none of the words."""

_HALF = math.log(2)
"""The cost of an even choice: silence after a word or none, a phone's staying or going on."""


@dataclass(frozen=True, slots=True)
class Graph:
    """What a model's `graph` folder says."""

    words: tuple[str, ...]
    """Word number 1 first: in the order of the tree, which lookahead needs."""
    lexicon: Transducer
    reach: tuple[Intervals, ...]
    """For each state of `lexicon`, the words that can be written next."""
    marks: tuple[int, ...]
    """The symbols that tell words apart, with the one for silence."""

    @property
    def grammar(self) -> Transducer:
        """Any words in any order, all as likely."""
        cost = math.log(len(self.words))
        arcs = [Arc(n, n, cost, 0) for n in range(1, len(self.words) + 1)]
        return Transducer([arcs], {0: cost})


@dataclass(slots=True)
class _Branch:
    """A node of the tree of words."""

    next: dict[int, "_Branch"] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    """That go through here."""


def build(lexicon: Lexicon) -> Graph:
    """The graph of all words of `lexicon` and `[unk]`."""
    spelt = list(_spelt(lexicon))
    most = max((mark for _, _, mark in spelt), default=0)
    tree = _Branch()
    for word, transitions, mark in spelt:
        at = tree
        for label in (*transitions, *([TRANSITIONS + mark] if mark else [])):
            at = at.next.setdefault(label, _Branch())
            at.words.add(word)
    pause = TRANSITIONS + most + 1
    return _Builder(tree, pause).graph(tuple(range(TRANSITIONS + 1, pause + 1)))


def _spelt(lexicon: Lexicon) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """Each way of each word as transitions, with the mark that tells it apart, or 0."""
    ways = [(w, in_places(way)) for w in sorted(lexicon) for way in dict.fromkeys(lexicon[w])]
    ways.append((UNKNOWN, (f"{SPOKEN_NOISE}_S",)))
    shared = Counter(phones for _, phones in ways)
    used: Counter[tuple[str, ...]] = Counter()
    for word, phones in ways:
        used[phones] += shared[phones] > 1
        yield word, tuple(map(onward, phones)), used[phones]


class _Builder:
    """Lays the tree out as states.

    A state remembers which transition led to it, since its phone may last: it stays by the
    transition before that one, as Kaldi's `AddSelfLoops(reorder=true)` has it.
    """

    def __init__(self, tree: _Branch, pause: int) -> None:
        self._tree = tree
        self._pause = pause
        self._fst = Transducer()
        self._numbers: dict[str, int] = {}
        self._reach: list[Intervals] = []
        self._words: dict[int, State] = {}
        """Where words begin, by the transition that led there; 0 for none."""
        self._number(tree)
        self._final = len(self._numbers) + 1
        self._everything: Intervals = ((1, self._final + 1),)

    def graph(self, marks: tuple[int, ...]) -> Graph:
        start = self._state(self._everything)
        after_silence = self._state(self._everything)
        inside = self._from_root()
        silence = onward(SILENCE)
        quiet = self._state(self._everything, silence)
        self._fst.arcs[quiet].append(Arc(self._pause, 0, 0.0, after_silence))
        self._fst.arcs[after_silence] += inside
        for state in (start, *self._words.values()):
            self._fst.arcs[state] += [*inside, _arc(silence, 0, 0.0, quiet)]
            self._fst.ends[state] = 0.0
        self._fst.ends[after_silence] = 0.0
        for arcs in self._fst.arcs:
            arcs.sort(key=lambda arc: (arc.writes, arc.reads))
        return Graph(tuple(self._numbers), self._fst, tuple(self._reach), marks)

    def _number(self, branch: _Branch) -> None:
        """Number words in the order of the tree, so that a branch has few intervals."""
        for _, child in sorted(branch.next.items()):
            if len(child.words) == 1:
                self._numbers.setdefault(next(iter(child.words)), len(self._numbers) + 1)
            else:
                self._number(child)

    def _from_root(self) -> list[Arc]:
        return [self._into(label, child) for label, child in self._tree.next.items()]

    def _into(self, label: int, child: _Branch, *, written: bool = False) -> Arc:
        """The arc into a branch, with all that follows."""
        writes = 0
        if not written and len(child.words) == 1:
            writes = self._numbers[next(iter(child.words))]
        done = written or bool(writes)
        if not child.next:
            return _arc(label, writes, _HALF, self._word_start(label))
        return _arc(label, writes, 0.0, self._branch(label, child, written=done))

    def _branch(self, label: int, branch: _Branch, *, written: bool) -> State:
        reach = self._everything
        if not written:
            reach = united(self._numbers[word] for word in branch.words)
        state = self._state(reach, label)
        for next_label, child in branch.next.items():
            self._fst.arcs[state].append(self._into(next_label, child, written=written))
        return state

    def _word_start(self, label: int) -> State:
        transition = label if label <= TRANSITIONS else 0
        if transition not in self._words:
            self._words[transition] = self._state(self._everything, transition)
        return self._words[transition]

    def _state(self, reach: Intervals, transition: int = 0) -> State:
        """A new state, with a loop where a transition led to it."""
        state = self._fst.state()
        self._reach.append(reach)
        if 0 < transition <= TRANSITIONS:
            self._fst.arcs[state].append(Arc(staying(transition), 0, _HALF, state))
        return state


def _arc(label: int, writes: int, cost: float, to: State) -> Arc:
    """Real transitions have the cost of going on; marks have none."""
    return Arc(label, writes, cost + (_HALF if label <= TRANSITIONS else 0.0), to)
