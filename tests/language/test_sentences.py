"""What can be said: every command, in several wordings, without two meanings for one phrase."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import ROOT
from voice_guide.core.commands import Command, CommandClass, Understood
from voice_guide.core.phrases import Phrasebook
from voice_guide.errors import InputError
from voice_guide.language.numbers import words_for
from voice_guide.language.recall import recall_phrasebook
from voice_guide.language.sentence_file import read_sentences
from voice_guide.language.sentences import Filling, claims, command_table, load_phrasebook

SHIPPED = ROOT / "voice_guide/language/en/sentences.yaml"
MODEL_WORDS = ROOT / "models/command-en/graph/words.txt"


def book(extra: Path | None = None) -> Phrasebook:
    return load_phrasebook(
        "en",
        steps=30,
        titles={"warming up": "1", "the long strokes": "4"},
        techniques={"effleurage": ["effleurage", "long strokes"], "kneading": ["kneading"]},
        areas={"neck": ["neck"], "lower_back": ["lower back", "small of the back"]},
        receivers=["Anna"],
        extra=extra,
    )


@pytest.fixture(scope="module")
def shipped() -> Phrasebook:
    return book()


def test_every_command_can_be_said(shipped: Phrasebook) -> None:
    choosing = load_phrasebook("en", routines=["The back rub", "Hot stones"])
    books = (shipped, choosing, recall_phrasebook("en"))
    said = {order.command for one in books for order in one.meanings.values()}
    assert said == set(Command)


def test_every_command_has_several_wordings(shipped: Phrasebook) -> None:
    wordings = defaultdict(list)
    for phrase, order in shipped.meanings.items():
        wordings[order.command].append(phrase)
    few = {command for command, phrases in wordings.items() if len(phrases) < 3}
    assert few == set()


def test_no_phrase_of_the_shipped_file_means_two_things() -> None:
    file = read_sentences(SHIPPED)
    lists = {
        "number": [Filling("three", 3)], "choice": [Filling("three", 3)],
        "minutes": [Filling("five", 300)], "seconds": [Filling("thirty", 30)],
        "budget": [Filling("twenty", 1200)],
        "title": [Filling("warming up", name="1")], "technique": [Filling("friction", name="f")],
        "area": [Filling("neck", name="neck")], "receiver": [Filling("anna", name="Anna")],
        "routine": [Filling("hot stones", 1, "h")],
    }  # fmt: skip
    meant = defaultdict(set)
    for claim in claims(file, file, lists):
        meant[claim.phrase].add(claim.order)
    assert file.mistakes == []
    assert {phrase for phrase, orders in meant.items() if len(orders) > 1} == set()


def test_every_wording_can_be_heard_by_the_shipped_model(shipped: Phrasebook) -> None:
    known = {line.split()[0] for line in MODEL_WORDS.read_text(encoding="utf-8").splitlines()}
    words = {word for phrase in shipped.meanings for word in phrase.split()}
    assert words - known == set(), "python3 -m tools.command_model words models/command-en"


def test_the_decoys_are_words_the_shipped_model_knows(shipped: Phrasebook) -> None:
    known = {line.split()[0] for line in MODEL_WORDS.read_text(encoding="utf-8").splitlines()}
    assert shipped.decoys
    assert set(shipped.decoys) <= known
    assert not set(shipped.decoys) & set(shipped.meanings)


def test_everyday_words_are_heard_as_what_they_are_and_never_as_phrases(
    shipped: Phrasebook,
) -> None:
    assert {"the", "people", "was"} <= {*shipped.everyday}
    assert not shipped.unaddressed, "nobody has to call the guide unless it was asked to want that"
    assert not {"people", "was"} & {*shipped.meanings}


@pytest.mark.parametrize("number", range(1, 31))
def test_digits_and_words_mean_the_same(shipped: Phrasebook, number: int) -> None:
    order = Understood(Command.GO_TO_STEP, number)
    assert shipped.understand(f"Go to step {number}") == order
    assert shipped.understand(f"go to step {words_for(number)}") == order


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("Step twenty-one.", Understood(Command.GO_TO_STEP, 21)),
        ("add five minutes", Understood(Command.MORE_TIME, 300)),
        ("add 5 minutes", Understood(Command.MORE_TIME, 300)),
        ("thirty more seconds", Understood(Command.MORE_TIME, 30)),
        ("another minute", Understood(Command.MORE_TIME, 60)),
        ("More time!", Understood(Command.MORE_TIME)),
        ("go to the long strokes", Understood(Command.GO_TO_TITLE, name="4")),
        ("What's effleurage?", Understood(Command.WHAT_IS, name="effleurage")),
        ("it's the lower back", Understood(Command.AREA, name="lower_back")),
        ("my neck", Understood(Command.AREA, name="neck")),
        ("It's too hot!", Understood(Command.TOO_HOT)),
        ("ok", Understood(Command.NEXT)),
        ("I\u2019m ready", Understood(Command.NEXT)),
        ("stop listening", Understood(Command.STOP_LISTENING)),
        ("listen again", Understood(Command.LISTEN)),
        ("end the session", Understood(Command.FINISH)),
        ("keep going", Understood(Command.GO_ON)),
    ],
)
def test_people_are_understood(shipped: Phrasebook, said: str, order: Understood) -> None:
    assert shipped.understand(said) == order


@pytest.mark.parametrize(
    "said", ["seven", "next week we go", "don't stop talking", "step thirty one", "", "the other"]
)
def test_anything_else_is_not_understood(shipped: Phrasebook, said: str) -> None:
    assert shipped.understand(said) is None


def test_a_bare_number_chooses_only_where_routines_are_offered(shipped: Phrasebook) -> None:
    choosing = load_phrasebook("en", routines=["The back rub", "Hot stones"])
    assert choosing.understand("2") == Understood(Command.CHOOSE, 2)
    assert choosing.understand("number two") == Understood(Command.CHOOSE, 2)
    assert choosing.understand("hot stones") == Understood(Command.CHOOSE, 2, "Hot stones")
    assert choosing.understand("three") is None
    assert shipped.understand("two") is None


def test_pain_stop_and_heat_are_urgent(shipped: Phrasebook) -> None:
    for phrase in ("stop", "wait", "too much pressure", "that hurts", "ouch", "too hot"):
        assert shipped.class_of(phrase) is CommandClass.URGENT


def test_the_table_for_people_has_every_command_and_only_what_is_understood(
    shipped: Phrasebook,
) -> None:
    table = command_table("en")
    assert set(table) == set(Command)
    phrases = [phrase for command in set(Command) - {Command.CHOOSE} for phrase in table[command]]
    assert [p for p in phrases if not shipped.understand(p) and "{" in p] == []


def test_a_users_own_file_adds_wordings(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(
        "expansion_rules: {please: '(pretty please|please)'}\n"
        "intents:\n  next:\n    data:\n      - sentences: ['onwards [<please>]']\n"
        "  go_to_step:\n    data:\n      - sentences: ['take me to {number}']\n",
        encoding="utf-8",
    )
    with_own = book(own)
    assert with_own.understand("onwards pretty please") == Understood(Command.NEXT)
    assert with_own.understand("take me to 7") == Understood(Command.GO_TO_STEP, 7)
    assert with_own.understand("next") == Understood(Command.NEXT)


MISTAKES = """\
intents:
  hop:
    data:
      - sentences: ["hop"]
  next:
    data:
      - sentences:
          - "go (on"
          - "stop"
          - "to {nowhere}"
          - "a <rule> that is not"
          - "[nothing]"
          - "step {number} of {number}"
      - words: ["x"]
