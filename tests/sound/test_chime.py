"""The chimes: soft, short, and told apart."""

from itertools import combinations

import numpy as np
import pytest

from voice_guide.core.messages import Sound
from voice_guide.sound.chime import chime
from voice_guide.sound.level import decibels, peak
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

every_sound = pytest.mark.parametrize("sound", list(Sound))


def loudest_block(samples: Samples) -> float:
    blocks = samples[: len(samples) // BLOCK * BLOCK].reshape(-1, BLOCK)
    return float(np.sqrt((blocks**2).mean(axis=1)).max())


def pitches(samples: Samples) -> list[float]:
    """The strongest frequency of the first and of the last third."""
    third = len(samples) // 3
    found = []
    for part in (samples[:third], samples[-third:]):
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 15))
        found.append(float(np.argmax(spectrum)) * SAMPLE_RATE / (1 << 15))
    return found


@every_sound
def test_a_chime_is_short(sound: Sound) -> None:
    assert 0.15 <= len(chime(sound)) / SAMPLE_RATE <= 0.6


@every_sound
def test_a_chime_is_soft(sound: Sound) -> None:
    assert -26 < decibels(loudest_block(chime(sound))) < -22
    assert decibels(peak(chime(sound))) < -19


@every_sound
def test_a_chime_starts_and_ends_without_a_click(sound: Sound) -> None:
    steps = np.abs(np.diff(np.pad(chime(sound), 1)))
    assert abs(chime(sound)[0]) < 0.001
    assert abs(chime(sound)[-1]) < 0.001
    assert steps.max() < 0.06


@every_sound
def test_a_chime_is_not_shrill(sound: Sound) -> None:
    spectrum = np.abs(np.fft.rfft(chime(sound))) ** 2
    high = np.fft.rfftfreq(len(chime(sound)), 1 / SAMPLE_RATE) > 4000
    assert spectrum[high].sum() < spectrum.sum() * 1e-4


def test_the_end_of_a_hold_rises_and_not_understood_falls() -> None:
    first, last = pitches(chime(Sound.MOVE_ON))
    assert last > 1.2 * first
    first, last = pitches(chime(Sound.UNCLEAR))
    assert last < 0.8 * first


@pytest.mark.parametrize(("one", "other"), list(combinations(Sound, 2)))
def test_chimes_are_told_apart(one: Sound, other: Sound) -> None:
    ends = zip(pitches(chime(one)), pitches(chime(other)), strict=True)
    lengths = sorted([len(chime(one)), len(chime(other))])
    assert any(max(pair) > 1.15 * min(pair) for pair in ends) or lengths[1] > 1.5 * lengths[0]
