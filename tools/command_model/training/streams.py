"""Windows cut at random out of hours of speech and noise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.command_model.export import SAMPLE_RATE
from tools.command_model.training.features import BANDS, EVEN, FRAMES_PER_SECOND, Bands, log_bands
from tools.command_model.training.kinds import WordKind

_LONGEST_PAUSE = 120
_SHORTEST_PAUSE = 4
"""Frames between two utterances."""
_FASTER = 0.15
"""Logarithm of how much faster or slower a window is played, at most."""
_BABBLE = 0.2
"""Share of the noise that is other people."""
_MOST_VOICES = 6


@dataclass(frozen=True, slots=True)
class Labelled:
    """An utterance whose mean power while somebody speaks is 1; of its frames, what was said."""

    bands: Bands
    classes: NDArray[np.int16]
    kinds: NDArray[np.uint8]


class Windows:
    """Windows of `frames` frames."""

    def __init__(
        self,
        speech: Mapping[str, Sequence[Labelled]],
        shares: Mapping[str, float],
        noises: Sequence[Bands],
        frames: int,
        chance: torch.Generator,
    ) -> None:
        """`shares`: how often each kind of `speech` is drawn."""
        seed = np.random.default_rng(chance.initial_seed())
        self._frames, self._chance = frames, chance
        self._speech = [_stream(speech[kind], frames, seed) for kind in speech]
        self._shares = torch.tensor([shares[kind] for kind in speech])
        self._noise = torch.from_numpy(np.concatenate([_levelled(n) for n in noises]))
        hiss = log_bands(seed.standard_normal(60 * SAMPLE_RATE) / 32_768)
        self._hiss = torch.from_numpy(hiss)
        self.unit = float((np.exp(hiss) @ EVEN).mean())
        """Power of white noise of RMS 1 on the scale of int16."""

    def speech(self, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """Log powers [count, frames, BANDS]; class and word kind [count, frames]."""
        picked = torch.multinomial(self._shares, count, replacement=True, generator=self._chance)
        bands = torch.empty(count, self._frames, BANDS)
        classes = torch.empty(count, self._frames, dtype=torch.long)
        kinds = torch.empty(count, self._frames, dtype=torch.long)
        for number, (heard, said, of) in enumerate(self._speech):
            mine = torch.nonzero(picked == number)[:, 0]
            at = self._somewhere(len(heard), len(mine))
            bands[mine], classes[mine], kinds[mine] = (
                heard[at].float(),
                said[at].long(),
                of[at].long(),
            )
        return bands, classes, kinds

    def noise(self, count: int) -> Tensor:
        """Log powers [count, frames, BANDS] of mean power 1."""
        heard = self._noise[self._somewhere(len(self._noise), count)].float()
        talk = torch.nonzero(torch.rand(count, generator=self._chance) < _BABBLE)[:, 0]
        if len(talk):
            heard[talk] = self._babble(len(talk))
        mean = (torch.exp(heard) @ torch.from_numpy(EVEN)).mean(dim=1) + 1e-9
        return heard - torch.log(mean)[:, None, None]

    def hiss(self, count: int) -> Tensor:
        return self._hiss[self._somewhere(len(self._hiss), count)]

    def _babble(self, count: int) -> Tensor:
        power = torch.zeros(count, self._frames, BANDS)
        for voice in range(_MOST_VOICES):
            there = torch.rand(count, 1, 1, generator=self._chance) < (0.55 if voice else 1.1)
            lower = 2.5 * torch.rand(count, 1, 1, generator=self._chance) * (voice > 0)
            power += there * torch.exp(self.speech(count)[0] - lower)
        return torch.log(power + 1e-6)

    def _somewhere(self, length: int, count: int) -> Tensor:
        """Frames [count, frames] of windows, each at a pace of its own."""
        pace = torch.exp(_FASTER * (2 * torch.rand(count, 1, generator=self._chance) - 1))
        passed = (pace * torch.arange(self._frames)).long()
        free = length - passed[:, -1:]
        return (torch.rand(count, 1, generator=self._chance) * free).long() + passed


def _stream(
    utterances: Sequence[Labelled], frames: int, seed: np.random.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """One after another in any order, with pauses full of each one's own background."""
    bands, classes, kinds = [], [], []
    total = 0
    while total < max(2 * frames, FRAMES_PER_SECOND):  # a few clips may be shorter than a window
        for number in seed.permutation(len(utterances)):
            one = utterances[number]
            pause = int(seed.integers(_SHORTEST_PAUSE, _LONGEST_PAUSE))
            quiet = np.quantile(one.bands, 0.08, axis=0) + 0.3
            bands += [one.bands, quiet + 0.7 * seed.standard_normal((pause, BANDS))]
            classes += [one.classes, np.zeros(pause, np.int16)]
            kinds += [one.kinds, np.full(pause, WordKind.NO_WORD, np.uint8)]
            total += len(one.bands) + pause
    return (
        torch.from_numpy(np.concatenate(bands).astype(np.float16)),
        torch.from_numpy(np.concatenate(classes)),
        torch.from_numpy(np.concatenate(kinds)),
    )


def _levelled(bands: Bands) -> NDArray[np.float16]:
    mean = float((np.exp(bands) @ EVEN).mean())
    return np.asarray(bands - np.log(mean + 1e-9), np.float16)
