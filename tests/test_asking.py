"""`new`: what is typed is understood, and what is not is asked for again with what there is."""

from collections.abc import Iterator

import pytest

from voice_guide.core.routine import Routine
from voice_guide.wiring.asking import asked


def answered(*, areas: list[str], holds: list[str]) -> Routine:
    lines: Iterator[str] = iter(
        ["My rub", "", "", "Knead", "Knead it.", *areas, "n", *holds, "", ""]
    )
    return asked(lambda _: next(lines))


def test_a_place_that_is_not_known_is_told_with_all_places_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answered(areas=["xyzzy", "upper back"], holds=[""])
    told = capsys.readouterr().out
    assert "I do not know 'xyzzy'; choose from: " in " ".join(told.split())
    assert "upper back" in " ".join(told.split())
    assert "_" not in told


def test_a_slip_of_the_pen_is_answered_with_what_was_meant(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answered(areas=["sholders", "shoulders"], holds=[""])
    assert "did you mean shoulders" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("ninety seconds", 90),
        ("Two minutes", 120),
        ("two", 120),
        ("one minute thirty seconds", 90),
        ("forty-five s", 45),
        ("90 s", 90),
        ("1.5", 90),
    ],
)
def test_a_time_is_understood_in_words(typed: str, seconds: float) -> None:
    (step,) = answered(areas=["shoulders"], holds=[typed]).steps
    assert step.hold == seconds
