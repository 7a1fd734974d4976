"""What a decoder weighs against each other: the readings of a sound, and which of them are right.

A list of the likeliest readings stands for all of them, and the best path through each for its
paths, as lattices do in sequence-discriminative training (D. Povey, "Discriminative training for
large vocabulary speech recognition", Cambridge 2005).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from tools.command_model.training.alignment import Scores, align
from tools.command_model.training.features import TO_CEPSTRA, log_bands
from tools.command_model.training.neural import AFTER, BEFORE, STRIDE
from voice_guide.adapters.vosk_recogniser.commands import READINGS
from voice_guide.adapters.vosk_recogniser.model import loaded, pcm, recogniser, unpacked
from voice_guide.adapters.word_graph.grammar import Costs, phrase_costs
from voice_guide.adapters.word_graph.graph import UNKNOWN
from voice_guide.adapters.word_graph.lexicon import FILE, Lexicon, read_lexicon
from voice_guide.adapters.word_graph.narrowed import narrowed
from voice_guide.adapters.word_graph.phones import SPOKEN_NOISE
from voice_guide.core.commands import Understood
from voice_guide.core.phrases import Phrasebook
from voice_guide.sound.samples import Samples

ACOUSTIC_SCALE = 0.3
"""Of `export.OperatingPoint`: so much of what the network says counts beside the grammar."""
_LEAST = 20
"""Frames of 10 ms; of less nothing is learnt."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sound and its readings."""

    cepstra: NDArray[np.float16]
    """[frames, CEPSTRA]"""
    paths: NDArray[np.uint8]
    """[readings, outputs]: the class of each 30 ms on the best path of each reading."""
    likelihoods: NDArray[np.float32]
    """[readings]: logarithms, of network and grammar together."""
    acoustic: NDArray[np.float32]
    """[readings]: what the network had to do with it: its scores along the path."""
    right: NDArray[np.bool_]
    """[readings]: it means what was said; of what is no command, it is none."""
    command: bool

    @property
    def share(self) -> float:
        """Of the right readings."""
        likely = np.exp(self.likelihoods - self.likelihoods.max())
        return float(likely[self.right].sum() / likely.sum())


class Decoder:
    """Weighs the readings of sounds, with the model in a folder and a phrasebook's grammar."""

    def __init__(self, model: Path, net: nn.Module, priors: Scores, book: Phrasebook) -> None:
        """`net` takes cepstra [1, frames, CEPSTRA], and is what the model holds."""
        self._net, self._log_priors = net, np.log(priors)
        self._book = book
        words = {UNKNOWN: ((SPOKEN_NOISE,),)}
        self._lexicon: Lexicon = {**read_lexicon(model / FILE), **words}
        self._costs = phrase_costs(list(book.meanings))
        with narrowed(model, book.meanings, book.decoys, book.everyday) as narrow:
            self._vosk = recogniser(loaded(narrow.folder, model))
        self._vosk.SetMaxAlternatives(READINGS)

    def __call__(self, sound: Samples, said: str, meaning: Understood | None) -> Weighed | None:
        """None where nothing can be learnt of it."""
        heard = pcm(sound)
        cepstra = log_bands(unpacked(heard)) @ TO_CEPSTRA
        if len(cepstra) < _LEAST:
            return None
        self._vosk.AcceptWaveform(heard)
        found = json.loads(self._vosk.FinalResult())["alternatives"]
        texts = [each["text"].strip() for each in found]
        likelihoods = [each["confidence"] for each in found]
        right = [self._right(text, meaning) for text in texts]
        if not any(right):
            texts.append(said if meaning else UNKNOWN)
            right.append(True)
        scores = self._scores(cepstra)
        paths = [align(text.split(), self._lexicon, scores, shortest=1) for text in texts]
        if any(path is None for path in paths):
            return None
        classes = np.array([path.classes for path in paths if path], np.uint8)
        acoustic = scores[np.arange(len(scores)), classes].sum(axis=1)
        if len(texts) > len(likelihoods):
            grammar = self._grammar(texts[-1]) - self._grammar(texts[0])
            sounds = ACOUSTIC_SCALE * (acoustic[-1] - acoustic[0])
            likelihoods.append(likelihoods[0] + grammar + sounds)
        return Weighed(
            cepstra.astype(np.float16),
            classes,
            np.array(likelihoods, np.float32),
            acoustic.astype(np.float32),
            np.array(right),
            meaning is not None,
        )

    def _right(self, text: str, meaning: Understood | None) -> bool:
        return self._book.meanings.get(text) == meaning

    def _grammar(self, text: str) -> float:
        """Log-likelihood of a reading that the decoder did not list."""
        if text in self._costs:
            return -self._costs[text]
        costs = Costs()
        of = {UNKNOWN: costs.unknown, **dict.fromkeys(self._book.decoys, costs.decoy)}
        return -math.fsum(of.get(word, costs.word) for word in text.split())

    def _scores(self, cepstra: Scores) -> Scores:
        with torch.no_grad():
            told = self._net(torch.from_numpy(padded(cepstra))[None])[0].T.numpy()
        return np.asarray(told[: outputs(len(cepstra))] - self._log_priors)


def outputs(frames: int) -> int:
    """Of so many frames, as the decoder asks for them."""
    return -(-frames // STRIDE)


def padded(cepstra: Scores) -> NDArray[np.float32]:
    """With what the decoder takes for the sound before the first frame and after the last."""
    first, last = np.repeat(cepstra[:1], BEFORE, 0), np.repeat(cepstra[-1:], AFTER + STRIDE - 1, 0)
    return np.concatenate([first, cepstra, last]).astype(np.float32)


def shares(weighed: Sequence[Weighed]) -> Mapping[str, float]:
    """Mean share of the right readings, of commands and of all else."""
    kinds = {"commands": True, "others": False}
    return {
        name: float(np.mean([one.share for one in weighed if one.command == command] or [np.nan]))
        for name, command in kinds.items()
    }
