"""Words of a person's own, from the command line to the ears."""

import errno
import os
import shlex
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.commands import voice_guide
from tests.tools.test_words import heard_as
from tests.voices import Espeak, Flite, levelled
from voice_guide.adapters.model_choice import OWN, choose
from voice_guide.errors import InputError, MissingPartError
from voice_guide.resources import shipped
from voice_guide.wiring import folders
from voice_guide.wiring.own_words import add_words, remedy
from voice_guide.wiring.recognising import recogniser

PHRASES = ("quesadilla time", "next", "stop", "what time is left")


def test_a_word_that_was_added_is_heard_and_the_others_are_heard_as_before() -> None:
    before = recogniser(choose().path, PHRASES)
    assert before.unknown_words == {"quesadilla"}
    told: list[str] = []
    add_words(["quesadilla"], told.append)
    assert any("quesadilla  K EY S AH D IY AH" in line for line in told)
    after = recogniser(choose().path, PHRASES)
    assert choose().path == folders.models() / OWN
    assert after.unknown_words == set()
    says_it_so = Espeak()  # flite says K W EY S AH D IH L AH
    assert heard_as(after, levelled(says_it_so.render("quesadilla time"))) == "quesadilla time"
    says_it_so.close()
    voice = Flite("slt")
    for phrase in PHRASES[1:]:
        assert heard_as(after, voice.render(phrase)) == phrase


def test_words_add_up_and_can_be_told_by_their_sounds() -> None:
    add_words(["gua=G W AA"], lambda _: None)
    add_words(["Brunhilde", "gua sha"], lambda _: None)
    ears = recogniser(choose().path, ("gua sha", "brunhilde"))
    assert ears.unknown_words == set()
    own = (folders.models() / OWN / "own_words.txt").read_text(encoding="utf-8")
    assert own.split("\n")[1] == "gua G W AA"


def test_a_word_that_is_known_is_left_as_it_is_and_said_so() -> None:
    told: list[str] = []
    add_words(["stop"], told.append)
    assert "known already" in told[0]


@pytest.mark.parametrize(
    ("asked", "problem"), [("12", "no word"), ("gua=G WUH", "WUH"), ("?", "no word")]
)
def test_what_is_no_word_or_no_sound_is_refused_and_nothing_is_made(
    asked: str, problem: str
) -> None:
    with pytest.raises(InputError, match=f"{problem}.*; nothing was added"):
        add_words(["quesadilla", asked], lambda _: None)
    assert not (folders.models() / OWN).exists()


def test_a_model_made_from_an_older_one_is_passed_over_until_it_is_made_anew() -> None:
    add_words(["quesadilla"], lambda _: None)
    acoustic = folders.models() / OWN / "am/final.mdl"
    acoustic.write_bytes(acoustic.read_bytes()[:-1] + b"?")
    choice = choose()
    assert choice.path == shipped("models/command-en")
    assert "add-words" in choice.notice
    add_words([], lambda _: None)
    assert choose().path == folders.models() / OWN
    assert recogniser(choose().path, ("quesadilla",)).unknown_words == set()


def test_how_a_person_says_a_word_is_read_from_the_persons_own_file() -> None:
    file: Path = folders.pronunciations("en")
    file.parent.mkdir(parents=True)
    file.write_text("nuru: N UW R UW\nno: [n ow, N AO]\n", encoding="utf-8")
    told: list[str] = []
    add_words(["nuru", "no"], told.append)
    assert told[:2] == ["no  N OW, N AO", "nuru  N UW R UW"]
    file.write_text("nuru: N UW QQ\n", encoding="utf-8")
    with pytest.raises(InputError, match="nuru: QQ"):
        add_words(["nuru"], told.append)
    file.write_text("- nuru\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"pronunciations\.yaml"):
        add_words(["nuru"], told.append)


def test_what_is_advised_about_unknown_words_can_be_typed_as_it_stands() -> None:
    words = {"brunhilde's", "42", "gua"}
    advised, rest = remedy(words).split("` teaches the small model. ")
    typed = shlex.split(advised.removeprefix("`voice-guide models add-words "))
    assert typed == ["brunhilde's", "gua"]
    assert "write 42 in words" in rest
    add_words(typed, lambda _: None)
    assert recogniser(choose().path, typed).unknown_words == set()


def test_words_that_are_added_at_the_same_time_are_all_kept() -> None:
    asked = ["aaab=AA B", "bbbc=B K", "cccd=K D"]
    with ThreadPoolExecutor() as at_once:
        runs = list(at_once.map(lambda word: voice_guide("models", "add-words", word), asked))
    assert [run.code for run in runs] == [0, 0, 0]
    own = (folders.models() / OWN / "own_words.txt").read_text(encoding="utf-8")
    assert own == "aaab AA B\nbbbc B K\ncccd K D\n"


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on the size of files")
def test_a_disk_that_is_full_is_told_in_one_sentence_and_leaves_nothing_behind() -> None:
    import resource  # noqa: PLC0415 - not on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(MissingPartError) as refused:
            add_words(["gua=G W AA"], lambda _: None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(refused.value) == f"{folders.models() / OWN}: {os.strerror(errno.EFBIG)}"
    assert [entry.name for entry in folders.models().iterdir()] in ([], [f".{OWN}.lock"])
