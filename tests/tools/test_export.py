"""From a network to a folder that the stock Vosk takes for a model, and back."""

from pathlib import Path

import numpy as np
import pytest

from tests.tools.vosk_api import ways_to_ask
from tests.voices import Flite
from tools.command_model.acoustic_model import acoustic_model
from tools.command_model.export import OperatingPoint, export
from tools.command_model.network import CEPSTRA, Layer, Network, read_network, write_network
from tools.command_model.reading_back import network_of
from voice_guide.adapters.vosk_recogniser.model import Hiss
from voice_guide.adapters.word_graph.phones import CLASSES
from voice_guide.resources import shipped
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE
from voice_guide.wiring.recognising import recogniser

MODEL = shipped("models/command-en")


def untaught(seed: int = 1) -> Network:
    """A small network of random numbers."""
    random = np.random.default_rng(seed)
    widths = (CEPSTRA, 24, 16, len(CLASSES))
    offsets = ((-2, 0, 1), (-3, 0, 3), (0,))
    layers = tuple(
        Layer(
            random.standard_normal((after, before * len(seen))).astype(np.float32) / before,
            random.standard_normal(after).astype(np.float32),
            seen,
        )
        for before, after, seen in zip(widths[:-1], widths[1:], offsets, strict=True)
    )
    return Network(layers, np.full(len(CLASSES), 1 / len(CLASSES)))


def test_the_shipped_network_written_again_is_the_shipped_file_byte_for_byte() -> None:
    network = network_of(MODEL)
    written = acoustic_model(network, network.priors)
    assert written == (MODEL / "am/final.mdl").read_bytes()


def test_a_network_file_holds_all_of_a_network(tmp_path: Path) -> None:
    network = untaught()
    write_network(network, tmp_path / "network.npz")
    again = read_network(tmp_path / "network.npz")
    assert again.context == network.context == (5, 4)
    assert acoustic_model(again, again.priors) == acoustic_model(network, network.priors)


def test_a_network_that_does_not_fit_together_is_refused(tmp_path: Path) -> None:
    first, *others = untaught().layers
    broken = Network((Layer(first.weights[:, 1:], first.bias, first.offsets), *others), np.ones(41))
    write_network(broken, tmp_path / "network.npz")
    with pytest.raises(ValueError, match="layer 0"):
        read_network(tmp_path / "network.npz")


def test_what_is_exported_is_loaded_by_vosk_and_decodes(tmp_path: Path) -> None:
    lexicon = {"next": (("N", "EH", "K", "S", "T"),), "stop": (("S", "T", "AA", "P"),)}
    export(untaught(), lexicon, tmp_path / "model", OperatingPoint())
    ears = recogniser(tmp_path / "model", ("next", "stop", "stop next"))
    assert ears.unknown_words == set()
    noise = np.random.default_rng(2).standard_normal(BLOCK, np.float32)
    for _ in range(50):
        ears.accept(noise / np.float32(10))
    assert set(ears.settle().text.split()) <= {"next", "stop", "[unk]"}


def test_the_shipped_model_answers_every_way_that_programs_ask_vosk() -> None:
    """In a room as quiet as any; see the model's card."""
    quiet = np.zeros(SAMPLE_RATE // 2, np.float32)
    said = Hiss().under(np.concatenate([quiet, Flite("slt").render("next"), quiet]))
    heard = ways_to_ask(MODEL, ("stop", "next"), said)
    assert heard.pop("no grammar")
    assert set(heard.values()) == {"next"}, heard
    silence = ways_to_ask(MODEL, ("stop", "next"), 4 * quiet)
    assert set(silence.values()) == {""}, silence


def test_the_operating_point_changes_how_easily_speech_is_unknown(tmp_path: Path) -> None:
    for name, bias in (("strict", 3.0), ("lax", 0.0)):
        at = OperatingPoint(unknown_bias=bias)
        export(untaught(), {"next": (("N", "EH"),)}, tmp_path / name, at)
    strict, lax = (network_of(tmp_path / name).priors for name in ("strict", "lax"))
    unknown = CLASSES.index("SPN")
    assert strict[unknown] < lax[unknown]
    assert np.delete(strict, unknown) == pytest.approx(np.delete(lax, unknown))


def test_another_kind_of_model_is_not_read_back(tmp_path: Path) -> None:
    (tmp_path / "am").mkdir()
    (tmp_path / "am/final.mdl").write_bytes(b"\0B<TransitionModel> nothing of ours")
    with pytest.raises(ValueError, match="no model of this recipe"):
        network_of(tmp_path)
