"""Noise and music without anybody's recordings: coloured noise, clatter, hum, and small bands.

Recordings of noise under an open licence, where there are any, are mixed in as well (`README`).
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tools.command_model.export import SAMPLE_RATE
from voice_guide.core.units import Seconds

Sound: TypeAlias = NDArray[np.floating[Any]]

LENGTH: Seconds = 12.0
_SCALES = ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 4, 7, 9), (0, 3, 5, 7, 10))


def noise(chance: np.random.Generator) -> Sound:
    """One to three sources, each of a colour and a liveliness of its own."""
    frames = round(LENGTH * SAMPLE_RATE)
    sources = [_lively(_SOURCES[k](frames, chance), chance) for k in chance.integers(0, 5, 3)]
    return np.asarray(
        np.sum([s * chance.uniform(0.2, 1) for s in sources[: chance.integers(1, 4)]], axis=0)
    )


def _coloured(frames: int, chance: np.random.Generator) -> Sound:
    """White to brown: power falls with some power of the frequency."""
    return _shaped(frames, chance, lambda f: np.maximum(f, 30.0) ** -chance.uniform(0, 1.1))


def _band(frames: int, chance: np.random.Generator) -> Sound:
    low = chance.uniform(60, 4000)
    high = low * chance.uniform(1.3, 4)
    return _shaped(
        frames, chance, lambda f: 1 / np.sqrt(1 + (low / (f + 1)) ** 4 + (f / high) ** 4)
    )


def _hum(frames: int, chance: np.random.Generator) -> Sound:
    """A motor or a mains: harmonics that waver a little."""
    time = np.arange(frames) / SAMPLE_RATE
    turns = chance.uniform(40, 240) * (time + 0.002 * np.sin(time * chance.uniform(0, 6)))
    count, fall = chance.integers(3, 20), chance.uniform(0.3, 1.5)
    tones = (
        np.sin(2 * np.pi * n * turns + chance.uniform(0, 6)) / n**fall for n in range(1, count)
    )
    return np.asarray(sum(tones)) * chance.uniform(0.5, 4) + 0.3 * _coloured(frames, chance)


def _clatter(frames: int, chance: np.random.Generator) -> Sound:
    """Things that are put down: short resonances now and then."""
    made = 0.02 * chance.standard_normal(frames)
    for start in np.flatnonzero(
        chance.random(frames) < chance.uniform(0.5, 6) / SAMPLE_RATE
    ).tolist():
        time = np.arange(min(frames - start, SAMPLE_RATE // 5)) / SAMPLE_RATE
        tone = np.sin(2 * np.pi * chance.uniform(200, 5000) * time)
        rattle = chance.uniform(0, 1) * chance.standard_normal(time.size)
        fading = chance.uniform(0.2, 2) * np.exp(-time * chance.uniform(20, 200))
        made[start : start + time.size] += fading * (tone + rattle)
    return made


def _crackle(frames: int, chance: np.random.Generator) -> Sound:
    """Rain, fire, paper: many clicks."""
    clicks = chance.random(frames) < chance.uniform(2, 200) / SAMPLE_RATE
    return np.where(clicks, 40 * chance.standard_normal(frames), _coloured(frames, chance) * 0.1)


_SOURCES = (_coloured, _band, _hum, _clatter, _crackle)


def _shaped(frames: int, chance: np.random.Generator, gain: Callable[[Sound], Sound]) -> Sound:
    spectrum = np.fft.rfft(chance.standard_normal(frames))
    shaped = np.fft.irfft(spectrum * gain(np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)), frames)
    return np.asarray(shaped / np.sqrt(np.mean(shaped**2)))


def _lively(source: Sound, chance: np.random.Generator) -> Sound:
    """Louder and softer four times a second; some not at all."""
    knots = np.arange(0, source.size + SAMPLE_RATE, SAMPLE_RATE // 4)
    swings = chance.standard_normal(knots.size) * chance.choice([0.0, 0.3, 1.0, 1.8])
    moved = source * np.exp(np.interp(np.arange(source.size), knots, swings))
    return np.asarray(moved / (np.sqrt(np.mean(moved**2)) + 1e-9))


def music(chance: np.random.Generator) -> Sound:
    """Chords, a bass and a tune in some scale, of plucked or held tones, perhaps with a beat."""
    frames = round(LENGTH * SAMPLE_RATE)
    made = np.zeros(frames)
    scale, root = _SCALES[chance.integers(len(_SCALES))], int(chance.integers(40, 56))
    beat = round(60 / chance.uniform(56, 150) * SAMPLE_RATE)
    voices = [_Timbre(chance) for _ in range(3)]
    drums, dense, degree = chance.random() < 0.4, chance.uniform(0.3, 0.9), 7
    for number, start in enumerate(range(0, frames - beat, beat)):
        chord = (0, 3, 4, 5, 1)[number // 4 * 7 % 5]
        if number % 4 == 0:
            for step in (0, 2, 4):
                voices[0].play(made, start, 4 * beat, _pitch(root, scale, chord + step))
        voices[1].play(made, start, beat, _pitch(root - 12, scale, chord))
        for half in (0, beat // 2):
            if chance.random() < dense:
                degree = int(np.clip(degree + chance.integers(-3, 4), 0, 20))
                voices[2].play(made, start + half, beat, _pitch(root + 12, scale, degree))
        if drums:
            hit = chance.standard_normal(min(SAMPLE_RATE // 8, frames - start))
            made[start : start + hit.size] += hit * np.exp(-np.arange(hit.size) / 400)
    return made


class _Timbre:
    """How an instrument sounds."""

    def __init__(self, chance: np.random.Generator) -> None:
        count, fall = int(chance.integers(3, 14)), chance.uniform(0.5, 2)
        self._harmonics = np.arange(1, count + 1)
        self._amplitudes = chance.uniform(0.3, 1, count) / self._harmonics**fall
        self._decay, self._attack = chance.uniform(0.3, 6), chance.uniform(15, 300)
        self._loudness = chance.uniform(0.3, 1)

    def play(self, into: Sound, start: int, length: int, frequency: float) -> None:
        time = np.arange(min(length, into.size - start)) / SAMPLE_RATE
        heard = self._harmonics * frequency < SAMPLE_RATE / 2
        phases = 2 * np.pi * frequency * np.outer(self._harmonics[heard], time)
        tone = self._amplitudes[heard] @ np.sin(phases)
        shape = np.exp(-self._decay * time) * np.minimum(1, self._attack * time)
        into[start : start + time.size] += self._loudness * tone * shape


def _pitch(root: int, scale: tuple[int, ...], degree: int) -> float:
    note = root + 12 * (degree // len(scale)) + scale[degree % len(scale)]
    return float(440 * 2 ** ((note - 69) / 12))
