"""A room, a noise and a microphone of their own for each utterance, in sound.

`training/mixing.py` does so on mel bands, which is quicker; but what a decoder made of an utterance
is known only of sound that it has heard.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import soxr

from tools.command_model.export import SAMPLE_RATE
from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.echo_path import decay
from voice_guide.sound.level import ratio, speech_level
from voice_guide.sound.samples import Samples
from voice_guide.sound.speech import LEVEL
from voice_guide.sound.suppression import suppressed

_TILTS: tuple[Decibels, ...] = (2.5, 1.6, 1.2, 0.8)
"""Standard deviations of a microphone's response, as waves over the mel scale."""
_LONGEST = 4 * SAMPLE_RATE
"""Samples of an utterance: the rest of a longer one is left out."""


@dataclass(frozen=True, slots=True)
class Hard:
    """How hard the rooms are; shares are of utterances."""

    faster: float = 0.12
    """Logarithm of how much faster and higher, or slower and lower, at most; of half of them."""
    equalised: float = 0.5
    reverberant: float = 0.4
    noisy: float = 0.87
    near: float = 0.75
    """Of the noisy: with a noise that is 0 to 16 dB below the voice; 16 to 28 dB for the rest."""
    babble: float = 0.12
    """Of the noises: other people."""
    long_before: float = 0.2
    """Share with up to 1.6 s before the first word, not a sixth to half a second."""
    turned_down: float = 0.85
    """Share whose noise is turned down, as the ears do for an opinion while the guide is silent."""


class Rooms:
    """Puts utterances into rooms, each time into another one."""

    def __init__(
        self,
        noises: Sequence[Sequence[Samples]],
        people: Sequence[Samples],
        seed: int,
        hard: Hard | None = None,
    ) -> None:
        """`noises`: recordings by kind, kinds as likely as each other; `people` for babble."""
        self._noises, self._people = noises, people
        self._chance = np.random.default_rng(seed)
        self._hard = hard or Hard()

    def __call__(self, spoken: Samples) -> Samples:
        """Return the utterance in a room, with some of it before and after.

        None of it where `spoken` is silence: the noise is as loud as with a voice.
        """
        hard = self._hard
        nobody = not spoken.any()
        sound = spoken[:_LONGEST] if nobody else self._voice(spoken[:_LONGEST])
        before = self._between(0.08, 0.55)
        if self._often(hard.long_before):
            before = self._between(0.4, 1.6)
        sound = np.pad(sound, (before, self._between(0.12, 0.55)))
        if nobody or self._often(hard.noisy):
            least, most = (0, 16) if self._often(hard.near) else (16, 28)
            below = self._chance.uniform(least, most)
            sound = sound + self._noise(sound.size) * ratio(LEVEL - below)
        hiss = self._chance.standard_normal(sound.size) * ratio(self._chance.uniform(-80, -66))
        heard = np.clip(sound * ratio(self._chance.uniform(-10, 4)) + hiss, -0.99, 0.99)
        recorded: Samples = heard.astype(np.float32)
        return suppressed(recorded) if self._often(hard.turned_down) else recorded

    def _often(self, share: float) -> bool:
        return bool(self._chance.random() < share)

    def _between(self, least: Seconds, most: Seconds) -> int:
        return round(SAMPLE_RATE * self._chance.uniform(least, most))

    def _voice(self, spoken: Samples) -> Samples:
        hard, chance = self._hard, self._chance
        if self._often(0.5):
            faster = float(np.exp(chance.uniform(-hard.faster, hard.faster)))
            spoken = soxr.resample(spoken, SAMPLE_RATE, SAMPLE_RATE / faster)
        if self._often(hard.equalised):
            spoken = self._equalised(spoken)
        if self._often(hard.reverberant):
            room = decay(chance.uniform(0.1, 0.6), int(chance.integers(1_000_000)))
            spoken = np.convolve(spoken, room)[: spoken.size + SAMPLE_RATE // 10]
        level: Samples = (spoken * ratio(LEVEL - speech_level(spoken))).astype(np.float32)
        return level

    def _equalised(self, sound: Samples) -> Samples:
        hertz = np.fft.rfftfreq(sound.size, 1 / SAMPLE_RATE)
        mel = np.log1p(hertz / 700) / np.log1p(SAMPLE_RATE / 2 / 700)
        sizes = self._chance.standard_normal(len(_TILTS)) * _TILTS
        curve = sum(size * np.cos(np.pi * n * mel) for n, size in enumerate(sizes, start=1))
        return np.asarray(np.fft.irfft(np.fft.rfft(sound) * 10 ** (curve / 20), sound.size))

    def _noise(self, size: int) -> Samples:
        """Of RMS 1."""
        if self._people and self._often(self._hard.babble):
            count = int(self._chance.integers(1, 5))
            return _even(np.sum([self._other(size) for _ in range(count)], axis=0))
        kind = self._noises[int(self._chance.integers(len(self._noises)))]
        whole = kind[int(self._chance.integers(len(kind)))]
        start = int(self._chance.integers(max(1, whole.size - size)))
        return _even(np.resize(whole[start:], size))

    def _other(self, size: int) -> Samples:
        one = self._people[int(self._chance.integers(len(self._people)))]
        softer = ratio(-8 * self._chance.random())
        return np.resize(np.roll(_even(one), int(self._chance.integers(one.size))), size) * softer


def _even(sound: Samples) -> Samples:
    loud = np.sqrt(np.mean(sound.astype(np.float64) ** 2)) + 1e-9
    return np.asarray(sound / loud, np.float32)
