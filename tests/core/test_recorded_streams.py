"""The commit rule on what the real recogniser said of a spoken phrase, block by block.

The streams are text: the running guess, and the opinion it would have given at that moment
(`tests/core/keep_streams.py` records them).
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.core.keep_streams import book
from voice_guide.core import commit
from voice_guide.core.commands import CommandClass, Understood
from voice_guide.core.commit import Hypothesis, Judge, Moment, Reading, Utterance

STREAMS = Path(__file__).parent / "streams"
BOOK = book()
JUDGE = Judge(BOOK)


def recorded(phrase: str) -> list[dict[str, Any]]:
    lines = (STREAMS / f"{phrase.replace(' ', '-')}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def orders(name: str) -> list[tuple[float, Understood]]:
    """What is obeyed, with how long it had been quiet by then."""
    stream = recorded(name)
    utterance, found = Utterance(began=stream[0]["at"]), []
    for before, block in pairwise([stream[0], *stream]):
        moment = Moment(block["at"], block["quiet"])
        if moment.at - before["at"] > _GAP:
            utterance = commit.next_utterance(utterance, moment.at)
        utterance = commit.follow(utterance, Hypothesis(tuple(block["guess"].split())), moment)
        if not JUDGE.ripe(utterance, moment):
            continue
        readings = tuple(Reading(*each) for each in block["readings"])
        words = tuple(readings[0].text.split()) if readings else ()
        opinion = Hypothesis(words, readings, final=True)
        verdict = JUDGE.judge(utterance, opinion, moment)
        if verdict is None:
            utterance = JUDGE.asked(utterance, opinion, moment)
            continue
        found.append((moment.quiet_for, verdict.order))
        utterance = JUDGE.obeying(utterance, verdict, moment)
    return found


_GAP = 0.03
"""Seconds; between two utterances the recogniser is given nothing."""


@pytest.mark.parametrize(
    "phrase",
    ["next", "next part", "step two", "step twenty two", "go to step two", "go to step twenty two"],
)
def test_a_phrase_is_obeyed_once_it_is_whole_and_not_one_it_begins_with(phrase: str) -> None:
    found = orders(phrase)
    assert [order for _, order in found] == [BOOK.meanings[phrase]]
    assert JUDGE.rules.silence <= found[0][0] <= JUDGE.rules.longer_silence + 0.02


def test_what_costs_much_is_heard_whole_and_once() -> None:
    """The session asks for a yes then."""
    found = orders("finish the session")
    assert [order for _, order in found] == [BOOK.meanings["finish the session"]]
    assert BOOK.class_of("finish the session") is CommandClass.COSTLY
    assert JUDGE.rules.silence <= found[0][0] <= JUDGE.rules.longer_silence


def test_after_a_command_the_next_one_is_heard_from_its_first_sound_and_nothing_twice() -> None:
    """Between them is a breath; the recogniser began afresh after each."""
    said = ["louder", "next", "next", "louder"]
    assert [order for _, order in orders(" ".join(said))] == [BOOK.meanings[one] for one in said]


def test_stop_is_obeyed_before_it_is_out() -> None:
    found = orders("stop")
    assert [order for _, order in found] == [BOOK.meanings["stop"]]
    assert found[0][0] <= JUDGE.rules.urgent_silence + JUDGE.rules.ask_again


def test_stop_listening_stops_first_and_then_stops_listening() -> None:
    found = [order for _, order in orders("stop listening")]
    assert found == [BOOK.meanings["stop"], BOOK.meanings["stop listening"]]
