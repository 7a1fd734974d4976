"""The commit rule on what the real recogniser said of a spoken phrase, block by block.

The streams are text: the running guess, and the opinion it would have given at that moment.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from voice_guide.core import commit
from voice_guide.core.commands import CommandClass, Understood
from voice_guide.core.commit import Hypothesis, Judge, Moment, Reading, Utterance
from voice_guide.language.areas import load_areas
from voice_guide.language.sentences import load_phrasebook

STREAMS = Path(__file__).parent / "streams"
AREAS = {area.value: words.said for area, words in load_areas("en").items()}
BOOK = load_phrasebook("en", steps=24, titles={"warming up": "1"}, areas=AREAS)
JUDGE = Judge(BOOK)


def recorded(phrase: str) -> list[dict[str, Any]]:
    lines = (STREAMS / f"{phrase.replace(' ', '-')}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in lines.splitlines()]


def orders(phrase: str) -> list[tuple[float, Understood]]:
    """What is obeyed, with how long it had been quiet by then."""
    stream = recorded(phrase)
    utterance, found = Utterance(began=stream[0]["at"]), []
    for block in stream:
        moment = Moment(block["at"], block["quiet"])
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
        if BOOK.class_of(verdict.phrase) is not CommandClass.URGENT:
            break
    return found


@pytest.mark.parametrize(
    "phrase",
    ["next", "next part", "step two", "step twenty two", "go to step two", "go to step twenty two"],
)
def test_a_phrase_is_obeyed_once_it_is_whole_and_not_one_it_begins_with(phrase: str) -> None:
    found = orders(phrase)
    assert [order for _, order in found] == [BOOK.meanings[phrase]]
    assert found[0][0] <= JUDGE.rules.longer_silence + 0.02


def test_stop_is_obeyed_before_it_is_out() -> None:
    found = orders("stop")
    assert [order for _, order in found] == [BOOK.meanings["stop"]]
    assert found[0][0] <= JUDGE.rules.urgent_silence


def test_stop_listening_stops_first_and_then_stops_listening() -> None:
    found = [order for _, order in orders("stop listening")]
    assert found == [BOOK.meanings["stop"], BOOK.meanings["stop listening"]]
