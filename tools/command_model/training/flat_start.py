"""A first alignment where no network is at hand: one Gaussian a sound, from clean speech alone.

The classical flat start (Young et al., The HTK Book, section 8.3): the sounds of an utterance are
first taken to be equally long; then what each sounds like and when it was said are worked out in
turn. It needs little noise and few speakers, so it serves for synthetic voices.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tools.command_model.training.alignment import Alignment, Scores, align
from tools.command_model.training.features import TO_CEPSTRA, Bands
from voice_guide.adapters.word_graph.lexicon import Lexicon
from voice_guide.adapters.word_graph.phones import CLASSES, SILENCE

ROUNDS = 6
_CEPSTRA = 13
_EDGE = 10
"""Frames of silence at both ends, as `voices.py` leaves them."""
_SHARED = 200
"""Frames that all sounds' spread in common counts for, beside each sound's own."""


def flat_start(
    bands: Sequence[Bands], words: Sequence[Sequence[str]], lexicon: Lexicon, rounds: int = ROUNDS
) -> list[Alignment | None]:
    """An alignment for each utterance that is long enough for its words."""
    heard = [_features(each) for each in bands]
    classes = [_equal(len(f), w, lexicon) for f, w in zip(heard, words, strict=True)]
    found: list[Alignment | None] = []
    for _ in range(rounds):
        gaussians = _gaussians(np.concatenate(heard), np.concatenate(classes))
        found = [
            align(said, lexicon, _scores(gaussians, each))
            for each, said in zip(heard, words, strict=True)
        ]
        classes = [
            before if now is None else now.classes
            for before, now in zip(classes, found, strict=True)
        ]
    return found


def _features(bands: Bands) -> NDArray[np.float64]:
    """[frames, 39]: cepstra without the channel, how they change, and how that changes."""
    cepstra = (bands @ TO_CEPSTRA)[:, :_CEPSTRA].astype(np.float64)
    cepstra -= cepstra.mean(axis=0)
    change = _slope(cepstra)
    return np.concatenate([cepstra, change, _slope(change)], axis=1)


def _slope(values: NDArray[np.float64]) -> NDArray[np.float64]:
    v = np.pad(values, ((2, 2), (0, 0)), "edge")
    slope: NDArray[np.float64] = (2 * (v[4:] - v[:-4]) + v[3:-1] - v[1:-3]) / 10
    return slope


def _equal(frames: int, words: Sequence[str], lexicon: Lexicon) -> NDArray[np.int16]:
    sounds = [CLASSES.index(sound) for word in words for sound in lexicon[word][0]]
    edge = min(_EDGE, frames // 4)
    classes = np.full(frames, CLASSES.index(SILENCE), np.int16)
    inside = frames - 2 * edge
    classes[edge : edge + inside] = np.array(sounds)[np.arange(inside) * len(sounds) // inside]
    return classes


def _gaussians(
    frames: NDArray[np.float64], classes: NDArray[np.int16]
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Of each class: mean, and a matrix that whitens."""
    spread = np.diag(np.cov(frames.T))
    found = []
    for number in range(len(CLASSES)):
        own = frames[classes == number]
        mean = own.mean(axis=0) if len(own) else frames.mean(axis=0)
        scatter = (own - mean).T @ (own - mean) + 0.3 * _SHARED * np.diag(spread)
        covariance = scatter / (len(own) + _SHARED) + 0.01 * np.diag(spread)
        found.append((mean, np.linalg.inv(np.linalg.cholesky(covariance))))
    return found


def _scores(
    gaussians: list[tuple[NDArray[np.float64], NDArray[np.float64]]], frames: NDArray[np.float64]
) -> Scores:
    columns = [
        np.log(np.diag(whiten)).sum() - 0.5 * (((frames - mean) @ whiten.T) ** 2).sum(axis=1)
        for mean, whiten in gaussians
    ]
    return np.stack(columns, axis=1)
