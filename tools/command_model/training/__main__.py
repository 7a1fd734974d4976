"""From labelled sound to a network: `python3 -m tools.command_model.training`."""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import torch

from tools.command_model.dictionary import cmudict, pronounced
from tools.command_model.network import read_network, write_network
from tools.command_model.training import noises, texts, voices
from tools.command_model.training.corpus import Spoken, cut_up, labelled
from tools.command_model.training.features import Bands, log_bands
from tools.command_model.training.kinds import DOUBTS, WordKinds
from tools.command_model.training.learning import Lesson, learn
from tools.command_model.training.mixing import Hardness, Mixer
from tools.command_model.training.neural import frames_for
from tools.command_model.training.preparing import (
    prepared,
    with_network,
)
from tools.command_model.training.streams import Labelled, Windows
from tools.command_model.vocabulary import vocabulary
from voice_guide.adapters.word_graph.lexicon import Lexicon

SYNTHETIC = 0.55
"""Share of what is learnt from, where there are recordings of people too."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m tools.command_model.training")
    lesson = Lesson()
    parser.add_argument("network", type=Path, help="network.npz to write")
    parser.add_argument(
        "--speech",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="recordings and their labels.tsv; may be given again",
    )
    parser.add_argument(
        "--noise",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="recordings of noise and music; may be given again",
    )
    parser.add_argument("--computed", type=int, default=60, help="pieces of noise, and of music")
    parser.add_argument("--lines", type=int, default=8000, help="said by synthetic voices")
    parser.add_argument("--steps", type=int, default=lesson.steps)
    parser.add_argument("--windows", type=int, default=lesson.windows, help="of 1.2 s, a step")
    parser.add_argument("--rate", type=float, default=lesson.rate)
    parser.add_argument("--width", type=int, default=lesson.width, help="of the hidden layers")
    parser.add_argument(
        "--align-with",
        type=Path,
        metavar="NETWORK",
        help="otherwise a flat start: only good for synthetic voices",
    )
    parser.add_argument(
        "--begin-with", type=Path, metavar="NETWORK", help="go on from its weights; it aligns too"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    _train(parser.parse_args())  # fmt: skip


def _train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    begin_with = read_network(options.begin_with) if options.begin_with else None
    aligner = read_network(options.align_with) if options.align_with else begin_with
    lesson = Lesson(
        options.steps,
        options.windows,
        rate=options.rate,
        width=options.width,
        device=options.device,
    )
    lexicon = {**cmudict(), **pronounced(vocabulary())}
    kinds = WordKinds(texts.command_phrases(), vocabulary())
    with tempfile.TemporaryDirectory() as folder:
        spoken = list(_spoken(options, lexicon, Path(folder)))
        print(f"{len(spoken)} recordings", flush=True)
        how = {"aligner": with_network(aligner)} if aligner else {}
        speech = prepared(spoken, lexicon, kinds, seed=options.seed, **how)
    mixer = _mixer(speech, options, lesson)
    network = learn(mixer, torch.tensor(DOUBTS), lesson, begin_with)
    write_network(network, options.network)


def _spoken(options: argparse.Namespace, lexicon: Lexicon, folder: Path) -> Iterator[Spoken]:
    for recordings in options.speech:
        yield from labelled(recordings)
    chance = Random(options.seed)  # noqa: S311 - to be repeatable is what it is for
    lines = voices.cast(texts.texts(options.lines, lexicon, chance), chance)
    yield from voices.speak(lines, folder)


def _mixer(speech: dict[str, list[Labelled]], options: argparse.Namespace, lesson: Lesson) -> Mixer:
    for kind, pieces in sorted(speech.items()):
        hours = sum(len(each.classes) for each in pieces) / 360_000
        print(f"{kind}: {hours:.2f} hours, at two speeds", flush=True)
    chance = torch.Generator().manual_seed(options.seed)
    windows = Windows(
        speech,
        _shares(speech),
        list(_noises(options.noise, options.computed, options.seed)),
        frames_for(lesson.outputs),
        chance,
    )
    return Mixer(windows, Hardness(), chance)


def _shares(speech: dict[str, list[Labelled]]) -> dict[str, float]:
    """Synthetic kinds by their length, recorded ones by its root: small ones would be lost."""
    lengths = {kind: sum(len(one.classes) for one in pieces) for kind, pieces in speech.items()}
    synthetic = {kind: float(n) for kind, n in lengths.items() if kind in voices.KINDS}
    recorded = {kind: float(n) ** 0.5 for kind, n in lengths.items() if kind not in voices.KINDS}
    part = SYNTHETIC if synthetic and recorded else 1.0
    return {
        **{kind: part * n / sum(synthetic.values()) for kind, n in synthetic.items()},
        **{kind: (1 - part if synthetic else 1.0) * n / sum(recorded.values())
           for kind, n in recorded.items()},
    }  # fmt: skip


def _noises(folders: list[Path], computed: int, seed: int) -> Iterator[Bands]:
    chance = np.random.default_rng(seed)
    for folder in folders:
        yield from map(log_bands, cut_up(folder, noises.LENGTH))
    for _ in range(computed):
        for made in (noises.noise(chance), noises.music(chance)):
            yield log_bands(0.1 * made / np.sqrt(np.mean(made**2)))


main()
