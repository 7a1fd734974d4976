"""Small files that were spoilt: an error that names them, or what they lack made anew."""

import json
from pathlib import Path

import pytest

from voice_guide.adapters.microphone_notes import MicrophoneNotes
from voice_guide.adapters.model_floors import read_floors
from voice_guide.adapters.routine_file import mended
from voice_guide.adapters.word_graph.lexicon import read_lexicon
from voice_guide.errors import InputError
from voice_guide.language.pronunciations import load_pronunciations
from voice_guide.language.replies import load_words
from voice_guide.language.speakable import load_speakable
from voice_guide.web.key_file import load_keys

DEEP = "[" * 100_000
DEEP_YAML = "- " * 600
NOTE = (
    '{"m": {"when": "", "noise": NOISE, "voice": null, "passed": PASSED, "of": 1,'
    ' "thresholds": {"floors": {}, "over_speech": 0.1}}}'
)


@pytest.mark.parametrize(
    "text",
    [
        DEEP,
        "[]",
        NOTE.replace("NOISE", "-50").replace("PASSED", "Infinity"),
        NOTE.replace("NOISE", "NaN").replace("PASSED", "1"),
        NOTE.replace("NOISE", "-50").replace("PASSED", "1").replace("{}", '{"moving": ""}'),
    ],
)
def test_spoilt_notes_about_microphones_are_named_with_what_to_do(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "microphones.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"microphones\.json is spoilt") as refused:
        MicrophoneNotes(file).all()
    assert "calibrate again" in refused.value.hint


@pytest.mark.parametrize(
    "text", [DEEP, "[]", json.dumps({"control": "\ud800" * 30, "view": "v" * 30})]
)
def test_keys_of_the_page_that_open_nothing_are_made_anew(tmp_path: Path, text: str) -> None:
    file = tmp_path / "page-keys.json"
    file.write_text(text, encoding="utf-8")
    keys = load_keys(file)
    assert keys.rights(keys.control) != keys.rights(keys.view)
    assert load_keys(file) == keys


def test_words_of_an_own_model_that_are_no_text_are_named(tmp_path: Path) -> None:
    file = tmp_path / "own_words.txt"
    file.write_bytes(b"no N OW\nm\xe4dchen M EH\n")
    with pytest.raises(InputError, match=r"own_words\.txt: is not UTF-8"):
        read_lexicon(file)


@pytest.mark.parametrize("text", [DEEP_YAML, "urgent: []", "urgent", "urgent: {one_word: [1]}"])
def test_floors_of_a_model_of_another_form_are_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "floors.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"floors\.yaml"):
        read_floors(tmp_path)


def test_own_pronunciations_of_another_form_are_named(tmp_path: Path) -> None:
    file = tmp_path / "pronunciations.yaml"
    file.write_text(DEEP_YAML, encoding="utf-8")
    with pytest.raises(InputError, match=r"pronunciations\.yaml"):
        load_pronunciations("en", file)


@pytest.mark.parametrize("content", [b"\xff", b"replies: 1", b"a: 'b", b"rules: [1]"])
def test_a_language_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    for name in ("replies.yaml", "speakable.yaml"):
        (tmp_path / name).write_bytes(content)
    for load in (load_words, load_speakable):
        with pytest.raises(InputError, match=r"\.yaml") as refused:
            load(str(tmp_path))
        assert "Choose the language" in refused.value.hint


def test_a_routine_that_was_cut_off_in_its_last_line_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "cut.yaml"
    file.write_bytes(b"title: T\nparts:\n  - {title: P, steps: [\n")
    before = file.read_bytes()
    assert mended(file) == []
    assert file.read_bytes() == before
