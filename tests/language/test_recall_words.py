"""The words of a rehearsal from memory: what the guide says, and how an answer is read."""

from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from voice_guide.core.commands import Command
from voice_guide.core.recall.state import Line
from voice_guide.core.rehearsing.points import Kind
from voice_guide.core.routine import STROKE_KINDS
from voice_guide.errors import InputError
from voice_guide.language import naming
from voice_guide.language.recall import COMMANDS, NOT_HERE, load_sayings, recall_phrasebook
from voice_guide.language.recall_terms import load_terms
from voice_guide.language.ways import clauses, ways
from voice_guide.resources import shipped
from voice_guide.wiring import library

DATA = yaml.safe_load((ROOT / "voice_guide/language/en/recall.yaml").read_text("utf-8"))
READ = load_terms("en", library.techniques()).reader.read
MODEL = (shipped("models/command-en") / "graph" / "words.txt").read_text("utf-8").split()


def test_every_line_and_every_hint_has_words() -> None:
    sayings = load_sayings("en")
    assert set(sayings.lines) == set(Line)
    assert set(sayings.hints) == set(Kind)


def read_anew() -> None:
    load_sayings.__wrapped__("en")
    load_terms.__wrapped__("en", library.techniques())
    ways.__wrapped__("en", library.techniques())


@pytest.mark.parametrize("key", DATA)
def test_a_key_that_is_missing_is_named_with_its_file(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "en" / "recall.yaml"
    file.parent.mkdir()
    kept = {name: entry for name, entry in DATA.items() if name != key}
    file.write_text(yaml.safe_dump(kept), encoding="utf-8")
    monkeypatch.setattr(naming, "FOLDER", tmp_path)
    with pytest.raises(InputError, match=rf"recall\.yaml: '{key}' is missing"):
        read_anew()


def test_every_kind_of_stroke_and_every_technique_can_be_said() -> None:
    assert set(DATA["kinds"]) == set(STROKE_KINDS)
    assert set(DATA["techniques"]) <= {technique.id for technique in library.techniques()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kneading the shoulder", "knead shoulders"),
        ("5 times", "five times"),
        ("both sides of the spine", "beside the spine"),
        ("the small of the back", "lower back"),
        ("gliding", "glides"),
    ],
)
def test_what_says_the_same_is_read_alike(one: str, other: str) -> None:
    assert READ(one) == READ(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("shoulder", "shoulder blade"), ("neck", "back"), ("five times", "six times")],
)
def test_what_says_something_else_is_not(one: str, other: str) -> None:
    assert READ(one) not in READ(other)


def test_nothing_moves_in_it_that_could_be_part_of_an_answer() -> None:
    book = recall_phrasebook("en")
    assert {order.command for order in book.meanings.values()} == COMMANDS | NOT_HERE
    for answer in ("lighter", "too hot", "that hurts", "harder", "the other side", "more pressure"):
        assert book.understand(answer) is None


@pytest.mark.parametrize("said", ["that's all", "That is everything.", "nothing more", "okay"])
def test_whoever_says_that_this_is_all_goes_on_and_does_not_finish(said: str) -> None:
    order = recall_phrasebook("en").understand(said)
    assert order is not None
    assert order.command is Command.NEXT


@pytest.mark.parametrize("routine", library.all_routines(lambda _: None), ids=lambda r: r.id)
def test_the_small_model_knows_every_word_of_an_answer(routine: object) -> None:
    said = (*clauses(routine, "en"), *ways("en", library.techniques()))  # type: ignore[arg-type]
    assert {word for phrase in said for word in phrase.split()} - set(MODEL) == set()
