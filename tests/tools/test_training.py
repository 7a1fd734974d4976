"""From labelled sound to a network: what needs no PyTorch, and, slowly, all of it."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.tools.vosk_api import ways_to_ask
from tools.command_model.export import SAMPLE_RATE, OperatingPoint, export
from tools.command_model.network import Layer, Network, read_network
from tools.command_model.training.alignment import NO_WORD, Scores, align, network_scores
from tools.command_model.training.corpus import labelled
from tools.command_model.training.features import TO_CEPSTRA, log_bands
from tools.command_model.training.flat_start import flat_start
from tools.command_model.training.kinds import DOUBTS, WordKind, WordKinds
from voice_guide.adapters.word_graph.phones import CLASSES, SPOKEN_NOISE
from voice_guide.resources import shipped

ROOT = shipped("tools").parent
LEXICON = {
    "no": (("N", "OW"),),
    "stop": (("S", "T", "AA", "P"),),
    "the": (("DH", "AH"), ("DH", "IY")),
}


KALDI = (68.970, 37.322, -212.087, 8.107, 2.501)


def sounding(sounds: str, frames: int = 5) -> list[int]:
    return [CLASSES.index(sound) for sound in sounds.split() for _ in range(frames)]


def certain(classes: list[int]) -> Scores:
    scores = np.full((len(classes), len(CLASSES)), -10.0)
    scores[np.arange(len(classes)), classes] = 0.0
    return scores


def shares(scores: Scores) -> Scores:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def test_the_features_are_those_that_vosk_computes() -> None:
    """The numbers are kaldi-native-fbank's for the same sound and settings."""
    time = np.arange(1600) / SAMPLE_RATE
    tones = 8000 * np.sin(2 * np.pi * 440 * time) + 3000 * np.sin(2 * np.pi * 2500 * time)
    cepstra = log_bands(np.round(tones) / 32_768) @ TO_CEPSTRA
    assert cepstra.shape == (8, 40)
    assert cepstra[3, [0, 1, 5, 20, 39]] == pytest.approx(KALDI, abs=0.01)


def test_sounds_are_found_where_they_were_said() -> None:
    said = sounding("SIL S T AA P SIL SIL N OW SIL")
    found = align(("stop", "no"), LEXICON, certain(said))
    assert found is not None
    assert found.classes.tolist() == said
    assert (
        found.words.tolist() == [NO_WORD] * 5 + [0] * 20 + [NO_WORD] * 10 + [1] * 10 + [NO_WORD] * 5
    )
    assert found.misfit == 0


def test_the_way_a_word_was_pronounced_is_chosen() -> None:
    said = sounding("SIL DH IY SIL")
    found = align(("the",), LEXICON, certain(said))
    assert found is not None
    assert found.classes.tolist() == said


def test_other_words_than_those_said_fit_badly() -> None:
    found = align(("no",), LEXICON, certain(sounding("SIL S T AA P SIL")))
    assert found is not None
    assert found.misfit > 5


def test_sound_too_short_for_its_words_has_no_alignment() -> None:
    assert align(("stop",), LEXICON, certain(sounding("S", frames=4))) is None


def test_an_alignment_begins_without_a_network() -> None:
    """Two tones that stand for two sounds are told apart from the words alone."""
    chance = np.random.default_rng(1)
    lexicon = {"a": (("AA", "IY"),), "b": (("IY", "AA"),), "c": (("AA",),)}
    low, high = (np.sin(2 * np.pi * f * np.arange(2400) / SAMPLE_RATE) for f in (300, 2000))
    quiet = np.zeros(1600)
    sounds = {"a": [low, high], "b": [high, low], "c": [low]}
    words = [("a",), ("b",), ("c",)] * 4
    heard = [
        log_bands(0.1 * tone + 1e-4 * chance.standard_normal(tone.size))
        for (word,) in words
        for tone in [np.concatenate([quiet, *sounds[word], quiet])]
    ]
    first = flat_start(heard, words, lexicon)[0]
    assert first is not None
    change = int(np.flatnonzero(first.classes == CLASSES.index("IY"))[0])
    assert abs(change - 25) <= 3


