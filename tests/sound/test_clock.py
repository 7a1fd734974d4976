"""One clock: it counts samples, survives the loss of a device, and never runs backwards."""

import pytest

from voice_guide.sound.clock import LEEWAY, SessionClock, Source


class Watch:
    """A processor's clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = 1_000.0

    def __call__(self) -> float:
        return self.time


def started(watch: Watch, *sources: Source) -> SessionClock:
    clock = SessionClock(watch)
    for source in (Source.PROCESSOR, *sources):
        clock.gained(source)
    return clock


def test_the_time_stands_at_nought_until_the_session_begins() -> None:
    watch = Watch()
    clock = SessionClock(watch)
    watch.time += 5
    assert clock.now() == 0
    clock.gained(Source.PROCESSOR)
    watch.time += 2
    assert clock.now() == pytest.approx(2)


def test_the_loudspeaker_counts_the_time_when_there_is_one() -> None:
    watch = Watch()
    clock = started(watch, Source.MICROPHONE, Source.LOUDSPEAKER)
    for _ in range(100):
        watch.time += 0.0101  # its crystal is slower than ours
        clock.passed(Source.LOUDSPEAKER, 0.01)
        clock.passed(Source.MICROPHONE, 0.02)
    assert clock.now() == pytest.approx(1)


def test_between_two_blocks_the_time_goes_on() -> None:
    watch = Watch()
    clock = started(watch, Source.LOUDSPEAKER)
    clock.passed(Source.LOUDSPEAKER, 0.01)
    watch.time += 0.005
    assert clock.now() == pytest.approx(0.015)


def test_a_card_that_stalls_holds_the_time() -> None:
    watch = Watch()
    clock = started(watch, Source.LOUDSPEAKER)
    clock.passed(Source.LOUDSPEAKER, 1.0)
    watch.time += 60
    assert clock.now() == pytest.approx(1.0 + LEEWAY)


def test_a_card_that_is_late_never_turns_the_time_back() -> None:
    watch = Watch()
    clock = started(watch, Source.LOUDSPEAKER)
    clock.passed(Source.LOUDSPEAKER, 0.01)
    watch.time += 0.05
    before = clock.now()
    clock.passed(Source.LOUDSPEAKER, 0.01)
    assert clock.now() == before


def test_the_time_goes_on_from_the_same_place_when_a_device_is_lost() -> None:
    watch = Watch()
    clock = started(watch, Source.MICROPHONE, Source.LOUDSPEAKER)
    clock.passed(Source.LOUDSPEAKER, 10.0)
    clock.lost(Source.LOUDSPEAKER)
    assert clock.now() == pytest.approx(10)
    clock.passed(Source.MICROPHONE, 5.0)
    assert clock.now() == pytest.approx(15)
    clock.lost(Source.MICROPHONE)
    watch.time += 7
    assert clock.now() == pytest.approx(22)
    clock.gained(Source.LOUDSPEAKER)
    clock.passed(Source.LOUDSPEAKER, 1.0)
    assert clock.now() == pytest.approx(23)
