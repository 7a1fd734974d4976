"""What every sentence goes through: fades, band, level, silence."""

import numpy as np
import pytest

from voice_guide.sound.fade import faded, fall, rise
from voice_guide.sound.filter import band_limited
from voice_guide.sound.level import decibels, levelled, limited, peak, ratio, softened, speech_level
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.speech import CEILING, LEVEL, PAUSE, polished, trimmed


def tone(pitch: float, seconds: float = 1.0, loud: float = 0.5) -> Samples:
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return np.asarray(loud * np.sin(2 * np.pi * pitch * at), np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)


def level(samples: Samples) -> float:
    return decibels(float(np.sqrt(np.mean(samples.astype(np.float64) ** 2))))


def test_a_fade_goes_from_silence_to_all_and_back() -> None:
    assert rise(100)[0] < 0.001
    assert rise(100)[-1] == 1.0
    assert fall(100)[-1] == 0.0
    assert (np.diff(fall(100)) < 0).all()


def test_sound_that_is_cut_anywhere_starts_and_stops_softly() -> None:
    cut = faded(tone(440)[7:-13], 0.015)
    assert np.abs(np.diff(np.pad(cut, 1))).max() <= np.abs(np.diff(tone(440))).max() * 1.01


@pytest.mark.parametrize("frames", [0, 1, 2, 10])
def test_even_a_few_samples_can_be_faded(frames: int) -> None:
    assert len(faded(np.ones(frames, np.float32), 0.015)) == frames


@pytest.mark.parametrize(
    ("pitch", "change"), [(30, -34), (80, -3), (500, 0), (2000, 0), (4000, -3), (7000, -10.2)]
)
def test_the_band_loses_what_it_should(pitch: float, change: float) -> None:
    filtered = band_limited(tone(pitch), low=80, high=4000)
    middle = slice(SAMPLE_RATE // 4, -SAMPLE_RATE // 4)
    assert level(filtered[middle]) - level(tone(pitch)[middle]) == pytest.approx(change, abs=0.5)


def test_a_filter_shifts_nothing_in_time() -> None:
    click = silence(0.1)
    click[800] = 1.0
    assert np.argmax(band_limited(click, low=80, high=4000)) == 800


@pytest.mark.parametrize("loud", [0.001, 0.05, 0.9])
def test_speech_comes_out_at_one_level_however_loud_it_was(loud: float) -> None:
    speech = np.concatenate([tone(300, 0.4, loud), silence(2.0), tone(200, 0.5, loud)])
    assert speech_level(levelled(speech, level=-23, ceiling=-9)) == pytest.approx(-23, abs=0.2)


def test_pauses_do_not_count_as_speech() -> None:
    assert speech_level(np.concatenate([tone(300), silence(5)])) == pytest.approx(
        speech_level(tone(300)), abs=0.1
    )


def test_no_peak_passes_the_ceiling() -> None:
    bursts = tone(300, loud=0.1)
    bursts[4000:4040] *= 9
    bursts[9000:9004] *= 5
    quiet = limited(bursts, -9)
    assert decibels(peak(quiet)) <= -8.999
    np.testing.assert_array_equal(quiet[:3000], bursts[:3000])


def test_the_limiter_turns_down_without_a_click() -> None:
    bursts = tone(300, loud=0.3)
    bursts[8000:] *= 3
    steps = np.abs(np.diff(limited(bursts, -9)))
    assert steps.max() <= np.abs(np.diff(tone(300, loud=ratio(-9)))).max() * 1.1


def test_silence_stays_silence() -> None:
    assert not polished(silence(1.0)).any()
    assert not polished(silence(0)).any()


def test_silence_at_both_ends_is_cut_to_what_is_wanted() -> None:
    spoken = polished(np.concatenate([silence(0.3), tone(300), silence(0.8)]))
    assert len(spoken) / SAMPLE_RATE == pytest.approx(1.0 + PAUSE, abs=0.06)
    assert len(trimmed(silence(1.0))) == 0


def test_what_is_polished_keeps_level_and_ceiling() -> None:
    noise = np.random.default_rng(1).normal(0, 0.2, SAMPLE_RATE).astype(np.float32)
    spoken = polished(noise)
    assert speech_level(spoken) == pytest.approx(LEVEL, abs=0.5)
    assert decibels(peak(spoken)) <= CEILING + 0.01


def test_the_last_resort_bends_only_what_is_too_loud() -> None:
    ramp = np.linspace(-3, 3, 1001, dtype=np.float32)
    bent = softened(ramp, knee=0.66, ceiling=0.7)
    assert peak(bent) <= 0.7001
    assert (np.diff(bent) >= 0).all()
    inside = np.abs(ramp) < 0.66
    np.testing.assert_array_equal(bent[inside], ramp[inside])
