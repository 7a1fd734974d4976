"""Learning which sound each 30 ms are, bounded by steps and the same each time on one machine."""

import copy
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

from tools.command_model.network import Network
from tools.command_model.training.features import TO_CEPSTRA
from tools.command_model.training.mixing import Mixer
from tools.command_model.training.neural import (
    BEFORE,
    STRIDE,
    WIDTH,
    Net,
    Scale,
    folded,
    unfolded,
)
from voice_guide.adapters.word_graph.phones import CLASSES, SPOKEN_NOISE

_OTHER = CLASSES.index(SPOKEN_NOISE)
_SAMPLE = 6
"""Batches from which the scale of the input is taken."""
_REPORT = 100
_KEPT = 0.998
"""Of the mean weights, a step."""
_JUST_BEGUN = 0.15
"""Share of windows before which the microphone had not been open for long."""
_READY = 4
"""Batches mixed in advance, by a process of its own."""

Batch: TypeAlias = tuple[Tensor, Tensor, Tensor]
"""MFCC [windows, frames, CEPSTRA]; class and word kind [windows, outputs]."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """How much is learnt, and how fast."""

    steps: int = 1600
    windows: int = 96
    """At once."""
    outputs: int = 56
    """Of a window: 30 ms each."""
    rate: float = 1.5e-3
    """Of AdamW, at its highest."""
    width: int = WIDTH
    device: str = "cpu"


def learn(
    mixer: Mixer,
    doubts: Tensor,
    lesson: Lesson,
    begin_with: Network | None = None,
    kept: Callable[[Network], None] | None = None,
) -> Network:
    """A network; `doubts[kind]`: how far speech of words of that kind is to be taken for `[unk]`.

    So `[unk]` scores as a fixed share of every word the guide knows, and beats all of them
    together on words that it does not know.
    """
    sample = torch.cat([_cepstra(mixer(lesson.windows)[0]) for _ in range(_SAMPLE)])
    scale = Scale(sample.mean(dim=(0, 1)), sample.std(dim=(0, 1)))
    net = unfolded(begin_with, scale, sample) if begin_with else Net(lesson.width)
    mean = copy.deepcopy(net)
    net, mean = net.to(lesson.device), mean.to(lesson.device)
    optimiser = torch.optim.AdamW(net.parameters(), lr=lesson.rate, weight_decay=1e-3)
    priors = torch.ones(len(CLASSES), dtype=torch.float64)
    told = 0.0
    batches = DataLoader(
        _Mixed(mixer, lesson), batch_size=None, num_workers=1, prefetch_factor=_READY
    )
    for step, (cepstra, said, kinds) in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = lesson.rate * pace(step, lesson.steps)
        doubt = doubts[kinds]
        priors.index_add_(0, said.flatten(), (1 - doubt).flatten().double())
        priors[_OTHER] += float(doubt.sum())
        inputs = scale(cepstra).to(lesson.device)
        with torch.autocast(lesson.device, dtype=torch.bfloat16):
            loss = _loss(net(inputs), said.to(lesson.device), doubt.to(lesson.device))
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        follow(mean, net, min(_KEPT, (step + 1) / (step + 10)))
        told += float(loss.detach())
        if (step + 1) % _REPORT == 0 or step + 1 == lesson.steps:
            mean_loss = told / (step % _REPORT + 1)
            print(f"step {step + 1} of {lesson.steps}: {mean_loss:.3f} nats", flush=True)
            told = 0.0
            if kept is not None:
                kept(folded(copy.deepcopy(mean).cpu().eval(), scale, priors))
    return folded(mean.cpu().eval(), scale, priors)


class _Mixed(IterableDataset[Batch]):
    """As many batches as there are steps."""

    def __init__(self, mixer: Mixer, lesson: Lesson) -> None:
        self._mixer, self._lesson = mixer, lesson

    def __iter__(self) -> Iterator[Batch]:
        heard = BEFORE + STRIDE * torch.arange(self._lesson.outputs)
        for _ in range(self._lesson.steps):
            bands, classes, kinds = self._mixer(self._lesson.windows)
            yield _begun(_cepstra(bands)), classes[:, heard], kinds[:, heard]


def _begun(cepstra: Tensor) -> Tensor:
    """Where nothing was heard before, the decoder repeats the first frame."""
    for window in range(round(_JUST_BEGUN * len(cepstra))):
        first = BEFORE * (window + 1) // round(_JUST_BEGUN * len(cepstra))
        cepstra[window, :first] = cepstra[window, first]
    return cepstra


def _cepstra(bands: Tensor) -> Tensor:
    return bands @ torch.from_numpy(TO_CEPSTRA)


def _loss(guessed: Tensor, said: Tensor, doubt: Tensor) -> Tensor:
    right = guessed.gather(1, said.unsqueeze(1)).squeeze(1)
    return -((1 - doubt) * right + doubt * guessed[:, _OTHER]).mean()


def pace(step: int, steps: int) -> float:
    """Up in the first twenty-fifth, then down along a cosine."""
    rising = max(20, steps // 25)
    if step < rising:
        return (step + 1) / rising
    return max(0.004, 0.5 * (1 + math.cos(math.pi * (step - rising) / max(1, steps - rising))))


def follow(mean: Net, net: Net, kept: float) -> None:
    """The mean of the weights over the last steps is steadier than any of them."""
    for slow, fast in zip(mean.state_dict().values(), net.state_dict().values(), strict=True):
        if slow.dtype.is_floating_point:
            slow.mul_(kept).add_(fast, alpha=1 - kept)
        else:
            slow.copy_(fast)