colour: blue
"""


def test_all_mistakes_of_a_users_file_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(MISTAKES, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        book(own)
    told = str(caught.value)
    for line, words in {
        2: "unknown command 'hop'",
        8: "is not a template",
        9: "'stop' already means stop",
        10: "unknown list",
        11: "rule",
        12: "could be nothing at all",
        13: "more than one list",
        14: "unknown key 'words'",
        15: "unknown key 'colour'",
    }.items():
        assert any(f"mine.yaml:{line}: " in each and words in each for each in told.splitlines()), (
            line,
            told,
        )


HOSTILE = {
    "not YAML": b"intents: [",
    "not UTF-8": b"intents: \xff\xfe",
    "an object": b"intents: !!python/object/apply:os.system [echo]\n",
    "a list": b"- next\n",
    "deep": b"[" * 20_000,
    "huge": b"x: " + b"y" * 2_000_000,
    "twice": b"intents: {}\nintents: {}\n",
    "many phrases": b"intents: {next: {data: [{sentences: ['"
    + b"(a|b|c|d|e|f|g|h) " * 20
    + b"']}]}}\n",
    "a circle": b"expansion_rules: {a: 'x <b>', b: 'y <a>'}\n"
    b"intents: {next: {data: [{sentences: ['go <a>']}]}}\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_an_error_not_a_crash(text: bytes, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_bytes(text)
    with pytest.raises(InputError, match=r"mine\.yaml"):
        book(own)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="missing\\.yaml"):
        book(tmp_path / "missing.yaml")


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_of_ones_own_adds_nothing(text: str, tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(text, encoding="utf-8")
    assert load_phrasebook("en", extra=own).meanings == load_phrasebook("en").meanings


@pytest.mark.parametrize(("heard", "number"), [("too", 2), ("won", 1), ("for", 4)])
def test_a_number_of_the_list_may_be_heard_as_a_word_that_sounds_like_it(
    heard: str, number: int
) -> None:
    book = load_phrasebook("en", routines=["One", "Another", "A third", "The last"])
    meaning = book.understand(heard)
    assert meaning is not None
    assert (meaning.command, meaning.number) == (Command.CHOOSE, number)
