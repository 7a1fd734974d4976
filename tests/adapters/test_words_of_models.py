"""Models that keep their words elsewhere than ours does, and the words they tell."""

import shutil
import struct
from pathlib import Path

import pytest

from tests.tools.test_words import heard_as
from tests.voices import Flite
from voice_guide.adapters.word_graph.symbols import numbered_words
from voice_guide.errors import MissingPartError
from voice_guide.resources import shipped
from voice_guide.wiring.recognising import recogniser

MODEL = shipped("models/command-en")


_HEADER = 4 + 4 + 5 + 4 + 8
"""Bytes of the grammar before its version and flags: magic number, "const", "standard"."""
_FLAGS = 4


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Ours in the shape of a small published one: its words are in its grammar.

    Byte for byte as `fstsymbols` of OpenFst 1.7.9 puts them there.
    """
    model = tmp_path / "small"
    shutil.copytree(MODEL, model)
    graph = model / "graph"
    words = [line.split() for line in (graph / "words.txt").read_text("utf-8").splitlines()]
    whole = (graph / "Gr.fst").read_bytes()
    flags = _HEADER + _FLAGS
    header = whole[:flags] + struct.pack("<i", 1 | 2) + whole[flags + 4 : flags + 4 + 32]
    table = (
        struct.pack("<i", 2125658996) + text("words") + struct.pack("<qq", len(words), len(words))
    )
    table += b"".join(text(word) + struct.pack("<q", int(number)) for word, number in words)
    (graph / "Gr.fst").write_bytes(header + table + table + whole[flags + 4 + 32 :])
    (graph / "words.txt").unlink()
    return model


def text(said: str) -> bytes:
    return struct.pack("<i", len(said.encode())) + said.encode()


def test_words_inside_a_grammar_are_read_as_those_in_a_list(small: Path) -> None:
    assert numbered_words(small / "graph") == numbered_words(MODEL / "graph")


def test_a_small_published_model_hears_our_phrases(small: Path) -> None:
    ears = recogniser(small, ("next step", "stop", "frobnicate"))
    assert ears.unknown_words == {"frobnicate"}
    assert heard_as(ears, Flite("slt").render("next step")) == "next step"


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 200, b"\xd6\xfd\xb2~\x06\0\0\0vector\xff\xff\xff\x7f"]
)
def test_a_model_without_any_words_is_an_error_that_names_it(
    tmp_path: Path, content: bytes
) -> None:
    model = tmp_path / "mute"
    shutil.copytree(MODEL, model)
    (model / "graph/words.txt").unlink()
    (model / "graph/Gr.fst").write_bytes(content)
    with pytest.raises(MissingPartError, match="mute"):
        recogniser(model, ("stop",))


@pytest.mark.parametrize("number", ["4294967296", "-1", "1.5", "9" * 5000])
def test_a_word_with_a_number_that_no_graph_can_hold_is_named_with_its_line(
    tmp_path: Path, number: str
) -> None:
    model = shutil.copytree(MODEL, tmp_path / "mine")
    table = model / "graph/words.txt"
    lines = table.read_text("utf-8").splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("stop "))
    lines[at] = f"stop {number}"
    table.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(MissingPartError, match=rf"words\.txt:{at + 1}: 'stop' has the number"):
        recogniser(model, ("stop",))
