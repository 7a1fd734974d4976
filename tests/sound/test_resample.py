"""Resampling: the same sound at another rate, block by block, after a short steady delay."""

import numpy as np
import pytest
from numpy.typing import NDArray

from voice_guide.sound.resample import Resampler

RATES = [(48_000, 16_000), (44_100, 16_000), (16_000, 44_100), (16_000, 48_000), (8_000, 16_000)]


def tone(rate: int, hertz: float = 440) -> NDArray[np.float32]:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(rate) / rate)).astype(np.float32)


def in_blocks(resampler: Resampler, sound: NDArray[np.float32], size: int) -> list[int]:
    return [len(resampler.convert(sound[i : i + size])) for i in range(0, len(sound), size)]


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
def test_blocks_join_without_a_seam(from_rate: int, to_rate: int) -> None:
    resampler, sound = Resampler(from_rate, to_rate), tone(from_rate)
    size = from_rate // 100
    blocks = [resampler.convert(sound[i : i + size]) for i in range(0, len(sound), size)]
    got = np.concatenate([*blocks, resampler.flush()])
    assert abs(len(got) - to_rate) <= 1
    # A tenth of a millisecond is the converter's own shift; a seam or a lost sample is far more.
    steps = np.abs(np.diff(got[to_rate // 10 : -to_rate // 10]))
    assert steps.max() <= 0.5 * 2 * np.pi * 440 / to_rate * 1.01


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
def test_what_is_held_back_stays_the_same_and_below_the_stated_delay(
    from_rate: int, to_rate: int
) -> None:
    resampler, size = Resampler(from_rate, to_rate), from_rate // 100
    lengths = np.cumsum(in_blocks(resampler, tone(from_rate), size))
    given = np.arange(1, len(lengths) + 1) * size / from_rate
    held = (given - lengths / to_rate)[10:]
    assert held.max() <= resampler.delay * 1.001
    assert np.ptp(held) <= 1 / min(from_rate, to_rate)


def test_equal_rates_pass_untouched_and_at_once() -> None:
    resampler, sound = Resampler(16_000, 16_000), tone(16_000)
    assert resampler.convert(sound) is sound
    assert resampler.delay == 0
    assert len(resampler.flush()) == 0
