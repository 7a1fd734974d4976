"""The automaton that Vosk decodes with: whole phrases, and words that are none."""

import math

import pytest

from voice_guide.adapters.word_graph.grammar import Costs, phrase_grammar
from voice_guide.adapters.word_graph.openfst import Transducer

PHRASES = ("stop", "next", "next part", "skip the part", "skip the step")
WORDS = ("[unk]", "bed", "next", "of", "part", "skip", "step", "stop", "the", "week")
NUMBERS = {word: number for number, word in enumerate(WORDS, start=1)}
COSTS = Costs()


@pytest.fixture(scope="module")
def grammar() -> Transducer:
    return phrase_grammar(PHRASES, ["bed", "unheard"], ["of", "week"], NUMBERS, COSTS)


def costs(grammar: Transducer, text: str) -> list[float]:
    """Of each way through the grammar with these words, to an end."""
    found = [(0, 0.0)]
    for word in text.split():
        found = [
            (arc.to, cost + arc.cost)
            for state, cost in found
            for arc in grammar.arcs[state]
            if arc.reads == NUMBERS[word]
        ]
    return [cost + grammar.ends[state] for state, cost in found if state in grammar.ends]


def test_a_phrase_costs_as_much_as_it_is_rare_however_it_is_laid_out(grammar: Transducer) -> None:
    weights = {phrase: max(1.0, 20 / len(phrase.split()) ** 2) for phrase in PHRASES}
    for phrase, weight in weights.items():
        wanted = math.log(sum(weights.values()) / weight)
        assert min(costs(grammar, phrase)) == pytest.approx(wanted)


def test_a_mixture_of_phrases_is_heard_as_words_and_not_as_a_phrase(grammar: Transducer) -> None:
    assert costs(grammar, "skip the") == [2 * COSTS.word]
    alone = min(costs(grammar, "next"))
    assert costs(grammar, "skip the next") == [pytest.approx(2 * COSTS.word + alone)]


def test_words_that_are_no_command_lead_back_to_the_start(grammar: Transducer) -> None:
    assert costs(grammar, "bed of [unk]") == [COSTS.decoy + COSTS.word + COSTS.unknown]


def test_what_is_dear_is_known_at_the_first_word_that_tells_phrases_apart(
    grammar: Transducer,
) -> None:
    later = [arc.cost for state in range(2, len(grammar.arcs)) for arc in grammar.arcs[state]]
    assert min(later) == 0.0
    assert all(arcs == sorted(arcs, key=lambda arc: arc.reads) for arcs in grammar.arcs)
