"""A model that tells phrases apart better: `python3 -m tools.command_model.discriminative`."""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from random import Random

import numpy as np
import torch

from tools.command_model.acoustic_model import acoustic_model
from tools.command_model.discriminative import spoken
from tools.command_model.discriminative.learning import Lesson, share, sharpen
from tools.command_model.discriminative.readings import Decoder, Weighed, padded, shares
from tools.command_model.discriminative.rooms import Rooms
from tools.command_model.discriminative.spoken import Utterance
from tools.command_model.network import CEPSTRA, Network
from tools.command_model.reading_back import network_of
from tools.command_model.training import noises, voices
from tools.command_model.training.corpus import cut_up, labelled
from tools.command_model.training.neural import Net, Scale, folded, unfolded
from voice_guide.adapters.word_graph.lexicon import FILE, Lexicon, read_lexicon
from voice_guide.core.phrases import Phrasebook
from voice_guide.sound.samples import Samples
from voice_guide.wiring import library

ROUTINE = "back-rub"
"""Its phrases are the grammar, as in `benchmarks/model`."""
_SILENCES = 600
_BABBLE = 300
_SAMPLE = 300
"""Utterances from which the scale of the input is taken."""
_KEPT_FROM_IT = 100
"""One of so many utterances shows whether more was learnt than these utterances."""
_FRAMES = 300
"""Of each of them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one process decodes."""

    model: Path
    utterances: Sequence[Utterance]
    noises: Sequence[Sequence[Samples]]
    people: Sequence[Samples]
    seed: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m tools.command_model.discriminative")
    parser.add_argument("model", type=Path, help="to begin with; it is left as it is")
    parser.add_argument("better", type=Path, help="the folder to write")
    for name, what in (
        ("--speech", "people who say no command, and their labels.tsv"),
        ("--noise", "recordings of noise and music"),
    ):
        parser.add_argument(
            name, type=Path, action="append", default=[], metavar="FOLDER", help=what
        )
    parser.add_argument("--computed", type=int, default=170, help="pieces of noise, and of music")
    parser.add_argument("--lines", type=int, default=14_000, help="said by synthetic voices")
    parser.add_argument("--rounds", type=int, default=2, help="of decoding and learning")
    parser.add_argument("--jobs", type=int, default=2, help="processes that decode")
    parser.add_argument("--seed", type=int, default=0)
    with tempfile.TemporaryDirectory() as folder:
        _train(parser.parse_args(), Path(folder))


def _train(options: argparse.Namespace, folder: Path) -> None:
    torch.manual_seed(options.seed)
    book = library.phrasebook(library.shelf().load(ROUTINE), "en")
    lexicon = read_lexicon(options.model / FILE)
    said = list(_said(options, book, lexicon, folder))
    whole = _Part(options.model, said, list(_noises(options)), _people(said), options.seed)
    print(f"{len(said)} utterances", flush=True)
    weighed: list[Weighed] = []
    for number in range(options.rounds):
        # Another room for each utterance, each time; the last readings are those of the last model.
        found = _decoded(replace(whole, seed=options.seed + 1000 * number), options.jobs)
        print(f"round {number + 1}: {shares(found)}", flush=True)
        weighed += found
        _write(_sharper(network_of(whole.model), weighed), options.model, options.better)
        whole = replace(whole, model=options.better)


def _said(
    options: argparse.Namespace, book: Phrasebook, lexicon: Lexicon, folder: Path
) -> Iterator[Utterance]:
    chance = Random(options.seed)  # noqa: S311 - to be repeatable is what it is for
    cast = voices.cast(spoken.lines(options.lines, book, lexicon, chance), chance)
    for one in voices.speak(cast, folder):
        yield Utterance(" ".join(one.words), to_the_guide=True, file=one.file)
    recordings = list(chain.from_iterable(map(labelled, options.speech)))
    network = network_of(options.model)
    yield from spoken.pieces(recordings, network, lexicon, book.meanings.keys(), chance)
    yield from spoken.silences(_SILENCES, chance)


def _people(said: Sequence[Utterance]) -> list[Samples]:
    others = [one for one in said if not one.to_the_guide and one.file]
    return [one.sound() for one in others[:: max(1, len(others) // _BABBLE)]]


def _noises(options: argparse.Namespace) -> Iterator[list[Samples]]:
    chance = np.random.default_rng(options.seed)
    for made in (noises.noise, noises.music):
        yield [made(chance).astype(np.float32) for _ in range(options.computed)]
    for folder in options.noise:
        yield list(cut_up(folder, noises.LENGTH))


def _decoded(whole: _Part, jobs: int) -> list[Weighed]:
    parts = [
        replace(whole, utterances=whole.utterances[n::jobs], seed=whole.seed + n)
        for n in range(jobs)
    ]
    with ProcessPoolExecutor(jobs) as processes:
        return list(chain.from_iterable(processes.map(_decode, parts)))


def _decode(part: _Part) -> list[Weighed]:
    torch.set_num_threads(1)
    book = library.phrasebook(library.shelf().load(ROUTINE), "en")
    network = network_of(part.model)
    rooms = Rooms(part.noises, part.people, part.seed)
    decode = Decoder(part.model, _as_it_is(network), network.priors, book)
    found = (
        decode(
            rooms(one.sound()), one.text, book.meanings.get(one.text) if one.to_the_guide else None
        )
        for one in part.utterances
    )
    return [each for each in found if each]


def _as_it_is(network: Network) -> Net:
    """Whatever its normalisations are, they cancel out."""
    sample = torch.randn(4, _FRAMES, CEPSTRA)
    net = unfolded(network, Scale(torch.zeros(CEPSTRA), torch.ones(CEPSTRA)), sample)
    net.eval()
    return net


def _sharper(network: Network, weighed: Sequence[Weighed]) -> Network:
    some = weighed[:: max(1, len(weighed) // _SAMPLE)]
    heard = [np.resize(padded(one.cepstra), (_FRAMES, CEPSTRA)) for one in some]
    sample = torch.from_numpy(np.stack(heard))
    scale = Scale(sample.mean(dim=(0, 1)), sample.std(dim=(0, 1)))
    net = unfolded(network, scale, sample)
    priors = torch.from_numpy(np.array(network.priors, np.float64))
    kept, learnt = weighed[::_KEPT_FROM_IT], [w for n, w in enumerate(weighed) if n % _KEPT_FROM_IT]
    better: Net = sharpen(net, scale, priors, learnt, Lesson())
    before, after = (share(each, scale, priors, kept) for each in (net, better))
    print(f"of those kept from the lesson: {before:.3f} before, {after:.3f} after", flush=True)
    # The priors are biased by the operating point, and stay so.
    return Network(folded(better, scale, priors).layers, network.priors)


def _write(network: Network, model: Path, better: Path) -> None:
    if better != model:
        shutil.copytree(model, better, dirs_exist_ok=True)
    (better / "am" / "final.mdl").write_bytes(acoustic_model(network, network.priors))


main()
