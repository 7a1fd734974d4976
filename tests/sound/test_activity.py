"""Whether somebody speaks, in quiet rooms and in noisy ones."""

import numpy as np
import pytest

from voice_guide.sound.activity import Activity, level_of, listen
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples


def noise(seconds: float, level: float, seed: int = 0) -> Samples:
    sound = np.random.default_rng(seed).normal(0, level, round(seconds * SAMPLE_RATE))
    return sound.astype(np.float32)


def voice(seconds: float, level: float = 0.1) -> Samples:
    """A hum with syllables."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    hum = sum(np.sin(2 * np.pi * 150 * k * time) / k for k in range(1, 12))
    return (level * hum * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * time))).astype(np.float32)


def after(sound: Samples, activity: Activity | None = None) -> Activity:
    activity = activity or Activity()
    for start in range(0, sound.size - BLOCK + 1, BLOCK):
        activity = listen(activity, sound[start : start + BLOCK])
    return activity


@pytest.mark.parametrize("level", [0.0, 1e-4, 1e-3, 3e-3])
def test_a_steady_room_is_quiet_and_a_voice_in_it_is_noticed_at_once(level: float) -> None:
    calm = after(noise(8, level))
    assert not calm.speaking
    assert calm.quiet_for > 1.0
    speaking = after(voice(0.1) + noise(0.1, level, 1), calm)
    assert speaking.speaking
    assert speaking.quiet_for == 0.0


@pytest.mark.parametrize("level", [1e-4, 1e-3])
def test_the_silence_after_a_voice_is_measured(level: float) -> None:
    calm = after(noise(5, level))
    spoken = after(voice(1.0) + noise(1.0, level, 1), calm)
    quiet = after(noise(0.4, level, 2), spoken)
    assert quiet.quiet_for == pytest.approx(0.4, abs=0.05)
    assert quiet.spoken_for == pytest.approx(1.0, abs=0.05)


def test_a_noise_that_starts_and_stays_is_taken_for_the_room_after_a_while() -> None:
    calm = after(noise(5, 1e-4))
    assert not after(noise(12, 2e-2, 1), calm).speaking


def test_nothing_at_all_has_a_level() -> None:
    assert level_of(np.zeros(BLOCK, np.float32)) == pytest.approx(-90.0)
    assert level_of(np.zeros(0, np.float32)) == pytest.approx(-90.0)
