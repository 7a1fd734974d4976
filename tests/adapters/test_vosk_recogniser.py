"""The real Vosk with the shipped model, and the choice of a model."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.voices import Flite
from voice_guide.adapters.model_choice import choose, choose_model, missing_files
from voice_guide.adapters.vosk_recogniser import VoskRecogniser
from voice_guide.adapters.word_graph.narrowed import narrowed
from voice_guide.core.commit import Hypothesis
from voice_guide.errors import MissingPartError
from voice_guide.resources import shipped
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE
from voice_guide.wiring import library
from voice_guide.wiring.recognising import recogniser

MODEL = shipped("models/command-en")


def model_in(folder: Path, *, size: int = 10) -> Path:
    """A folder that looks like a published model."""
    for name in ("am/final.mdl", "conf/model.conf", "graph/HCLr.fst"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x" * size)
    return folder


def heard_by(*phrases: str) -> VoskRecogniser:
    return recogniser(MODEL, phrases)


def test_words_the_model_does_not_know_are_named_and_their_phrases_left_out() -> None:
    phrases = ("next", "go to the qqq", "zzz step")
    assert heard_by(*phrases).unknown_words == {"qqq", "zzz"}
    with narrowed(MODEL, phrases) as narrow:
        assert narrow.unheard_phrases == phrases[1:]


def test_narrowing_a_model_leaves_its_own_files_alone(tmp_path: Path) -> None:
    flat = tmp_path / "flat"
    shutil.copytree(MODEL / "graph", flat)
    for model in (MODEL, flat):
        grammar = next(model.rglob("Gr.fst"))
        before = grammar.read_bytes()
        with narrowed(model, ("next", "stop")) as narrow:
            assert next(narrow.folder.rglob("Gr.fst")).read_bytes() != before
        assert grammar.read_bytes() == before
        assert not narrow.folder.exists()


def test_phrases_that_begin_alike_are_told_apart() -> None:
    ears = heard_by("next", "next step", "next part", "stop")
    for phrase in ("next", "next step", "next part", "stop"):
        ears.accept(Flite("slt").render(phrase))
        assert ears.settle().text == phrase


def test_silence_is_no_words() -> None:
    ears = heard_by("next", "stop")
    for _ in range(50):
        assert ears.accept(np.zeros(BLOCK, np.float32)).words == ()
    assert ears.opinion().words == ()
    assert ears.settle() == Hypothesis((), (), final=True)


@pytest.mark.parametrize("without_noise", [False, True])
def test_an_opinion_disturbs_nothing_and_shares_add_up_to_one(*, without_noise: bool) -> None:
    ears = heard_by("next", "stop")
    said = Flite("slt").render("next")
    blocks = said[: said.size // BLOCK * BLOCK].reshape(-1, BLOCK)
    plain = [ears.accept(block) for block in blocks]
    ears.restart()
    asked = []
    for block in blocks:
        asked.append(ears.accept(block))
        ears.opinion(without_noise=without_noise)
    assert asked == plain
    readings = ears.settle().readings
    assert readings[0].text == "next"
    assert sum(reading.share for reading in readings) == pytest.approx(1.0)


def test_the_latest_of_an_utterance_can_be_asked_about_also_at_its_end() -> None:
    ears = heard_by("next", "that hurts", "stop")
    before, after = (Flite("slt").render(phrase) for phrase in ("that hurts", "stop"))
    said = np.concatenate([before, np.zeros(4 * BLOCK, np.float32), after])
    blocks = said[: said.size // BLOCK * BLOCK].reshape(-1, BLOCK)
    latest = after.size / SAMPLE_RATE
    plain = [ears.accept(block) for block in blocks]
    whole = ears.settle().text
    asked = []
    for block in blocks:
        asked.append(ears.accept(block))
        found = ears.opinion(latest)
    assert asked == plain
    assert found.text == "stop"
    assert ears.settle().text == whole
    assert ears.opinion(latest).text == "stop"
    ears.accept(np.zeros(BLOCK, np.float32))
    assert ears.opinion(latest).text == ""


def test_what_ended_in_the_middle_of_a_phrase_can_begin_again_with_it() -> None:
    ears = heard_by("next", "that hurts", "switch sides")
    before, phrase = (Flite("slt").render(text) for text in ("that hurts", "switch sides"))
    said = np.concatenate([before, phrase, np.zeros(SAMPLE_RATE // 2, np.float32)])
    blocks = said[: said.size // BLOCK * BLOCK].reshape(-1, BLOCK)
    middle = (before.size + phrase.size // 2) // BLOCK
    for block in blocks[:middle]:
        ears.accept(block)
    ears.settle()
    ears.begin_with(middle * BLOCK / SAMPLE_RATE - before.size / SAMPLE_RATE)
    for block in blocks[middle:]:
        ears.accept(block)
    assert ears.opinion().text == "switch sides"


def test_commands_are_understood_in_a_hiss_louder_than_the_voice() -> None:
    phrases = ("next", "repeat", "switch sides", "too much pressure", "slower", "go on")
    ears, chance, found = heard_by(*phrases), np.random.default_rng(3), []
    for phrase in phrases:
        said = np.pad(Flite("slt").render(phrase), SAMPLE_RATE // 3)
        hiss = chance.normal(0.0, np.sqrt(np.mean(said**2)), said.size) * 10 ** (6 / 20)
        ears.accept((said + hiss).astype(np.float32))
        found.append(_shares(ears.opinion(without_noise=True)).get(phrase, 0.0))
        ears.restart()
    assert min(found) > 0.7


def test_commands_are_understood_where_the_microphone_is_shut_between_words() -> None:
    """Or out of a machine: there is not even a hiss around them."""
    book = library.phrasebook(library.shelf().load("back-rub"), "en")
    ears, missed = recogniser(MODEL, book.meanings, book.decoys, book.everyday), []
    for voice in ("slt", "rms", "awb", "kal16"):
        for phrase in ("wait", "repeat", "perfect", "more time", "what's next", "too hot", "help"):
            said = np.pad(Flite(voice).render(phrase), SAMPLE_RATE // 2)
            ears.accept(said)
            if _shares(ears.opinion(without_noise=True)).get(phrase, 0.0) < 0.6:
                missed.append((voice, phrase))
            ears.restart()
    assert not missed


def _shares(opinion: Hypothesis) -> dict[str, float]:
    return {reading.text: reading.share for reading in opinion.readings}


def test_a_broken_model_is_an_error_that_names_the_folder(tmp_path: Path) -> None:
    broken = model_in(tmp_path / "broken")
    with pytest.raises(MissingPartError, match="broken"):
        recogniser(broken, ("next",))
    shutil.copy(MODEL / "graph" / "words.txt", broken / "graph")
    with pytest.raises(MissingPartError, match="broken"):
        recogniser(broken, ("next",))


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without other models."""
    monkeypatch.setattr("voice_guide.adapters.model_choice.model_folders", lambda: (tmp_path,))
    monkeypatch.delenv("VOSK_MODEL_PATH", raising=False)
    return tmp_path


