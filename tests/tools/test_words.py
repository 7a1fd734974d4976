"""The words of the small model: those of the product, and how they sound."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.voices import Flite
from voice_guide.adapters.pronouncing import Pronouncing
from voice_guide.adapters.vosk_recogniser import VoskRecogniser
from voice_guide.adapters.word_graph.files import write_graph
from voice_guide.adapters.word_graph.lexicon import FILE, Lexicon, Sounds, read_lexicon
from voice_guide.adapters.word_graph.symbols import words_of
from voice_guide.core.phrases import normal
from voice_guide.language.pronunciations import load_pronunciations
from voice_guide.language.sentences import command_table
from voice_guide.resources import shipped
from voice_guide.sound.samples import BLOCK, Samples
from voice_guide.wiring import library
from voice_guide.wiring.recognising import recogniser

MODEL = shipped("models/command-en")
ONCE_UNKNOWN = (
    "beginning", "comes", "depends", "doing", "feels", "going", "nowhere", "questions", "quicker",
    "screening", "blade", "blades", "mid", "foam", "pack", "slides", "stones", "range",
    "effleurage",
)  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(MODEL / FILE)


def phrases() -> Iterator[str]:
    """Everything that can be said in any shipped routine, decoys too."""
    for name in library.shelf().ids():
        routine = library.shelf().load(name)
        book = library.phrasebook(routine, "en")
        yield from (*book.meanings, *book.decoys)
    # One of a pair of homophones is enough: "cue" is understood as the model writes it.
    spelt = library.choosing_phrasebook((), "en").digits
    for examples in command_table("en").values():
        yield from (" ".join(spelt.get(word, word) for word in one.split()) for one in examples)


def test_every_word_that_can_be_said_and_of_every_title_is_known() -> None:
    known = words_of(MODEL)
    assert known is not None
    said = {word for phrase in phrases() for word in phrase.split()}
    titles = {word for title in titles_of_routines() for word in title.split()}
    unknown = sorted((said | titles) - known)
    assert not unknown, "python3 -m tools.command_model words models/command-en teaches them"


def test_the_commonest_words_of_english_are_known_for_words_of_ones_own() -> None:
    known = words_of(MODEL)
    assert known is not None
    listed = shipped("tools/command_model/words/common.txt").read_text(encoding="utf-8")
    common = [w for line in listed.splitlines() if not line.startswith("#") for w in line.split()]
    assert len(common) >= 3000
    assert not {*common} - known


def test_the_model_that_comes_along_is_smaller_than_8_mb() -> None:
    assert sum(file.stat().st_size for file in MODEL.rglob("*") if file.is_file()) < 8e6


def titles_of_routines() -> Iterator[str]:
    for name in library.shelf().ids():
        routine = library.shelf().load(name)
        yield from (normal(routine.title), *(normal(step.title) for step in routine.steps))


def test_words_that_were_unknown_once_are_heard_from_the_voices_of_a_machine() -> None:
    ears = recogniser(MODEL, ONCE_UNKNOWN)
    heard = {word: heard_as(ears, Flite("slt").render(word)) for word in ONCE_UNKNOWN}
    assert sum(word == text for word, text in heard.items()) >= len(ONCE_UNKNOWN) - 1, heard


def heard_as(ears: VoskRecogniser, sound: Samples) -> str:
    for start in range(0, sound.size - BLOCK, BLOCK):
        ears.accept(sound[start : start + BLOCK])
    return ears.settle().text


def test_the_shipped_graph_is_what_its_lexicon_makes(lexicon: Lexicon, tmp_path: Path) -> None:
    write_graph(lexicon, tmp_path)
    for file in sorted((MODEL / "graph").rglob("*")):
        if file.is_file():
            assert (tmp_path / file.relative_to(MODEL)).read_bytes() == file.read_bytes(), file


def test_what_is_told_by_hand_is_what_the_model_has(lexicon: Lexicon) -> None:
    for word, ways in load_pronunciations("en").items():
        assert lexicon[word] == ways, word


def test_espeak_says_common_words_nearly_as_the_dictionary_does(lexicon: Lexicon) -> None:
    by_hand = load_pronunciations("en")
    espeak = Pronouncing()
    words = [word for word in sorted(lexicon)[::20] if word not in by_hand]
    wrong = sum(min(distance(espeak.sounds(w), way) for way in lexicon[w]) for w in words)
    assert wrong < 0.05 * sum(len(lexicon[word][0]) for word in words)


def distance(one: Sounds, other: Sounds) -> int:
    """How many sounds are to be changed, left out or put in (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for number, sound in enumerate(one, start=1):
        before, row[0] = row[0], number
        for place, there in enumerate(other, start=1):
            kept = before + (sound != there)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, kept)
    return row[-1]
