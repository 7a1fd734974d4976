"""What is typed with a mistake is asked back; half a routine's name is enough."""

import pytest

from tests.core.room import Room
from voice_guide.core import question
from voice_guide.core.commands import Command, Understood
from voice_guide.core.commit import EVERYTHING
from voice_guide.core.phrases import Phrasebook
from voice_guide.language.nearest import asked_back, nearest
from voice_guide.language.replies import load_words
from voice_guide.language.sentences import load_phrasebook
from voice_guide.player import Conversation

TITLES = ("The back rub", "Back massage with a tool", "Hot stone rest", "Rest")


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return load_phrasebook("en", steps=30)


@pytest.fixture(scope="module")
def offered() -> Phrasebook:
    return load_phrasebook("en", routines=TITLES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nxet", "next"),
        ("Stpo!", "stop"),
        ("to much presure", "too much pressure"),
        ("how lng is left", "how long is left"),
        ("go to step twnety", "go to step twenty"),
    ],
)
def test_a_slip_of_the_finger_is_asked_back(book: Phrasebook, typed: str, meant: str) -> None:
    assert nearest(typed, book, EVERYTHING)[0] == meant
    assert f"Did you mean: {meant}" in asked_back(typed, book, EVERYTHING)


def test_the_screen_asks_back_and_nothing_is_done(offered: Phrasebook) -> None:
    room = Room(offered)
    words = load_words("en")
    asked = Conversation(
        lambda _: question.begin("Go on?", "Story", words), question.advance, question.view
    )
    player = room.open(asked)
    room.type(player, "yse")
    assert "Did you mean: yes?" in room.notices[-1]
    assert player.outcome is None


def test_one_command_is_offered_once_and_only_what_may_be_said_now(book: Phrasebook) -> None:
    near = nearest("louder plese", book, EVERYTHING)
    assert len({book.meanings[phrase] for phrase in near}) == len(near)
    assert nearest("nxet", book, EVERYTHING - {Command.NEXT}) == ()


@pytest.mark.parametrize("typed", ["qwrtzpsdf", "", "the weather is nice today " * 9, "{zzyzx}"])
def test_what_is_like_nothing_is_shown_as_it_is(book: Phrasebook, typed: str) -> None:
    assert typed in asked_back(typed, book, EVERYTHING)
    assert "Did you mean" not in asked_back(typed, book, EVERYTHING)


@pytest.mark.parametrize(
    ("typed", "number"), [("hot", 3), ("Hot sto", 3), ("massage", 2), ("rub", 1)]
)
def test_a_part_of_a_title_that_no_other_has_chooses(
    offered: Phrasebook, typed: str, number: int
) -> None:
    assert offered.begun(typed) == Understood(Command.CHOOSE, number, TITLES[number - 1])


def test_a_part_of_several_titles_is_asked_back(offered: Phrasebook) -> None:
    assert offered.begun("back") is None
    assert offered.begun("st") is None
    told = asked_back("back", offered, EVERYTHING)
    assert "the back rub, back massage with a tool" in told


def test_half_a_name_is_never_enough_when_it_is_spoken(offered: Phrasebook) -> None:
    assert offered.understand("hot") is None


def test_in_a_session_no_half_sentence_is_obeyed(book: Phrasebook) -> None:
    assert book.begun("finish the") is None
