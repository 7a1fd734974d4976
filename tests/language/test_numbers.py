"""Numbers are said one way, and typed digits mean the same."""

import pytest

from voice_guide.language.numbers import SPELT, digits, words_for


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "one"), (12, "twelve"), (21, "twenty one"), (99, "ninety nine"), (100, "one hundred")],
)
def test_a_number_is_spelt_as_it_is_said(number: int, words: str) -> None:
    assert words_for(number) == words


def test_every_number_has_its_own_words() -> None:
    assert len(set(digits("en").values())) == len(SPELT)


def test_digits_stand_for_the_words() -> None:
    assert digits("en")["21"] == words_for(21, "en")
