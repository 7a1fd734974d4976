"""What follows from a calibration, and that it never goes too far."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_guide.core.commands import CommandClass
from voice_guide.core.commit import Rules
from voice_guide.core.microphone import (
    Advice,
    Answer,
    Echo,
    Measured,
    Thresholds,
    advice,
    thresholds,
    tuned,
)

USUAL = Rules()


def answers(*shares: float | None, kind: CommandClass = CommandClass.MOVING) -> tuple[Answer, ...]:
    heard = USUAL.floors[kind][0]
    return tuple(
        Answer("next", kind, share is not None and share >= heard, 1, share) for share in shares
    )


GOOD = Measured(
    noise=-65.0,
    voice=-25.0,
    peak=-10.0,
    own_voice=-25.0,
    echo=Echo(level=-12.0, left=-35.0, delay=0.05, trusted=True),
    answers=answers(0.99, 0.98, 1.0),
)


@pytest.mark.parametrize(
    ("measured", "advised"),
    [
        (GOOD, (Advice.FINE,)),
        (replace(GOOD, voice=-56.0, noise=-80.0, echo=None), (Advice.TOO_QUIET,)),
        (replace(GOOD, peak=0.0), (Advice.CLIPPING,)),
        (replace(GOOD, noise=-35.0), (Advice.NOISY,)),
        (replace(GOOD, echo=Echo(3.0, 2.0, 0.05, trusted=False)), (Advice.ECHO,)),
        (replace(GOOD, answers=answers(0.9, None, 0.9)), (Advice.MISSED,)),
        (replace(GOOD, answers=answers(None, None, 0.9)), (Advice.NOTHING_HEARD,)),
        (replace(GOOD, voice=None), (Advice.NOTHING_HEARD,)),
    ],
)
def test_what_is_wrong_is_what_is_advised(measured: Measured, advised: tuple[Advice, ...]) -> None:
    assert advice(measured) == advised


def test_who_is_always_understood_is_asked_for_more() -> None:
    own = thresholds(GOOD, USUAL)
    assert own.floors[CommandClass.MOVING][0] > USUAL.floors[CommandClass.MOVING][0]


def test_who_is_hardly_understood_is_believed_with_less() -> None:
    own = thresholds(replace(GOOD, answers=answers(0.99, 0.46, 0.9)), USUAL)
    assert 0.4 <= own.floors[CommandClass.MOVING][0] < 0.46


def test_urgent_phrases_never_need_more_than_usual() -> None:
    urgent = answers(1.0, 1.0, kind=CommandClass.URGENT)
    own = thresholds(replace(GOOD, answers=urgent), USUAL)
    assert own.floors[CommandClass.URGENT] == USUAL.floors[CommandClass.URGENT]


@pytest.mark.parametrize(
    ("echo", "more"),
    [
        (Echo(-10.0, -40.0, 0.05, trusted=True), False),
        (Echo(3.0, -40.0, 0.05, trusted=False), True),
    ],
)
def test_what_is_left_of_the_guides_voice_decides_how_sure_it_must_be_over_it(
    echo: Echo, *, more: bool
) -> None:
    own = thresholds(replace(GOOD, echo=echo), USUAL)
    assert (own.over_speech > USUAL.over_speech) is more
    assert (own.over_speech < USUAL.over_speech) is not more


share = st.floats(0, 1)
floors = st.dictionaries(st.sampled_from(CommandClass), st.tuples(share, share))


@given(floors, share)
def test_whatever_was_stored_the_figures_stay_within_what_is_safe(
    stored: dict[CommandClass, tuple[float, float]], over_speech: float
) -> None:
    rules = tuned(USUAL, Thresholds(stored, over_speech))
    for kind, pair in rules.floors.items():
        for own, usual in zip(pair, USUAL.floors[kind], strict=True):
            assert usual - 0.1 - 1e-9 <= own <= usual + 0.1 + 1e-9
            assert kind is not CommandClass.URGENT or own <= usual
    assert 0.5 <= rules.over_speech <= 0.85
    assert replace(rules, floors=USUAL.floors, over_speech=USUAL.over_speech) == USUAL
