"""Making the right readings likelier than all others together: maximum mutual information.

What is raised is the share of the right readings (K. Veselý, A. Ghoshal, L. Burget and D. Povey,
"Sequence-discriminative training of deep neural networks", Interspeech 2013). It is what the commit
rule asks of a command, so nothing is taught that the ears have no use for. The network's outputs
are held near those that it began with (D. Yu and others, "KL-divergence regularized deep neural
network adaptation", ICASSP 2013), or it would learn these voices by heart.
"""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from tools.command_model.discriminative.readings import ACOUSTIC_SCALE, Weighed, padded
from tools.command_model.training.learning import follow, pace
from tools.command_model.training.neural import Net, Scale

_NEVER = -1e4
_KEPT = 0.98
"""Of the mean weights, a step."""
_REPORT = 200
_JITTER = 25
"""Frames: utterances about as long as each other are learnt from together, not always the same."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """How much is learnt, and how fast."""

    passes: float = 1.6
    """Over all utterances."""
    utterances: int = 48
    """At once."""
    rate: float = 5e-5
    """Of Adam, at its highest."""
    near: float = 1.0
    """What a nat by which an output leaves its beginning costs, beside a nat of an utterance."""
    others: float = 2.0
    """What an utterance that is no command counts beside one that is."""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a batch is heard with, and what it is held near to."""

    scale: Scale
    log_priors: Tensor
    first: Net


@dataclass(frozen=True, slots=True)
class _Batch:
    cepstra: Tensor
    paths: Tensor
    heard: Tensor
    """[utterances, outputs]: 1 where there is sound."""
    likelihoods: Tensor
    acoustic: Tensor
    right: Tensor
    weights: Tensor


def sharpen(
    net: Net, scale: Scale, priors: Tensor, weighed: Sequence[Weighed], lesson: Lesson
) -> Net:
    """The network after the lesson; its normalisations stay as they are."""
    net.eval()
    first, mean, net = (copy.deepcopy(net) for _ in range(3))
    optimiser = torch.optim.Adam(net.parameters(), lr=lesson.rate)
    ground = _Ground(scale, priors.log().float(), first)
    steps = max(1, round(lesson.passes * len(weighed) / lesson.utterances))
    told = 0.0
    for step, batch in zip(range(steps), _batches(weighed, lesson), strict=False):
        for group in optimiser.param_groups:
            group["lr"] = lesson.rate * pace(step, steps)
        loss = _loss(net, ground, batch, lesson.near)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        follow(mean, net, min(_KEPT, (step + 1) / (step + 10)))
        told += float(loss.detach())
        if (step + 1) % _REPORT == 0 or step + 1 == steps:
            print(f"step {step + 1} of {steps}: {told / (step % _REPORT + 1):.3f}", flush=True)
            told = 0.0
    return mean


def share(net: Net, scale: Scale, priors: Tensor, weighed: Sequence[Weighed]) -> float:
    """Mean share of the right readings, as the network has it now."""
    batch = _together(weighed, 1.0)
    with torch.no_grad():
        guessed = net.eval()(scale(batch.cepstra))[:, :, : batch.heard.shape[1]]
        scores = guessed - priors.log().float()[None, :, None]
        return float(_log_share(scores, batch).exp().mean())


def _loss(net: Net, ground: _Ground, batch: _Batch, near: float) -> Tensor:
    scaled, count = ground.scale(batch.cepstra), batch.heard.shape[1]
    guessed: Tensor = net(scaled)[:, :, :count]
    with torch.no_grad():
        before = ground.first(scaled)[:, :, :count]
    right = _log_share(guessed - ground.log_priors[None, :, None], batch)
    moved = ((before.exp() * (before - guessed)).sum(dim=1) * batch.heard).sum()
    loss: Tensor = -(batch.weights * right).mean() + near * moved / batch.heard.sum()
    return loss


def _log_share(scores: Tensor, batch: _Batch) -> Tensor:
    """Of the right readings [utterances], when a network says `scores` [., classes, outputs]."""
    readings = batch.paths.shape[1]
    everywhere = scores.transpose(1, 2).unsqueeze(1).expand(-1, readings, -1, -1)
    along = everywhere.gather(3, batch.paths.unsqueeze(3)).squeeze(3)
    now = (along * batch.heard[:, None]).sum(dim=2)
    likely = batch.likelihoods + ACOUSTIC_SCALE * (now - batch.acoustic)
    right = likely.masked_fill(~batch.right, _NEVER)
    return torch.logsumexp(right, 1) - torch.logsumexp(likely, 1)


def _batches(weighed: Sequence[Weighed], lesson: Lesson) -> Iterator[_Batch]:
    """Without end."""
    chance = np.random.default_rng(lesson.seed)
    lengths = np.array([len(one.cepstra) for one in weighed])
    while True:
        order = np.argsort(lengths + chance.uniform(0, _JITTER, lengths.size))
        starts = np.arange(0, lengths.size, lesson.utterances)
        for start in chance.permutation(starts):
            some = [weighed[n] for n in order[start : start + lesson.utterances]]
            yield _together(some, lesson.others)


def _together(some: Sequence[Weighed], others: float) -> _Batch:
    frames = [padded(one.cepstra.astype(np.float32)) for one in some]
    longest = max(map(len, frames))
    count = max(one.paths.shape[1] for one in some)
    most = max(len(one.right) for one in some)
    cepstra = [np.pad(each, ((0, longest - len(each)), (0, 0)), "edge") for each in frames]
    paths = [
        functional.pad(
            torch.from_numpy(one.paths).long(),
            (0, count - one.paths.shape[1], 0, most - len(one.paths)),
        )
        for one in some
    ]
    heard = torch.zeros(len(some), count)
    for number, one in enumerate(some):
        heard[number, : one.paths.shape[1]] = 1.0
    return _Batch(
        torch.from_numpy(np.stack(cepstra)),
        torch.stack(paths),
        heard,
        _filled([one.likelihoods for one in some], most, _NEVER),
        _filled([one.acoustic for one in some], most, 0.0),
        _filled([one.right for one in some], most, 0.0).bool(),
        torch.tensor([1.0 if one.command else others for one in some]),
    )


def _filled(rows: Sequence[np.ndarray], most: int, with_: float) -> Tensor:
    padding = [
        np.pad(row.astype(np.float32), (0, most - len(row)), constant_values=with_) for row in rows
    ]
    return torch.from_numpy(np.stack(padding))
