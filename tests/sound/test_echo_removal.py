"""Echo removal between two devices whose threads are late, which stop, drift and are exchanged."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from tests.sound.rooms import Room, guide, hiss, removed
from voice_guide.core.units import Seconds
from voice_guide.sound.clock import SessionClock, Source
from voice_guide.sound.echo import EchoRemoval
from voice_guide.sound.echo.far_end import REMEMBERED, FarEnd
from voice_guide.sound.echo.pairing import LOOKED_AT, Pairing
from voice_guide.sound.echo.removal import UNHEARD
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

HALF = BLOCK // 2


@dataclass
class Cards:
    """A loudspeaker and a microphone that are served in real time, each by a thread of its own."""

    late: Callable[[], Seconds] = lambda: 0.0
    """By how much the next call of a thread comes after its time."""
    time: Seconds = 0.0
    clock: SessionClock = field(init=False)
    removal: EchoRemoval = field(init=False)

    def __post_init__(self) -> None:
        self.clock = SessionClock(lambda: self.time)
        self.clock.gained(Source.LOUDSPEAKER)
        self.removal = EchoRemoval(self.clock.now)

    def pass_by(self, played: Samples, heard: Samples, *, stalls: Seconds = 0.0) -> Samples:
        """What is left of what the microphone hears; the loudspeaker begins `stalls` late."""
        start = self.time
        calls = [(start + stalls + at, True, at) for at in _times(played, HALF)]
        calls += [(start + at, False, at) for at in _times(heard, BLOCK)]
        due = sorted((time + self.late(), speaks, at) for time, speaks, at in calls)
        clean = []
        for time, speaks, at in _in_order(due):
            self.time = max(self.time, time)
            end = round(at * SAMPLE_RATE)
            if speaks:
                self.clock.passed(Source.LOUDSPEAKER, HALF / SAMPLE_RATE)
                self.removal.sent(played[end - HALF : end])
            else:
                clean.append(self.removal.clean(heard[end - BLOCK : end], self.clock.now()))
        return np.concatenate(clean)


def _times(sound: Samples, size: int) -> list[Seconds]:
    return [end / SAMPLE_RATE for end in range(size, sound.size + 1, size)]


def _in_order(due: list[tuple[Seconds, bool, Seconds]]) -> list[tuple[Seconds, bool, Seconds]]:
    """Calls of one thread keep their order, however late each is."""
    order = {
        speaks: iter(sorted(at for _, s, at in due if s is speaks)) for speaks in (True, False)
    }
    return [(time, speaks, next(order[speaks])) for time, speaks, _ in due]


def busy_machine(seed: int) -> Callable[[], Seconds]:
    """Threads are late by 10 ms or so, and now and then by up to 80."""
    rng = np.random.default_rng(seed)
    return lambda: float(min(rng.exponential(0.01), 0.08))


def test_threads_that_are_late_take_nothing_from_what_is_removed() -> None:
    played = guide(16)
    heard = Room(delay=0.1).echo(played) + hiss(played)
    cards = Cards(busy_machine(1))
    clean = cards.pass_by(played, heard)
    assert removed(heard, clean, 8, 16) > 22
    assert cards.removal.measured.trusted
    assert cards.removal.measured.delay == pytest.approx(0.1, abs=0.03)
    assert cards.removal.measured.echo == pytest.approx(0, abs=6)
    assert cards.removal.measured.leakage < -20


def test_until_it_is_trusted_the_ears_are_told_to_doubt_and_an_underrun_lets_them_doubt_again() -> (
    None
):
    played = guide(24)
    heard = Room(delay=0.1).echo(played) + hiss(played)
    cards, half = Cards(busy_machine(2)), 12 * SAMPLE_RATE
    first = 2 * SAMPLE_RATE
    cards.pass_by(played[:first], heard[:first])
    assert cards.removal.in_doubt
    cards.pass_by(played[first:half], heard[first:half])
    assert not cards.removal.in_doubt
    gap = np.zeros(2400, np.float32)
    cards.pass_by(played[:0], gap)
    second = half + SAMPLE_RATE
    cards.pass_by(played[half:second], heard[half:second])
    clean = cards.pass_by(played[second:], heard[second:])
    assert not cards.removal.in_doubt
    assert removed(heard[second:], clean, 4, 11) > 20


def test_where_nothing_comes_back_nothing_is_doubted() -> None:
    played = guide(24)[: 6 * SAMPLE_RATE]
    noise = 300 * hiss(played)
    cards = Cards()
    for start in range(0, played.size, BLOCK):
        cards.pass_by(played[start : start + BLOCK], noise[start : start + BLOCK])
        assert not cards.removal.in_doubt


@pytest.mark.parametrize("rest", [0, 2])
@pytest.mark.parametrize("noise", [-70, -55, -40])
def test_with_headphones_in_a_room_that_is_not_silent_nothing_is_complained_of(
    noise: int, rest: int
) -> None:
    silence = np.zeros(rest * SAMPLE_RATE, np.float32)
    played = np.concatenate([silence, guide(24)[: 10 * SAMPLE_RATE], silence, guide(24)])
    played = played[: played.size // BLOCK * BLOCK]
    rng = np.random.default_rng(6)
    heard = (rng.standard_normal(played.size) * 10 ** (noise / 20)).astype(np.float32)
    cards, complaints, clean = Cards(), 0, []
    for start in range(0, played.size, BLOCK):
        part = slice(start, start + BLOCK)
        clean.append(cards.pass_by(played[part], heard[part]))
        complaints += cards.removal.gives_up()
    assert complaints == 0
    assert np.array_equal(np.concatenate(clean), heard)
    assert cards.removal.measured.echo == UNHEARD
    assert cards.removal.measured.trusted


@pytest.mark.parametrize("drift", [-20e-6, 100e-6])
def test_two_devices_whose_clocks_drift_apart_are_held_together(drift: float) -> None:
    played = guide(30)
    heard = Room(delay=0.1, drift=drift).echo(played) + hiss(played)
    cards = Cards(busy_machine(4))
    clean = cards.pass_by(played, heard)
    assert cards.removal.measured.drift == pytest.approx(drift, abs=1e-5)
    assert cards.removal.measured.trusted
    assert removed(heard, clean, 20, 30) > 22


def test_an_echo_as_late_as_that_of_a_wireless_loudspeaker_is_removed() -> None:
    played = guide(16)
    heard = Room(level=-6, delay=0.3).echo(played) + hiss(played)
    cards = Cards(busy_machine(5))
    clean = cards.pass_by(played, heard)
    assert cards.removal.measured.trusted
    assert removed(heard, clean, 8, 16) > 22


def test_somebody_who_turns_the_volume_up_is_followed_on_two_devices() -> None:
    played = guide(24)
    heard = Room(level=-6, delay=0.1).echo(played)
    heard[12 * SAMPLE_RATE :] *= 2
    heard += hiss(played)
    cards = Cards(busy_machine(6))
    clean = cards.pass_by(played, heard)
    assert cards.removal.measured.trusted
    assert removed(heard, clean, 15, 24) > 20


def test_another_device_is_learnt_anew() -> None:
    played = guide(24)
    near, far = Room(delay=0.1), Room(delay=0.22, level=-6, reverberation=0.15)
    half = 12 * SAMPLE_RATE
    cards = Cards()
    cards.pass_by(played[:half], near.echo(played[:half]) + hiss(played[:half]))
    assert cards.removal.measured.trusted
    cards.removal.changed()
    heard = far.echo(played[half:]) + hiss(played[half:])
    cards.pass_by(played[half : half + BLOCK], heard[:BLOCK])
    assert not cards.removal.measured.trusted
    clean = cards.pass_by(played[half + BLOCK :], heard[BLOCK:])
    assert removed(heard[BLOCK:], clean, 6, 11) > 20


def test_where_it_does_not_work_it_says_so_once() -> None:
    """A sound server whose delay changes four times a second."""
    played = guide(24)
    rng = np.random.default_rng(3)
    pieces = np.array_split(Room().echo(played), 96)
    heard = np.concatenate([np.roll(piece, int(rng.integers(0, 2000))) for piece in pieces])
    cards, said = Cards(), 0
    for start in range(0, 2 * played.size, BLOCK):
        part = slice(start % played.size, start % played.size + BLOCK)
        cards.pass_by(played[part], heard[part])
        said += cards.removal.gives_up()
    assert said == 1
    assert not cards.removal.measured.trusted


def test_what_was_played_is_found_by_the_sample_of_the_session() -> None:
    far = FarEnd()
    ramp = np.arange(1000, dtype=np.float32)
    far.take(ramp, 1.0)
    far.take(ramp + 1000, 1.3)  # the clock is only asked for the first
    assert np.array_equal(far.until(SAMPLE_RATE + 1500, 1000), ramp + 500)
    assert np.array_equal(far.until(SAMPLE_RATE + 10, 20), [0] * 10 + list(range(10)))
    assert not far.until(SAMPLE_RATE + 3000, 500).any()


def test_a_loudspeaker_that_was_away_leaves_silence_where_it_was_not() -> None:
    far = FarEnd()
    ones = np.ones(SAMPLE_RATE, np.float32)
    far.take(ones, 0.0)
    far.restart()
    far.take(ones, 3.0)
    heard = far.until(4 * SAMPLE_RATE, 4 * SAMPLE_RATE).reshape(4, -1)
    assert heard.all(axis=1).tolist() == [True, False, False, True]
    assert not heard[1:3].any()
    far.restart()
    far.take(ones, 4 + 10 * REMEMBERED)
    assert not far.until(round((4 + 10 * REMEMBERED) * SAMPLE_RATE), SAMPLE_RATE).any()


def test_the_microphone_is_counted_and_the_clock_corrects_only_what_is_far_off() -> None:
    pairing = Pairing()
    rng = np.random.default_rng(1)
    blocks = round(LOOKED_AT * SAMPLE_RATE / BLOCK)

    def ends(count: int, ahead: Seconds, first: int) -> list[int]:
        return [
            pairing.end_of(BLOCK, n * BLOCK / SAMPLE_RATE + ahead + float(rng.uniform(0, 0.01)))
            for n in range(first, first + count)
        ]

    start = ends(2 * blocks, 1.0, 1)
    assert np.diff(start[blocks:]).tolist() == [BLOCK] * (blocks - 1)
    assert start[-1] / SAMPLE_RATE == pytest.approx(1 + 2 * LOOKED_AT, abs=0.02)
    drifted = ends(2 * blocks, 1.04, 2 * blocks + 1)
    assert np.diff(drifted).tolist() == [BLOCK] * (2 * blocks - 1)
    jumped = ends(2 * blocks, 1.3, 4 * blocks + 1)
    assert jumped[-1] / SAMPLE_RATE == pytest.approx(1.3 + 6 * LOOKED_AT, abs=0.02)
