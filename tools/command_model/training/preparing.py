"""From recordings and their words to frames and what is said in each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import soxr

from tools.command_model.export import SAMPLE_RATE
from tools.command_model.network import Network
from tools.command_model.training.alignment import (
    NO_WORD,
    WORST_FIT,
    Alignment,
    Scores,
    align,
    network_scores,
)
from tools.command_model.training.corpus import Spoken, sound
from tools.command_model.training.features import EVEN, Bands, log_bands
from tools.command_model.training.flat_start import flat_start
from tools.command_model.training.kinds import WordKind, WordKinds
from tools.command_model.training.streams import Labelled
from voice_guide.adapters.word_graph.lexicon import Lexicon
from voice_guide.sound.samples import Samples

Aligner = Callable[[Sequence[Bands], Sequence[Sequence[str]], Lexicon], list[Alignment | None]]

_PEAK = 0.5
_FASTER: tuple[float, float] = (0.03, 0.18)
"""Logarithm of how much faster or slower, and so higher or lower, the second copy is played."""
_LONGEST = 25 * SAMPLE_RATE


def with_network(network: Network) -> Aligner:
    """Align with what a network hears."""

    def aligned(
        bands: Sequence[Bands], words: Sequence[Sequence[str]], lexicon: Lexicon
    ) -> list[Alignment | None]:
        scores: Iterator[Scores] = (network_scores(network, each) for each in bands)
        return [align(said, lexicon, s) for said, s in zip(words, scores, strict=True)]

    return aligned


def prepared(
    spoken: Iterable[Spoken],
    lexicon: Lexicon,
    kinds: WordKinds,
    aligner: Aligner = flat_start,
    seed: int = 0,
) -> dict[str, list[Labelled]]:
    """By kind of recording; each twice, the second at another speed. Misfits are left out."""
    known = [one for one in spoken if all(word in lexicon for word in one.words)]
    sounds = [_even(sound(one.file)) for one in known]
    heard = [log_bands(each) for each in sounds]
    usable = [n for n, bands in enumerate(heard) if len(bands) and sounds[n].size < _LONGEST]
    found = aligner([heard[n] for n in usable], [known[n].words for n in usable], lexicon)
    chance = np.random.default_rng(seed)
    made: dict[str, list[Labelled]] = defaultdict(list)
    for number, alignment in zip(usable, found, strict=True):
        if alignment is None or alignment.misfit > WORST_FIT:
            continue
        one = known[number]
        labelled = _labelled(heard[number], alignment, kinds.of(one.words))
        speed = float(np.exp(chance.uniform(*_FASTER) * chance.choice([-1, 1])))
        made[one.kind] += [labelled, _played_at(speed, sounds[number], labelled)]
    return dict(made)


def _even(samples: Samples) -> Samples:
    """As loud as all the others, over a hiss that no logarithm is afraid of."""
    hiss = np.random.default_rng(samples.size).standard_normal(samples.size) / 65_536
    loudest = max(float(np.abs(samples).max(initial=0.0)), 1e-4)
    even: Samples = (samples / loudest * _PEAK + hiss).astype(np.float32)
    return even


def _labelled(bands: Bands, alignment: Alignment, kinds: Sequence[WordKind]) -> Labelled:
    speaking = alignment.words != NO_WORD
    level = np.log((np.exp(bands[speaking]) @ EVEN).mean())
    # NO_WORD is -1: the last of these.
    of_word = np.array([*kinds, WordKind.NO_WORD], np.uint8)
    return Labelled(bands - level, alignment.classes, of_word[alignment.words])


def _played_at(speed: float, samples: Samples, labelled: Labelled) -> Labelled:
    bands = log_bands(soxr.resample(samples, SAMPLE_RATE, SAMPLE_RATE / speed))
    now = np.minimum((np.arange(len(bands)) * speed).astype(int), len(labelled.classes) - 1)
    before = np.log((np.exp(labelled.bands) @ EVEN).mean())
    level = np.log((np.exp(bands) @ EVEN).mean()) - before
    return Labelled(bands - level, labelled.classes[now], labelled.kinds[now])