def test_a_command_is_not_doubted_but_its_words_in_talk_are() -> None:
    kinds = WordKinds({"go on", "stop"}, vocabulary={"go", "on", "stop", "the", "back"})
    assert kinds.of(("go", "on")) == [WordKind.COMMAND] * 2
    talk = kinds.of(("go", "back", "the", "stop", "ferry"))
    assert talk == [
        WordKind.IN_TALK,
        WordKind.VOCABULARY,
        WordKind.VOCABULARY,
        WordKind.IN_TALK,
        WordKind.STRANGE,
    ]
    assert len(DOUBTS) == len(WordKind)


def test_a_list_of_recordings_is_read_and_a_missing_one_named(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "one.flac", np.zeros(160), SAMPLE_RATE)
    rows = ["file\ttext\tspeaker\tkind", "one.flac\tGo on, please!\tann\twords", "one.flac\t\tann"]
    (tmp_path / "labels.tsv").write_text("\n".join(rows))
    (one,) = labelled(tmp_path)
    assert (one.words, one.speaker, one.kind) == (("go", "on", "please"), "ann", "words")
    (tmp_path / "labels.tsv").write_text("two.flac\tno\tann\twords")
    with pytest.raises(ValueError, match=r"line 1: there is no .*two\.flac"):
        list(labelled(tmp_path))


@pytest.mark.slow
@pytest.mark.skipif(not importlib.util.find_spec("torch"), reason="needs PyTorch")
def test_training_goes_on_from_a_network_that_sees_less() -> None:
    """With layers that it lacks, and frames that they do not see, it begins as the same."""
    import torch  # noqa: PLC0415 - not there where nobody trains

    from tools.command_model.training import neural  # noqa: PLC0415

    chance = np.random.default_rng(3)
    offsets = ((-2, -1, 0, 1, 2), (-1, 0, 1), (-3, 0, 3), (-6, -3, 0), (-6, -3, 0), (-9, -3, 3))
    layers, inputs = [], 40
    for sees in offsets:
        weights = chance.standard_normal((24, inputs * len(sees))) / np.sqrt(inputs * len(sees))
        layers.append(Layer(weights.astype(np.float32), np.zeros(24, np.float32), sees))
        inputs = 24
    last = chance.standard_normal((len(CLASSES), 24)).astype(np.float32)
    layers.append(Layer(last, np.zeros(len(CLASSES), np.float32), (0,)))
    small = Network(tuple(layers), np.full(len(CLASSES), 1 / len(CLASSES)))

    cepstra = torch.from_numpy(chance.standard_normal((8, 300, 40)).astype(np.float32))
    scale = neural.Scale(cepstra.mean(dim=(0, 1)), cepstra.std(dim=(0, 1)))
    net = neural.unfolded(small, scale, cepstra).eval()
    with torch.no_grad():
        heard = net(scale(cepstra))[0].numpy().T
    bands = cepstra[0].numpy() @ np.linalg.inv(TO_CEPSTRA)
    expected = network_scores(small, bands)[neural.BEFORE :][: 3 * len(heard) : 3]
    sounds = [n for n, name in enumerate(CLASSES) if name != SPOKEN_NOISE]
    assert shares(heard[:, sounds]) == pytest.approx(shares(expected[:, sounds]), abs=0.001)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs the Debian package espeak-ng")
@pytest.mark.skipif(not importlib.util.find_spec("torch"), reason="needs PyTorch")
def test_a_network_trained_from_synthetic_voices_alone_answers_every_way_that_programs_ask_vosk(
    tmp_path: Path,
) -> None:
    network = tmp_path / "network.npz"
    small = ["--lines", "60", "--steps", "6", "--windows", "16", "--width", "48", "--computed", "2"]
    command = [sys.executable, "-m", "tools.command_model.training", str(network), *small]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    export(read_network(network), LEXICON, tmp_path / "model", OperatingPoint())
    noise = np.random.default_rng(0).standard_normal(SAMPLE_RATE, np.float32) / np.float32(30)
    assert ways_to_ask(tmp_path / "model", ("stop", "no"), noise)
