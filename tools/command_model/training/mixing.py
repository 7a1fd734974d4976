"""Rooms, microphones, noise and other people, added to speech anew for each step of training.

Everything happens on the power in mel bands, where it costs next to nothing: power adds up but
for a cross term that is random, and is the larger the fewer lines of the spectrum a band has; a
channel is a smooth curve over the bands; late reverberation is an exponential tail in each band.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from tools.command_model.export import SAMPLE_RATE
from tools.command_model.training.features import BANDS, POINTS, edges
from tools.command_model.training.kinds import WordKind
from tools.command_model.training.streams import Windows

_NATS = math.log(10) / 10
"""A decibel of power."""


@dataclass(frozen=True, slots=True)
class Hardness:
    """How bad it gets. Decibels, seconds, and shares of the windows."""

    noisy: float = 0.72
    worst: float = -4.0
    """Signal-to-noise ratio; the best is 30 dB above, and quiet rooms are `1 - noisy`."""
    second_noise: float = 0.2
    reverberant: float = 0.5
    shortest_echo: float = 0.12
    longest_echo: float = 0.82
    narrow: float = 0.15
    """Through something that passes only a part of the spectrum."""
    other_throats: float = 0.6
    throat: float = 0.13
    """Logarithm of how much longer or shorter it is, at most."""
    nobody: float = 0.07
    quietest: float = 25.0
    """Of speech, as the RMS of white noise of the same power on the scale of int16."""
    loudest: float = 8000.0


class Mixer:
    """Makes windows [n, frames, BANDS] as a microphone would hear them."""

    def __init__(self, windows: Windows, hardness: Hardness, chance: torch.Generator) -> None:
        self._windows = windows
        self._hardness = hardness
        self._chance = chance
        hertz = torch.from_numpy(edges()).float()
        self._centres = hertz[1:-1]
        width = (hertz[2:] - hertz[:-2]) / 2
        # Neighbouring lines of a windowed spectrum depend on each other.
        self._lines = torch.clamp(width / (1.5 * SAMPLE_RATE / POINTS), min=1)
        band = torch.arange(BANDS) + 0.5
        self._curves = torch.stack([torch.cos(math.pi * k * band / BANDS) for k in range(1, 6)])

    def __call__(self, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """Log powers [count, frames, BANDS]; class and word kind of each frame [count, frames]."""
        hard = self._hardness
        speech, classes, kinds = self._windows.speech(count)
        speech = self._other_throat(speech)
        silent = self._uniform(count) < hard.nobody
        speech[silent], classes[silent], kinds[silent] = -25.0, 0, WordKind.NO_WORD
        power = self._room(torch.exp(self._narrowed(speech + self._channel(count, 1.0))))
        ratio = hard.worst + 30 * self._uniform(count)
        ratio[self._uniform(count) > hard.noisy] = 60.0
        noise = self._noise(count, ratio)
        second = self._noise(count, 5 + 25 * self._uniform(count))
        noise = noise + second * (self._uniform(count) < hard.second_noise)[:, None, None]
        return self._microphone(self._added(power, noise)), classes, kinds

    def _uniform(self, *shape: int) -> Tensor:
        return torch.rand(*shape, generator=self._chance)

    def _normal(self, *shape: int) -> Tensor:
        return torch.randn(*shape, generator=self._chance)

    def _other_throat(self, speech: Tensor) -> Tensor:
        """All frequencies moved by a factor (Jaitly and Hinton 2013)."""
        count = len(speech)
        factor = torch.exp(self._hardness.throat * (2 * self._uniform(count, 1) - 1))
        factor[self._uniform(count) > self._hardness.other_throats] = 1.0
        mel = torch.log1p(self._centres * factor / 700)
        lowest, step = torch.log1p(self._centres[0] / 700), torch.log1p(self._centres / 700)
        place = (mel - lowest) / ((step[-1] - step[0]) / (BANDS - 1))
        place = place.clamp(0, BANDS - 1.001)
        below = place.long()
        share = (place - below)[:, None, :]
        below = below[:, None, :].expand(-1, speech.shape[1], -1)
        return speech.gather(2, below) * (1 - share) + speech.gather(2, below + 1) * share

    def _channel(self, count: int, spread: float) -> Tensor:
        """A smooth curve over the bands for each window."""
        sizes = self._normal(count, 1, 5) * torch.tensor([1.2, 0.7, 0.5, 0.4, 0.3])
        return spread * sizes @ self._curves

    def _narrowed(self, speech: Tensor) -> Tensor:
        count = len(speech)
        low = 60 * torch.exp(1.7 * self._uniform(count, 1, 1))
        high = 3000 * torch.exp(0.85 * self._uniform(count, 1, 1))
        steep = 4 + 8 * self._uniform(count, 1, 1)
        lost = torch.log1p((low / self._centres) ** 8) + torch.log1p(
            (self._centres / high) ** steep
        )
        return speech - lost * (self._uniform(count, 1, 1) < self._hardness.narrow)

    def _room(self, power: Tensor) -> Tensor:
        """Add a tail that falls by 60 dB in the room's time (Polack's model, in power)."""
        hard, (count, frames, _) = self._hardness, power.shape
        longer = hard.longest_echo - hard.shortest_echo
        echo = hard.shortest_echo + longer * self._uniform(count, 1)
        stays = torch.exp(-60 * _NATS * 0.01 / echo)
        tail_power = 1.2 * torch.exp(-3.5 * self._uniform(count, 1))
        wet = self._uniform(count, 1) < hard.reverberant
        enters = wet * tail_power * (1 - stays) / stays
        tails, tail = torch.empty_like(power), torch.zeros(count, BANDS)
        for frame in range(frames):
            tails[:, frame] = tail
            tail = stays * (tail + enters * power[:, frame])
        return power + tails * torch.exp(0.45 * self._normal(count, frames, BANDS))

    def _noise(self, count: int, ratio: Tensor) -> Tensor:
        """Power that is `ratio` decibels below that of the speech."""
        heard = self._windows.noise(count) + self._channel(count, 0.8)
        return torch.exp(heard - ratio[:, None, None] * _NATS)

    def _added(self, one: Tensor, other: Tensor) -> Tensor:
        phase = self._normal(*one.shape) * torch.sqrt(0.5 / self._lines)
        return one + other + 2 * torch.sqrt(one * other) * phase.clamp(-0.85, 0.85)

    def _microphone(self, power: Tensor) -> Tensor:
        """A level, and the hiss under it."""
        count, hard = len(power), self._hardness
        span = math.log(hard.loudest / hard.quietest)
        amplitude = hard.quietest * torch.exp(span * self._uniform(count, 1, 1))
        hiss = self._windows.hiss(count) + 2 * torch.log(
            0.15 + 3.5 * self._uniform(count, 1, 1) ** 2
        )
        return torch.log(power * self._windows.unit * amplitude**2 + torch.exp(hiss))
