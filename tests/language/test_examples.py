"""What people are told they can say is understood."""

import pytest

from voice_guide.core.commands import Command
from voice_guide.core.phrases import normal
from voice_guide.language.areas import load_areas
from voice_guide.language.recall import recall_phrasebook
from voice_guide.language.sentences import command_table, load_phrasebook
from voice_guide.resources import shipped

BOOK = load_phrasebook(
    "en",
    steps=5,
    titles={"warming up": "1"},
    techniques={"kneading": ("kneading",)},
    areas={area.value: words.said for area, words in load_areas("en").items()},
    receivers=["Anna"],
)
RECALLING = recall_phrasebook("en")
CHOOSING = load_phrasebook("en", routines=["Hot stone rest", "The back rub"])


@pytest.mark.parametrize(
    ("command", "phrase"),
    [(command, said) for command, phrases in command_table("en").items() for said in phrases],
)
def test_an_example_means_its_command(command: Command, phrase: str) -> None:
    books = {Command.CHOOSE: CHOOSING, Command.HINT: RECALLING, Command.TELL_ME: RECALLING}
    book = books.get(command, BOOK)
    meaning = book.understand(phrase)
    assert meaning is not None
    assert meaning.command is command


@pytest.mark.parametrize("command", Command)
def test_every_command_has_an_example(command: Command) -> None:
    assert command_table("en")[command]


@pytest.mark.parametrize("command", Command)
def test_the_first_example_of_a_command_can_be_heard_by_the_small_model(command: Command) -> None:
    words = (shipped("models/command-en") / "graph" / "words.txt").read_text("utf-8").split()
    assert set(normal(command_table("en")[command][0]).split()) <= set(words)
