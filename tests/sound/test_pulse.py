"""What keeps the hands in time: soft, where it belongs, and without a click."""

import numpy as np
import pytest

from voice_guide.core.rhythm import BREATH_IN, Pulse, Rhythm
from voice_guide.sound.level import decibels, peak
from voice_guide.sound.pulse import PulseSound, breath, tick
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

TICKS = Pulse(Rhythm.STROKE, (0.0, 1.5, 3.0))
BREATHS = Pulse(Rhythm.BREATH, (0.0, 10.0))


def pulled(pulse: Pulse, seconds: float, at: float = 0.0, block: int = BLOCK) -> Samples:
    sound = PulseSound(pulse, at)
    blocks = [sound.pull(block) for _ in range(round(seconds * SAMPLE_RATE / block))]
    return np.concatenate(blocks)


def begins(sound: Samples) -> list[float]:
    """Where there is sound after a tenth of a second of silence."""
    loud = np.flatnonzero(np.abs(sound) > 1e-4)
    firsts = loud[np.diff(loud, prepend=-SAMPLE_RATE) > SAMPLE_RATE / 10]
    return [round(float(first) / SAMPLE_RATE, 2) for first in firsts]


def pitch(sound: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 16))
    return float(np.argmax(spectrum)) * SAMPLE_RATE / (1 << 16)


def test_a_tick_is_heard_at_the_beginning_of_each_stroke() -> None:
    assert begins(pulled(TICKS, 5.0)) == pytest.approx([0.0, 1.5, 3.0], abs=0.01)


def test_it_sounds_the_same_in_whatever_blocks_it_is_taken() -> None:
    np.testing.assert_array_equal(pulled(TICKS, 4.8, block=320), pulled(TICKS, 4.8, block=76800))


def test_what_began_before_is_not_begun_in_its_middle() -> None:
    assert begins(pulled(TICKS, 3.0, at=0.02)) == pytest.approx([1.48, 2.98], abs=0.01)
    assert begins(pulled(BREATHS, 15.0, at=3.0))[0] == pytest.approx(7.0, abs=0.2)


def test_the_tone_rises_to_breathe_in_and_falls_to_breathe_out() -> None:
    tone = breath()
    turn = round(BREATH_IN * SAMPLE_RATE)
    half = SAMPLE_RATE // 2
    low, high, low_again = (pitch(tone[i : i + half]) for i in (half, turn - half // 2, -3 * half))
    assert high > 1.3 * low
    assert high > 1.3 * low_again
    assert abs(int(np.argmax(np.abs(tone))) - turn) < half


@pytest.mark.parametrize("sound", [tick(), breath()], ids=["tick", "breath"])
def test_it_is_softer_than_a_chime_and_never_clicks(sound: Samples) -> None:
    assert decibels(peak(sound)) == pytest.approx(-30, abs=0.1)
    assert np.abs(np.diff(np.pad(sound, 1))).max() < 0.012
    assert abs(float(sound[0])) < 1e-3
    assert abs(float(sound[-1])) < 1e-3
