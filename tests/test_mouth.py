"""The mouth: starts at once, stops at once, never clicks, never too loud."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from voice_guide.core.messages import Sound
from voice_guide.core.rhythm import Pulse, Rhythm
from voice_guide.mouth import FADE, LOUDEST, QUIETEST, REMEMBERED, Mouth
from voice_guide.ports import Report, Speaking, Spoken
from voice_guide.sound.fade import faded
from voice_guide.sound.level import decibels, peak, ratio, speech_level
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

LONG = "a long sentence " * 20
SHORT = "short"
FADE_FRAMES = round(FADE * SAMPLE_RATE)


class HummingVoice:
    """Hums at the loudest that a rendered sentence may be, 10 ms for each character."""

    def __init__(self) -> None:
        self.paces: list[float] = []
        self.before: Callable[[str], object] = str

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        self.paces.append(pace)
        self.before(text)
        at = np.arange(len(text) * SAMPLE_RATE // 100) / SAMPLE_RATE
        hum = ratio(-9) * np.sin(2 * np.pi * 200 * at)
        return faded(hum.astype(np.float32), 0.015)


class Room:
    """A mouth with what it reported and what was heard of it."""

    def __init__(self) -> None:
        self.voice = HummingVoice()
        self.reports: list[Report] = []
        self.mouth = Mouth(self.voice, self.reports.append)
        self.heard = np.zeros(0, np.float32)

    def listen(self, frames: int = BLOCK) -> Samples:
        block = self.mouth.pull(frames)
        assert len(block) == frames
        assert block.dtype == np.float32
        self.heard = np.concatenate([self.heard, block])
        return block

    def listen_on(self) -> Samples:
        start = len(self.heard)
        while self.mouth.busy:
            self.listen()
        return self.heard[start:]


@pytest.fixture
def room() -> Room:
    return Room()


def test_silence_until_something_is_said(room: Room) -> None:
    assert not room.listen().any()
    assert not room.reports
    assert not room.mouth.busy
    assert room.mouth.spoken() == ""


def test_an_utterance_is_heard_from_the_next_block_to_its_last_sample(room: Room) -> None:
    room.mouth.say(SHORT, 1)
    assert room.listen().any()
    heard = np.concatenate([room.heard, room.listen_on()])
    spoken = room.voice.render(SHORT)
    np.testing.assert_allclose(heard[: len(spoken)], spoken, atol=1e-6)
    assert not heard[len(spoken) :].any()


def test_beginning_and_end_are_reported_when_they_are_heard(room: Room) -> None:
    room.mouth.say(SHORT, 7)
    assert not room.reports
    room.listen()
    assert room.reports == [Speaking(SHORT, 7)]
    room.listen_on()
    assert room.reports == [Speaking(SHORT, 7), Spoken(7, interrupted=False)]


def test_hush_is_silence_within_ten_milliseconds(room: Room) -> None:
    room.mouth.say(LONG, 1)
    room.listen()
    room.mouth.hush()
    block = room.listen()
    assert block[: FADE_FRAMES // 2].any()
    assert not block[FADE_FRAMES:].any()
    assert room.reports[-1] == Spoken(1, interrupted=True)
    assert not room.mouth.busy
    assert not room.listen().any()


def test_hush_falls_silent_as_quickly_in_tiny_blocks(room: Room) -> None:
    room.mouth.say(LONG, 1)
    room.listen()
    room.mouth.hush()
    heard = np.concatenate([room.listen(32) for _ in range(20)])
    assert not heard[FADE_FRAMES:].any()
    assert room.reports[-1] == Spoken(1, interrupted=True)


def test_a_new_utterance_starts_in_the_same_block_right_after_the_fade(room: Room) -> None:
    room.mouth.say(LONG, 1)
    room.listen()
    room.mouth.say(SHORT, 2)
    block = room.listen()
    expected = room.voice.render(SHORT)[: BLOCK - FADE_FRAMES]
    np.testing.assert_allclose(block[FADE_FRAMES:], expected, atol=1e-6)
    assert room.reports == [Speaking(LONG, 1), Spoken(1, interrupted=True), Speaking(SHORT, 2)]


def test_of_two_in_a_row_only_the_last_is_said(room: Room) -> None:
    room.mouth.say(LONG, 1)
    room.mouth.say(SHORT, 2)
    room.listen_on()
    assert room.reports == [Speaking(SHORT, 2), Spoken(2, interrupted=False)]


def test_what_was_hushed_before_it_began_is_never_heard(room: Room) -> None:
    room.mouth.say(LONG, 1)
    room.mouth.hush()
    assert not room.listen().any()
    assert not room.reports


def test_hush_while_silent_does_nothing(room: Room) -> None:
    room.mouth.hush()
    room.mouth.hush()
    room.mouth.say(SHORT, 1)
    room.listen_on()
    assert room.reports[-1] == Spoken(1, interrupted=False)


def test_it_falls_silent_while_the_answer_is_being_rendered(room: Room) -> None:
    blocks: list[Samples] = []

    def pull_meanwhile(text: str) -> None:
        if text == SHORT:
            puller = threading.Thread(target=lambda: blocks.extend(room.listen() for _ in "ab"))
            puller.start()
            puller.join()

    room.voice.before = pull_meanwhile
    room.mouth.say(LONG, 1)
    room.listen()
    room.mouth.say(SHORT, 2)
    assert not blocks[0][FADE_FRAMES:].any()
    assert not blocks[1].any()
    assert room.listen().any()


def test_it_never_clicks(room: Room) -> None:
    shuffled = np.random.default_rng(3)
    for turn in range(300):
        match shuffled.integers(7):
            case 0 | 1:
                room.mouth.say(LONG, turn)
            case 2:
                room.mouth.say(SHORT, turn)
            case 3:
                room.mouth.hush()
            case 4:
                room.mouth.set_voice(float(shuffled.uniform(-20, 4)), 1.0)
            case _:
                pass
        for _ in range(int(shuffled.integers(1, 6))):
            room.listen(int(shuffled.choice([160, 320, 480])))
    assert peak(room.heard) > 0.1
    # A hum that swells or fades changes by this much from sample to sample, a cut by far more.
    smooth = ratio(-9 + LOUDEST) * 2 * np.pi * 200 / SAMPLE_RATE
    assert np.abs(np.diff(room.heard)).max() < 1.25 * smooth


def test_it_never_comes_near_full_scale(room: Room) -> None:
    room.mouth.set_voice(40.0, 1.0)
    room.mouth.say(LONG, 1)
    for sound in list(Sound) * 5:
        room.mouth.chime(sound)
        room.listen()
    room.listen_on()
    assert decibels(peak(room.heard)) < -3.0


def test_a_chime_over_the_loudest_speech_bends_nothing(room: Room) -> None:
    room.mouth.set_voice(LOUDEST, 1.0)
    room.listen()
    room.mouth.say(LONG, 1)
    room.mouth.chime(Sound.MOVE_ON)
    both = room.listen_on()
    other = Room()
    other.mouth.chime(Sound.MOVE_ON)
    chime = other.listen_on()
    both[: len(chime)] -= chime
    speech = room.voice.render(LONG) * ratio(LOUDEST)
    np.testing.assert_allclose(both[: len(speech)], speech, atol=1e-5)


def test_a_chime_neither_waits_nor_is_hushed(room: Room) -> None:
    room.mouth.say(LONG, 1)
    room.listen()
    room.mouth.chime(Sound.HEARD)
    room.mouth.hush()
    block = room.listen()
    assert block[FADE_FRAMES:].any()
    assert room.mouth.busy
    room.listen_on()
    assert not room.listen().any()


def test_louder_and_quieter_are_heard_within_a_block(room: Room) -> None:
    room.mouth.say(LONG, 1)
    for _ in range(5):
        room.listen()
    before = speech_level(room.listen())
    room.mouth.set_voice(-6.0, 1.0)
    room.listen()
    assert speech_level(room.listen()) - before == pytest.approx(-6.0, abs=0.1)


@pytest.mark.parametrize(("asked", "given"), [(60.0, LOUDEST), (-200.0, QUIETEST)])
def test_loudness_stays_between_safe_and_audible(room: Room, asked: float, given: float) -> None:
    room.mouth.say(LONG, 1)
    for _ in range(5):
        room.listen()
    before = speech_level(room.listen())
    room.mouth.set_voice(asked, 1.0)
    room.listen()
    assert speech_level(room.listen()) - before == pytest.approx(given, abs=0.1)


def test_a_new_pace_counts_from_the_next_utterance_on(room: Room) -> None:
    room.mouth.say(SHORT, 1)
    room.mouth.set_voice(0.0, 0.8)
    room.mouth.say(SHORT, 2)
    assert room.voice.paces == [1.0, 0.8]


def test_it_knows_what_the_microphone_may_be_hearing(room: Room) -> None:
    room.mouth.say(SHORT, 1)
    assert room.mouth.spoken() == ""
    room.listen()
    assert room.mouth.spoken() == SHORT
    room.listen_on()
    assert room.mouth.spoken() == SHORT
    room.listen(round((REMEMBERED - 0.1) * SAMPLE_RATE))
    assert room.mouth.spoken() == SHORT
    room.listen(round(0.2 * SAMPLE_RATE))
    assert room.mouth.spoken() == ""


def test_what_was_cut_off_may_still_be_heard_under_the_new(room: Room) -> None:
    room.mouth.say("first " + LONG, 1)
    room.listen()
    room.mouth.say(SHORT, 2)
    room.listen()
    spoken = room.mouth.spoken()
    assert spoken.startswith("first a long")
    assert spoken.endswith(SHORT)


def test_what_is_yet_to_be_said_is_not_what_the_microphone_may_be_hearing(room: Room) -> None:
    room.mouth.say(f"{LONG} the end", 1)
    room.listen()
    assert "end" not in room.mouth.spoken()
    room.listen_on()
    assert room.mouth.spoken().endswith("the end")
    assert len(room.mouth.spoken()) < len(LONG)


def test_a_sound_thread_and_a_player_get_along(room: Room) -> None:
    done = threading.Event()

    def play() -> None:
        while not done.is_set():
            room.listen()

    puller = threading.Thread(target=play)
    puller.start()
    for ticket in range(200):
        room.mouth.say(LONG, ticket)
        room.mouth.chime(Sound.HEARD)
        room.mouth.hush()
    room.mouth.say(SHORT, 1000)
    while room.mouth.busy:
        time.sleep(0.001)
    done.set()
    puller.join()
    begun = [report.ticket for report in room.reports if isinstance(report, Speaking)]
    ended = [report.ticket for report in room.reports if isinstance(report, Spoken)]
    assert begun == ended == sorted(begun)
    assert ended[-1] == 1000


TICKING = Pulse(Rhythm.STROKE, tuple(float(n) for n in range(60)))
BREATHING = Pulse(Rhythm.BREATH, (0.0,))


def test_a_pulse_sounds_until_it_is_told_to_be_still(room: Room) -> None:
    room.mouth.keep_time(BREATHING, 0.0)
    heard = np.concatenate([room.listen() for _ in range(100)])
    assert heard.any()
    room.mouth.keep_time(None, 0.0)
    block = room.listen()
    assert not block[FADE_FRAMES:].any()
    assert np.abs(np.diff(np.concatenate([heard, block]))).max() < 0.012
    assert not room.listen().any()


def test_speech_silences_a_pulse_within_ten_milliseconds(room: Room) -> None:
    room.mouth.keep_time(BREATHING, 0.0)
    for _ in range(150):
        room.listen()
    room.mouth.say(SHORT, 1)
    heard = room.listen_on()
    spoken = room.voice.render(SHORT)
    np.testing.assert_allclose(heard[FADE_FRAMES : len(spoken)], spoken[FADE_FRAMES:], atol=1e-6)
    assert not room.listen().any()


def test_a_pulse_keeps_nobody_waiting(room: Room) -> None:
    room.mouth.keep_time(TICKING, 0.0)
    room.listen()
    assert not room.mouth.busy
    assert room.mouth.spoken() == ""
    assert not room.reports


def test_a_pulse_becomes_softer_with_the_voice_and_not_louder(room: Room) -> None:
    peaks = []
    for gain in (0.0, LOUDEST, -10.0):
        room.mouth.set_voice(gain, 1.0)
        room.listen()
        room.mouth.keep_time(TICKING, 0.0)
        peaks.append(decibels(peak(np.concatenate([room.listen() for _ in range(20)]))))
    assert peaks[1] == pytest.approx(peaks[0], abs=0.1)
    assert peaks[2] == pytest.approx(peaks[0] - 10, abs=0.1)
