"""What stands in front of a noise: where it began, and that it is over."""

import numpy as np
import pytest

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.foreground import Foreground, level_in_band
from voice_guide.sound.samples import BLOCK as FRAMES
from voice_guide.sound.samples import SAMPLE_RATE

BLOCK: Seconds = 0.02


def stretch(
    *parts: tuple[Seconds, Decibels], swing: Decibels = 0.0
) -> tuple[Seconds, Seconds, Decibels]:
    """After parts of so many seconds at a level that goes up and down by `swing`."""
    foreground = Foreground(BLOCK)
    chance = np.random.default_rng(1)
    for seconds, level in parts:
        for _ in range(round(seconds / BLOCK)):
            foreground.take(level + swing * chance.uniform(-1, 1))
    return foreground.stretch()


def test_a_phrase_over_a_noise_has_a_beginning_and_an_end() -> None:
    began, last, _ = stretch((4.0, -35.0), (0.8, -23.0), (0.3, -35.0), swing=3.0)
    assert began == pytest.approx(1.1, abs=0.1)
    assert last == pytest.approx(0.3, abs=0.1)


def test_the_pause_between_two_words_is_in_it_and_what_was_said_long_before_is_not() -> None:
    began, _, _ = stretch((0.5, -23.0), (0.7, -40.0), (0.3, -23.0), (0.3, -40.0), (0.3, -23.0))
    assert began == pytest.approx(0.9, abs=0.1)


def test_a_noise_by_itself_has_no_end() -> None:
    _, last, _ = stretch((5.0, -35.0), swing=3.0)
    assert last < 0.2


def test_what_was_loud_three_seconds_ago_is_forgotten() -> None:
    began, last, _ = stretch((1.0, -10.0), (3.0, -40.0), (0.5, -25.0), (0.4, -40.0))
    assert began == pytest.approx(0.9, abs=0.1)
    assert last == pytest.approx(0.4, abs=0.1)


def test_how_far_a_phrase_is_above_what_came_before_it_is_told() -> None:
    faint_music = (1.5, -45.0), (0.4, -70.0)
    _, _, above = stretch(*faint_music, (0.5, -25.0), (0.4, -70.0))
    assert above == pytest.approx(20.0, abs=1.0)
    talk = (1.5, -27.0), (0.7, -70.0)
    _, _, above = stretch(*talk, (0.5, -25.0), (0.4, -70.0))
    assert above < 3.0


def test_a_command_a_moment_before_is_not_what_came_before_this_one() -> None:
    foreground = Foreground(BLOCK)
    for seconds, level in ((0.5, -20.0), (1.0, -60.0), (0.5, -30.0), (0.4, -60.0)):
        for _ in range(round(seconds / BLOCK)):
            foreground.take(level)
    began, last, above = foreground.stretch(within=1.6)
    assert (began, last) == pytest.approx((0.9, 0.4), abs=0.1)
    assert above > 20.0
    assert foreground.stretch()[0] == pytest.approx(2.4, abs=0.1)


def test_the_first_consonant_of_a_phrase_is_not_what_came_before_it() -> None:
    _, _, above = stretch((2.0, -70.0), (0.15, -35.0), (0.4, -25.0), (0.4, -70.0))
    assert above > 40.0


def test_hiss_and_rumble_are_fainter_to_it_than_a_voice_as_loud() -> None:
    time = np.arange(FRAMES) / SAMPLE_RATE
    voice, hiss, rumble = (np.sin(2 * np.pi * hertz * time) for hertz in (700, 6000, 50))
    assert level_in_band(voice) > level_in_band(hiss) + 30
    assert level_in_band(voice) > level_in_band(rumble) + 30
    assert level_in_band(np.zeros(FRAMES, np.float32)) == pytest.approx(-90.0)
