"""How much sound waits in the loudspeaker: as little as the machine is quick."""

from collections.abc import Callable

import numpy as np
import pytest

from voice_guide.adapters.live_room.output import LADDER, TRIAL, Output
from voice_guide.adapters.live_room.parts import Loudspeaker, Passed, Pull
from voice_guide.adapters.live_room.speaking import Speaking
from voice_guide.core.messages import PartFailed
from voice_guide.core.units import Seconds
from voice_guide.errors import MissingPartError
from voice_guide.ports import Report
from voice_guide.sound.clock import SessionClock
from voice_guide.sound.samples import Samples


class Card:
    """A loudspeaker that knows how much sound waits in it."""

    def __init__(self, waiting: Seconds) -> None:
        self.waiting = waiting
        self.alive = True
        self.underruns = 0
        self.failure: Exception | None = None

    def close(self) -> None:
        self.alive = False


@pytest.fixture
def opened() -> list[Card]:
    return []


@pytest.fixture
def output(opened: list[Card]) -> Output:
    def opener(_pull: Pull, _passed: Passed, waiting: Seconds) -> Loudspeaker:
        opened.append(Card(waiting))
        return opened[-1]

    return Output(opener)


def silence(frames: int) -> Samples:
    return np.zeros(frames, np.float32)


def nobody(_seconds: Seconds) -> None:
    return


def performed(output: Output, late: Callable[[Seconds], bool], lasts: Seconds) -> None:
    """Look after it five times a second, as the room does."""
    card = output.open(silence, nobody)
    for look in range(round(lasts * 5)):
        now = look / 5
        card.underruns += late(now)
        if output.strained(card.underruns, now):
            output.climb()
            card = output.open(silence, nobody)


def test_a_word_stops_soonest_where_the_machine_is_quick(
    output: Output, opened: list[Card]
) -> None:
    performed(output, lambda _: False, 3600)
    assert [card.waiting for card in opened] == [LADDER[0].waiting]


def test_a_single_stutter_now_and_then_slows_nothing_down(
    output: Output, opened: list[Card]
) -> None:
    performed(output, lambda now: now % 60 == 0, 3600)
    assert [card.waiting for card in opened] == [LADDER[0].waiting]


def test_sound_that_stutters_again_comes_later_and_whole(
    output: Output, opened: list[Card]
) -> None:
    performed(output, lambda now: len(opened) == 1 and 100 <= now < 102, 3600)
    assert [card.waiting for card in opened] == [rung.waiting for rung in LADDER[:2]]


def test_on_a_machine_that_is_always_late_it_climbs_to_the_top_and_stays(
    output: Output, opened: list[Card]
) -> None:
    performed(output, lambda _: True, 60)
    assert [card.waiting for card in opened] == [rung.waiting for rung in LADDER]
    assert output.most
    performed(output, lambda _: False, 60)
    assert opened[-1].waiting == LADDER[-1].waiting


@pytest.mark.parametrize(
    ("stutters", "takes", "waiting"),
    [(0, TRIAL, [0]), (2, TRIAL, [0, 1]), (2, 0.0, [0, 1]), (0, 0.0, [0])],
    ids=["plays it whole", "tears it", "tears it and stands still", "takes long to wake"],
)
def test_how_little_may_wait_is_known_before_the_first_word(
    stutters: int, takes: Seconds, waiting: list[int]
) -> None:
    opened: list[Card] = []

    def opener(_pull: Pull, passed: Passed, much: Seconds) -> Loudspeaker:
        opened.append(Card(much))
        opened[-1].underruns = stutters
        passed(takes)
        return opened[-1]

    reports: list[Report] = []
    speaking = Speaking(Output(opener), silence, SessionClock(), reports.append)
    speaking.device.start()
    speaking.settle()
    speaking.settle()
    assert [card.waiting for card in opened] == [LADDER[rung].waiting for rung in waiting]
    assert not any(isinstance(report, PartFailed) for report in reports)


def test_a_loudspeaker_that_goes_while_it_is_tried_is_announced_and_nobody_waits() -> None:
    opened: list[Card] = []

    def opener(_pull: Pull, _passed: Passed, much: Seconds) -> Loudspeaker:
        if opened:
            raise MissingPartError("it was pulled out", hint="Connect it again.")
        opened.append(Card(much))
        opened[-1].underruns = 9
        return opened[-1]

    reports: list[Report] = []
    speaking = Speaking(Output(opener), silence, SessionClock(), reports.append)
    speaking.device.start()
    speaking.settle()
    assert speaking.device.open is None
    assert [each.problem for each in reports if isinstance(each, PartFailed)] == [
        "it was pulled out"
    ]
