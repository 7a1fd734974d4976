"""Texts made fit for a terminal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from voice_guide.screen.big import ROWS, big
from voice_guide.screen.letters import clean, clock, has, spelt


@pytest.mark.parametrize(
    ("seconds", "face"),
    [(0, "0:00"), (0.2, "0:01"), (59.2, "1:00"), (60, "1:00"), (65, "1:05"), (3725, "1:02:05"),
     (-3, "0:00")],
)  # fmt: skip
def test_time_left_is_written_as_on_a_clock(seconds: float, face: str) -> None:
    assert clock(seconds) == face


def test_likenesses_stand_in_for_what_an_encoding_lacks() -> None:
    assert spelt("“it\u2019s” 49 °C \N{EN DASH} ok…", "ascii") == '"it\'s" 49  degrees C - ok...'
    assert spelt("naïve 漢", "latin-1") == "naïve ?"
    assert spelt("naïve", "no such encoding") == "na?ve"
    assert spelt("naïve 漢", None) == "naïve 漢"
    assert has("█", "cp437")
    assert not has("█", "latin-1")


@settings(deadline=None)
@given(some.text(some.characters()))
def test_any_text_becomes_one_printable_line(text: str) -> None:
    line = clean(text)
    assert line.isprintable() or not set("\x1b\r\n\x9b") & set(line)
    assert clean(line) == line
    line.encode("utf-8")


def test_large_letters_form_three_rows_of_one_width() -> None:
    for text in (
        "0123456789:",
        "The quick brown fox jumps",
        "over, the lazy dog!",
        "it\u2019s a-b? c/d.",
    ):
        rows = big(text)
        assert rows
        assert len(rows) == ROWS
        assert len(set(map(len, rows))) == 1


def test_the_digits_of_a_clock_keep_their_width() -> None:
    widths = {len(rows[0]) for digit in "0123456789" if (rows := big(digit))}
    assert len(widths) == 1


def test_a_text_with_a_letter_that_has_no_large_form_has_none() -> None:
    assert big("Größe") is None
    assert big("") is None
