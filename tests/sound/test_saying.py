"""Which word is said when, of what a real voice renders."""

import numpy as np
import pytest

from tests.sound.rooms import speaking
from voice_guide.core.units import Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.saying import Saying

SENTENCES = (
    "Rest one hand on the left shoulder.",
    "With the other, make slow circles round the left shoulder blade, for about a minute.",
    "Where: the lower back, the neck, or the shoulders?",
    "Then say leave it out, or very gentle.",
)


@pytest.fixture(scope="module")
def parts() -> list[Samples]:
    with speaking("en-us", 150) as voice:
        return [voice.render(sentence) for sentence in SENTENCES]


def test_each_sentence_is_found_where_it_is_said(parts: list[Samples]) -> None:
    """Within 0.7 s, in an utterance of a quarter of a minute."""
    saying = Saying(" ".join(SENTENCES), np.concatenate(parts))
    at = 0
    for sentence, sound in zip(SENTENCES, parts, strict=True):
        end = at + sound.size - round(0.35 * SAMPLE_RATE)
        assert sentence.split()[0] in saying.between(*around(at)).split()
        assert sentence.split()[-1] in saying.between(*around(end)).split()
        at += sound.size


def around(sample: int, margin: Seconds = 0.7) -> tuple[int, int]:
    return sample - round(margin * SAMPLE_RATE), sample + round(margin * SAMPLE_RATE)


def test_before_and_after_it_there_is_the_first_and_the_last_word(parts: list[Samples]) -> None:
    saying = Saying(SENTENCES[0], parts[0])
    assert saying.between(-2 * SAMPLE_RATE, 0).split()[0] == "Rest"
    assert saying.between(9 * SAMPLE_RATE, 10 * SAMPLE_RATE) == "shoulder."


def test_silence_says_nothing_but_its_first_word() -> None:
    silence = np.zeros(SAMPLE_RATE, np.float32)
    assert Saying("some words", silence).between(0, SAMPLE_RATE) == "some"
    assert Saying("", silence).between(0, SAMPLE_RATE) == ""
    assert Saying("words", silence[:0]).between(0, SAMPLE_RATE) == "words"
