"""When each sound of known words was said.

Viterbi's best path through the ways to pronounce the words: each sound lasts at least 30 ms, the
shortest that the decoder can see, and before, between and after words there may be silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tools.command_model.network import Network
from tools.command_model.training.features import TO_CEPSTRA, Bands
from voice_guide.adapters.word_graph.lexicon import Lexicon
from voice_guide.adapters.word_graph.phones import CLASSES, SILENCE, SPOKEN_NOISE

Scores: TypeAlias = NDArray[np.floating[Any]]
"""[frames, classes]: log-likelihoods up to a constant of the frame."""

NO_WORD = -1
SHORTEST = 3
"""Frames of a sound: as short as the decoder can see."""
WORST_FIT = 1.3
"""Nats a frame: beyond it, the words are hardly those that were said."""
_PRIOR_WEIGHT = 0.7
_NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Alignment:
    """Of an utterance, for each frame."""

    classes: NDArray[np.int16]
    words: NDArray[np.int16]
    """Number of the word in the utterance, or NO_WORD."""
    misfit: float
    """Nats by which a frame of speech would fit something else better: 0 is perfect."""


@dataclass(frozen=True, slots=True)
class _Path:
    """States in order; `before[s]` are those that may precede s, itself among them."""

    classes: NDArray[np.intp]
    words: NDArray[np.int16]
    before: NDArray[np.intp]
    starts: list[int]
    ends: list[int]


def align(
    words: Sequence[str], lexicon: Lexicon, scores: Scores, shortest: int = SHORTEST
) -> Alignment | None:
    """None where the sound is too short for the words, each sound of which lasts `shortest`."""
    path = _path(words, lexicon, shortest)
    states = _best(path, scores)
    if states is None:
        return None
    classes, said = path.classes[states], path.words[states]
    spoken = said != NO_WORD
    fit = scores.max(axis=1)[spoken] - scores[np.arange(len(states)), classes][spoken]
    return Alignment(classes.astype(np.int16), said, float(fit.mean()) if spoken.any() else 0.0)


def network_scores(network: Network, bands: Bands) -> Scores:
    """Every 10 ms, though the decoder only asks every 30."""
    below: Scores = bands @ TO_CEPSTRA
    for number, layer in enumerate(network.layers, 1):
        at = np.arange(len(below))[:, None] + np.array(layer.offsets)
        seen = below[np.clip(at, 0, len(below) - 1)].reshape(len(below), -1)
        below = seen @ layer.weights.T + layer.bias
        if number < len(network.layers):
            below = np.maximum(below, 0)
    below[:, CLASSES.index(SPOKEN_NOISE)] = -1e4  # "other speech" is never the best answer
    return below - _PRIOR_WEIGHT * np.log(network.priors)


def _path(words: Sequence[str], lexicon: Lexicon, shortest: int) -> _Path:
    silence = CLASSES.index(SILENCE)
    classes, said, before = [silence], [NO_WORD], [[0]]
    starts, open_ends = [0], [0]
    for number, word in enumerate(words):
        word_ends: list[int] = []
        for sounds in lexicon[word]:
            previous = open_ends
            for sound in sounds:
                for _ in range(shortest):
                    state = len(classes)
                    classes.append(CLASSES.index(sound))
                    said.append(number)
                    before.append([state, *previous])
                    if number == 0 and previous is open_ends:
                        starts.append(state)
                    previous = [state]
            word_ends += previous
        pause = len(classes)
        classes.append(silence)
        said.append(NO_WORD)
        before.append([pause, *word_ends])
        open_ends = [*word_ends, pause]
    most = max(map(len, before))
    square = np.array([each + each[:1] * (most - len(each)) for each in before])
    return _Path(np.array(classes), np.array(said, np.int16), square, starts, open_ends)


def _best(path: _Path, scores: Scores) -> NDArray[np.intp] | None:
    emitted = scores[:, path.classes]
    states = np.arange(path.classes.size)
    reached = np.full(path.classes.size, _NEVER)
    reached[path.starts] = emitted[0, path.starts]
    came_from = np.zeros(emitted.shape, np.intp)
    for frame in range(1, len(emitted)):
        ways = reached[path.before]
        best = ways.argmax(axis=1)
        came_from[frame] = path.before[states, best]
        reached = ways[states, best] + emitted[frame]
    state = path.ends[int(np.argmax(reached[path.ends]))]
    if reached[state] <= _NEVER / 2:
        return None
    taken = np.empty(len(emitted), np.intp)
    for frame in range(len(emitted) - 1, -1, -1):
        taken[frame] = state
        state = came_from[frame, state]
    return taken
