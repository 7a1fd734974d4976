"""Noise suppression of an utterance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_guide.sound.level import decibels
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.suppression import suppressed

SECOND = np.arange(SAMPLE_RATE) / SAMPLE_RATE


def level(sound: Samples) -> float:
    return decibels(float(np.sqrt(np.mean(sound.astype(np.float64) ** 2))))


def hiss(size: int, amplitude: float) -> Samples:
    return np.random.default_rng(4).normal(0.0, amplitude, size).astype(np.float32)


def vowel() -> Samples:
    """A third of a second of it, in a second of nothing."""
    tone = sum(np.sin(2 * np.pi * 150 * n * SECOND) / n for n in range(1, 12))
    return (0.1 * tone * (np.abs(SECOND - 0.5) < 1 / 6)).astype(np.float32)


def test_noise_is_turned_down_before_and_after_a_voice_which_stays() -> None:
    noise = hiss(SAMPLE_RATE, 0.01)
    before, after = vowel() + noise, suppressed(vowel() + noise)
    alone, said = slice(0, SAMPLE_RATE // 4), slice(SAMPLE_RATE * 2 // 5, SAMPLE_RATE * 3 // 5)
    assert level(after[alone]) < level(before[alone]) - 1.0
    assert level(after[said]) == pytest.approx(level(before[said]), abs=0.5)


def test_a_voice_in_a_silent_room_stays_as_it_is() -> None:
    assert np.abs(suppressed(vowel()) - vowel()).max() < 1e-4


def test_a_hum_that_never_ends_is_turned_down_by_itself() -> None:
    hum = (0.05 * np.sin(2 * np.pi * 1000 * SECOND)).astype(np.float32)
    after = suppressed(vowel() + hum)
    assert level(after[: SAMPLE_RATE // 4]) < level(hum[: SAMPLE_RATE // 4]) - 5.0


@given(st.integers(0, 20_000))
def test_sound_of_any_length_stays_that_long_and_silence_silent(size: int) -> None:
    assert suppressed(hiss(size, 0.1)).size == size
    assert not suppressed(np.zeros(size, np.float32)).any()
