"""The words in the language file are the words that the code says, and the other way round."""

import ast
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
import yaml

from voice_guide.core.body import Area
from voice_guide.core.commands import Command
from voice_guide.core.routine import Side
from voice_guide.core.words import Reply, Words
from voice_guide.language.areas import load_areas
from voice_guide.language.replies import load_words
from voice_guide.language.sentences import load_phrasebook

PACKAGE = Path(__file__).parent.parent.parent / "voice_guide"


def fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


@cache
def calls() -> Mapping[Reply, list[set[str]]]:
    """Which placeholders the code fills in, by reply, wherever it calls say()."""
    found: dict[Reply, list[set[str]]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                _note(node, found)
    return found


def _note(call: ast.Call, found: dict[Reply, list[set[str]]]) -> None:
    first = call.args[0] if call.args else None
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "say"):
        return
    named = isinstance(first, ast.Attribute) and isinstance(first.value, ast.Name)
    if named and first.value.id == "Reply":  # type: ignore[union-attr]
        # "**place" is looked at by the stories that ask where we are.
        filled = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
        spread = any(keyword.arg is None for keyword in call.keywords)
        found.setdefault(Reply[first.attr], []).append(filled | ({"**"} if spread else set()))  # type: ignore[union-attr]


@cache
def all_code() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words("en")


def test_the_file_has_a_line_for_every_reply_and_no_other() -> None:
    text = (PACKAGE / "language/en/replies.yaml").read_text(encoding="utf-8")
    assert set(yaml.safe_load(text)["replies"]) == {reply.value for reply in Reply}


@pytest.mark.parametrize("reply", Reply)
def test_every_reply_is_said_somewhere(reply: Reply) -> None:
    by_value = {
        Reply.SLOWER, Reply.FASTER, Reply.LOUDER, Reply.QUIETER,
        Reply.STROKE_CUE, Reply.BREATHING_CUE, Reply.NO_CUE,
    }  # fmt: skip
    if reply in by_value:
        assert Command(reply.value)
        return
    assert re.search(rf"Reply\.{reply.name}\b", all_code())


@pytest.mark.parametrize(("reply", "filled"), [(r, f) for r, fs in calls().items() for f in fs])
def test_what_is_filled_in_is_what_the_words_ask_for(
    words: Words, reply: Reply, filled: set[str]
) -> None:
    wanted = fields(words.replies[reply.value])
    spread = {"number", "of", "title"} if "**" in filled else set()
    assert wanted <= (filled - {"**"}) | spread


@pytest.mark.parametrize("reply", Reply)
def test_a_reply_with_a_gap_is_filled_wherever_it_is_said(words: Words, reply: Reply) -> None:
    if fields(words.replies[reply.value]):
        assert calls().get(reply), f"{reply} has gaps that nobody fills"


def test_every_area_and_side_has_its_words(words: Words) -> None:
    assert set(words.areas) == set(Area)
    assert set(words.sides) == {side.value for side in Side}


def test_whatever_the_guide_offers_to_say_is_understood(words: Words) -> None:
    book = load_phrasebook(
        "en", steps=9, areas={a: w.said for a, w in load_areas("en").items()}, routines=["Back"]
    )
    not_words = {"the number", "the name", "the place that hurts"}
    for hints in words.hints.values():
        for hint in set(hints) - not_words:
            assert book.understand(hint) is not None, hint


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (14.6, "15 seconds"),
        (17, "15 seconds"),
        (59, "1 minute"),
        (61, "1 minute"),
        (95, "1 minute 35 seconds"),
        (601, "10 minutes"),
        (3600, "60 minutes"),
        (-3, "0 seconds"),
    ],
)
def test_durations_are_said_as_people_say_them(words: Words, seconds: float, said: str) -> None:
    assert words.duration(seconds) == said


def test_lists_are_said_as_people_say_them(words: Words) -> None:
    assert words.listed(()) == ""
    assert words.listed(("a",)) == "a"
    assert words.listed(("a", "b")) == "a and b"
    assert words.listed(("a", "b", "c"), "or") == "a, b or c"