def test_without_any_other_the_shipped_model_is_used(nowhere: Path) -> None:
    assert nowhere.is_dir()
    assert choose_model() == MODEL


def test_what_is_asked_for_comes_before_the_environment_and_that_before_what_is_found(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = model_in(nowhere / "elsewhere" / "asked")
    named = model_in(nowhere / "named", size=5)
    large = model_in(nowhere / "large", size=100)
    variable = model_in(nowhere / "elsewhere" / "variable")
    assert choose_model() == large
    monkeypatch.setenv("VOSK_MODEL_PATH", str(variable))
    assert choose_model() == variable
    assert choose_model(str(asked)) == asked
    assert choose_model("named") == named


def test_a_broken_model_that_was_found_is_passed_over_and_said_so(nowhere: Path) -> None:
    broken = model_in(nowhere / "broken", size=100)
    (broken / "conf/model.conf").unlink()
    choice = choose()
    assert choice.path == MODEL
    assert "broken" in choice.notice
    assert "conf/model.conf" in choice.notice


def test_a_broken_model_that_was_asked_for_is_an_error_naming_what_is_missing(
    nowhere: Path,
) -> None:
    broken = model_in(nowhere / "mine")
    (broken / "am/final.mdl").unlink()
    with pytest.raises(MissingPartError, match=r"mine.*am/final\.mdl"):
        choose_model(str(broken))
    with pytest.raises(MissingPartError, match="nosuch"):
        choose_model("nosuch")


def test_a_model_whose_phrases_are_fixed_is_not_taken(nowhere: Path) -> None:
    fixed = model_in(nowhere / "big")
    (fixed / "graph/HCLr.fst").rename(fixed / "graph/HCLG.fst")
    assert "graph" in " ".join(missing_files(fixed))
    assert choose_model() == MODEL
