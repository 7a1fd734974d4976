"""From a network and a lexicon to a folder that Vosk takes for a model."""

import math
from dataclasses import dataclass
from pathlib import Path

from tools.command_model.acoustic_model import acoustic_model
from tools.command_model.network import CEPSTRA, Network, Numbers
from voice_guide.adapters.word_graph.files import write_graph
from voice_guide.adapters.word_graph.lexicon import Lexicon
from voice_guide.adapters.word_graph.phones import CLASSES, SILENCE, SPOKEN_NOISE

LOWEST_FREQUENCY, HIGHEST_FREQUENCY = 20, 7600
SAMPLE_RATE = 16_000


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What is chosen by measuring on speech that was not trained with."""

    acoustic_scale: float = 0.3
    unknown_bias: float = 2.5
    """Nats in favour of `[unk]`, a frame: more, and fewer other words are taken for commands."""
    silence_bias: float = 1.5
    beam: float = 12.0
    lattice_beam: float = 5.0


def export(network: Network, lexicon: Lexicon, folder: Path, at: OperatingPoint) -> None:
    """Write the model; what else is in `folder` stays."""
    for part in ("am", "conf"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    model = acoustic_model(network, _priors(network, at))
    (folder / "am" / "final.mdl").write_bytes(model)
    (folder / "conf" / "mfcc.conf").write_text(_options(_features()))
    (folder / "conf" / "model.conf").write_text(_options(_decoding(at)))
    write_graph(lexicon, folder)


def _priors(network: Network, at: OperatingPoint) -> Numbers:
    """A class that is taken for rarer than it was scores higher."""
    priors = network.priors.copy()
    priors[CLASSES.index(SPOKEN_NOISE)] *= math.exp(-at.unknown_bias)
    priors[CLASSES.index(SILENCE)] *= math.exp(-at.silence_bias)
    return priors


def _features() -> dict[str, object]:
    """Kaldi's names for the features the network was trained on; no dither, or it would guess."""
    return {
        "sample-frequency": SAMPLE_RATE,
        "use-energy": "false",
        "num-mel-bins": CEPSTRA,
        "num-ceps": CEPSTRA,
        "low-freq": LOWEST_FREQUENCY,
        "high-freq": HIGHEST_FREQUENCY,
        "dither": 0,
    }


def _decoding(at: OperatingPoint) -> dict[str, object]:
    """Vosk counts words' times in steps of three frames, so the output must have that rate."""
    return {
        "min-active": 200,
        "max-active": 2000,
        "beam": f"{at.beam:g}",
        "lattice-beam": at.lattice_beam,
        "acoustic-scale": f"{at.acoustic_scale:g}",
        "frame-subsampling-factor": 3,
        "frames-per-chunk": 12,
        "endpoint.silence-phones": "1:2:3:4:5",
        "endpoint.rule2.min-trailing-silence": 0.5,
        "endpoint.rule3.min-trailing-silence": 0.75,
        "endpoint.rule4.min-trailing-silence": 1.0,
    }


def _options(options: dict[str, object]) -> str:
    return "".join(f"--{name}={value}\n" for name, value in options.items())
