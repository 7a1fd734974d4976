"""What the echo canceller promises, in rooms with a real voice."""

import numpy as np
import pytest

from tests.sound.rooms import Room, cleaned, guide, hiss, level, person, removed
from voice_guide.sound.echo import EchoCanceller
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples


@pytest.mark.parametrize(
    "room",
    [
        Room(level=0, delay=0.02, reverberation=0.15),
        Room(level=6, delay=0.06, reverberation=0.3),
        Room(level=-6, delay=0.15, reverberation=0.5),
        Room(level=0, delay=0.3, reverberation=0.5),
    ],
    ids=str,
)
def test_the_guides_own_voice_is_taken_out_in_any_room(room: Room) -> None:
    played = guide(16)
    heard = room.echo(played) + hiss(played)
    canceller = EchoCanceller()
    clean = cleaned(canceller, heard, played)
    assert removed(heard, clean, 8, 16) > 22
    assert canceller.trusted
    assert canceller.removed > 14
    assert canceller.delay == pytest.approx(room.delay, abs=0.001)
    assert canceller.leakage < room.level - 20


def test_nobody_else_loses_a_word_while_the_guide_speaks() -> None:
    played = guide(20)
    echo = Room().echo(played) + hiss(played)
    said, at = person("could you please press a little harder on the left shoulder"), 12
    near = np.zeros_like(played)
    near[at * SAMPLE_RATE :][: len(said)] = said
    clean = cleaned(EchoCanceller(), echo + near, played)
    before = segmental_snr(near, echo + near)
    assert segmental_snr(near, clean) > before + 3


def segmental_snr(wanted: Samples, got: Samples) -> float:
    """Mean over the frames in which something is said, each held between -10 and 35 dB."""
    frames = wanted.reshape(-1, BLOCK).astype(np.float64)
    errors = got.reshape(-1, BLOCK) - frames
    power = np.sum(frames**2, axis=1)
    loud = power > 1e-3 * power.max()
    ratio = 10 * np.log10(power[loud] / (np.sum(errors[loud] ** 2, axis=1) + 1e-20))
    return float(np.mean(np.clip(ratio, -10, 35)))


def test_while_nothing_is_played_not_a_sample_is_changed() -> None:
    said = person("what shall we do next")[: 3 * BLOCK * 20]
    said = said[: len(said) // BLOCK * BLOCK]
    clean = cleaned(EchoCanceller(), said, np.zeros_like(said))
    assert np.array_equal(clean, said)


def test_soon_after_the_guide_has_spoken_not_a_sample_is_changed() -> None:
    played = np.concatenate([guide(6), np.zeros(3 * SAMPLE_RATE, np.float32)])
    heard = Room().echo(played) + hiss(played)
    clean = cleaned(EchoCanceller(), heard, played)
    assert np.array_equal(clean[-2 * SAMPLE_RATE :], heard[-2 * SAMPLE_RATE :])


def test_headphones_leave_nothing_to_take_out_and_are_trusted() -> None:
    played = guide(8)
    said = np.resize(person("nobody hears the guide but me"), played.shape) + hiss(played)
    canceller = EchoCanceller()
    heard = np.where(np.arange(len(played)) > 4 * SAMPLE_RATE, said, hiss(played))
    clean = cleaned(canceller, heard, played)
    assert segmental_snr(heard, clean) > 15
    quiet = EchoCanceller()
    cleaned(quiet, hiss(played), played)
    assert quiet.trusted


@pytest.mark.parametrize("at", range(0, 24, 3))
def test_what_somebody_says_as_the_guide_begins_is_not_taken_for_its_echo(at: int) -> None:
    """With headphones, by another voice of the same make, into a microphone that is silent."""
    pause = np.zeros(BLOCK * 30, np.float32)
    played = np.concatenate([pause, guide(16)[: 3 * SAMPLE_RATE]])
    said = person("next")
    near = np.zeros_like(played)
    near[(10 + 2 * at) * BLOCK :][: len(said)] = said
    canceller = EchoCanceller()
    cleaned(canceller, near, played)
    assert not canceller.comes_back


@pytest.mark.parametrize("below", [20, 10, 5])
def test_music_in_the_room_does_not_keep_it_from_being_trusted(below: float) -> None:
    """Noise that swells and fades, so much softer than the echo."""
    played = guide(20)
    echo = Room().echo(played)
    time = np.arange(len(played)) / SAMPLE_RATE
    swell = 1 + 0.5 * np.sin(2 * np.pi * 0.7 * time)
    noise = np.random.default_rng(5).standard_normal(len(played)) * swell
    noise *= 10 ** ((level(echo, 0, 20) - below) / 20) / np.sqrt(np.mean(noise**2))
    canceller = EchoCanceller()
    heard = (echo + noise).astype(np.float32)
    half = 10 * SAMPLE_RATE
    cleaned(canceller, heard[:half], played[:half])
    trusted = []
    for start in range(half, len(played), BLOCK):
        canceller.clean_once_settled(heard[start : start + BLOCK], played[start : start + BLOCK])
        trusted.append(not canceller.in_doubt)
    assert np.mean(trusted) > 0.9


def test_an_echo_in_music_is_not_trusted_before_it_is_removed() -> None:
    played = guide(20)
    echo = Room().echo(played)
    rng = np.random.default_rng(5)
    noise = rng.standard_normal(len(played)) * 10 ** ((level(echo, 0, 20) - 6) / 20)
    pieces = np.array_split(echo, 80)  # the delay changes four times a second
    astray = np.concatenate([np.roll(piece, int(rng.integers(0, 2000))) for piece in pieces])
    canceller = EchoCanceller()
    cleaned(canceller, (astray + noise).astype(np.float32), played)
    assert not canceller.trusted


def test_a_canceller_that_has_heard_nothing_yet_is_not_trusted() -> None:
    canceller = EchoCanceller()
    assert not canceller.trusted
    assert canceller.delay == 0


def test_the_microphone_is_left_alone_until_the_filter_has_found_its_way() -> None:
    played = guide(8)
    heard = Room().echo(played) + hiss(played)
    canceller, second = EchoCanceller(), SAMPLE_RATE // BLOCK * BLOCK
    first = canceller.clean_once_settled(heard[:second], played[:second])
    assert np.array_equal(first, heard[:second])
    rest = canceller.clean_once_settled(heard[second:], played[second:])
    assert removed(heard[second:], rest, 4, 7) > 20


def test_a_delay_that_jumps_is_noticed_and_followed() -> None:
    played = guide(24)
    near, far = Room(delay=0.06).echo(played), Room(delay=0.11).echo(played)
    jump = 12 * SAMPLE_RATE
    heard = np.concatenate([near[:jump], far[jump:]]) + hiss(played)
    canceller = EchoCanceller()
    first = cleaned(canceller, heard[:jump], played[:jump])
    assert canceller.trusted
    second = cleaned(canceller, heard[jump : jump + SAMPLE_RATE], played[jump : jump + SAMPLE_RATE])
    assert not canceller.trusted
    rest = slice(jump + SAMPLE_RATE, None)
    clean = np.concatenate([first, second, cleaned(canceller, heard[rest], played[rest])])
    assert canceller.trusted
    assert canceller.delay == pytest.approx(0.11, abs=0.001)
    assert removed(heard, clean, 15, 24) > 22


def test_a_jump_is_told_within_half_a_second_so_that_its_shreds_can_be_forgotten() -> None:
    played = guide(24)
    jump, soon = 12 * SAMPLE_RATE, SAMPLE_RATE // 2 // BLOCK * BLOCK
    near, far = Room(delay=0.06).echo(played), Room(delay=0.16).echo(played)
    heard = np.concatenate([near[:jump], far[jump:]]) + hiss(played)
    canceller = EchoCanceller()
    canceller.clean_once_settled(heard[:jump], played[:jump])
    assert canceller.losses == 0
    canceller.clean_once_settled(heard[jump:][:soon], played[jump:][:soon])
    assert canceller.losses == 1
    canceller.clean_once_settled(heard[jump + soon :], played[jump + soon :])
    assert canceller.losses == 1


@pytest.mark.parametrize("drift", [20e-6, -100e-6])
def test_clocks_that_drift_apart_are_held_together_within_seconds(drift: float) -> None:
    played = guide(30)
    heard = Room(drift=drift).echo(played) + hiss(played)
    canceller = EchoCanceller()
    soon = 8 * SAMPLE_RATE
    first = cleaned(canceller, heard[:soon], played[:soon])
    assert canceller.drift == pytest.approx(drift, abs=2e-6)
    clean = np.concatenate([first, cleaned(canceller, heard[soon:], played[soon:])])
    assert canceller.drift == pytest.approx(drift, abs=1e-6)
    assert removed(heard, clean, 8, 20) > 17
    assert removed(heard, clean, 20, 30) > 43


def test_clocks_that_are_as_far_apart_as_clocks_get_are_held_together_too() -> None:
    played = guide(30)
    heard = Room(drift=-200e-6).echo(played) + hiss(played)
    canceller = EchoCanceller()
    clean = cleaned(canceller, heard, played)
    assert canceller.drift == pytest.approx(-200e-6, abs=3e-6)
    assert removed(heard, clean, 20, 30) > 30


def test_an_echo_that_comes_sooner_and_sooner_is_followed() -> None:
    """Next to no delay, and a microphone whose clock is slow: soon nothing can be read ahead."""
    played = guide(30)
    heard = Room(delay=0.02, drift=-100e-6).echo(played) + hiss(played)
    clean = cleaned(EchoCanceller(), heard, played)
    assert removed(heard, clean, 15, 30) > 20


def test_between_sentences_far_apart_clocks_that_drift_are_not_lost() -> None:
    """A sentence of four seconds, and half a minute for the hands."""
    sentence, rest = guide(30)[: 4 * SAMPLE_RATE], np.zeros(26 * SAMPLE_RATE, np.float32)
    played = np.concatenate([sentence, rest] * 4)
    heard = Room(drift=80e-6).echo(played) + hiss(played)
    canceller = EchoCanceller()
    clean = cleaned(canceller, heard, played)
    assert canceller.drift == pytest.approx(80e-6, abs=2e-6)
    assert removed(heard, clean, 61, 64) > 15
    assert removed(heard, clean, 91, 94) > 20


@pytest.mark.parametrize("lost", [8, 80])
def test_a_jump_in_a_long_silence_is_not_taken_for_drift(lost: int) -> None:
    """An underrun of 0.5 or 5 ms, half a minute after the guide was heard last."""
    sentence, rest = guide(30)[: 8 * SAMPLE_RATE], np.zeros(22 * SAMPLE_RATE, np.float32)
    played = np.concatenate([sentence, rest] * 3)
    echo = Room().echo(played)
    at = 29 * SAMPLE_RATE
    heard = np.concatenate([echo[:at], np.zeros(lost, np.float32), echo[at:-lost]]) + hiss(played)
    canceller = EchoCanceller()
    clean = cleaned(canceller, heard, played)
    assert abs(canceller.drift) < 2e-6
    assert removed(heard, clean, 33, 38) > 20
    assert removed(heard, clean, 61, 68) > 30


def test_after_minutes_of_silence_the_guide_is_taken_out_again() -> None:
    sentence, rest = guide(30)[: 8 * SAMPLE_RATE], np.zeros(240 * SAMPLE_RATE, np.float32)
    played = np.concatenate([sentence, rest, sentence])
    heard = Room().echo(played) + hiss(played)
    clean = cleaned(EchoCanceller(), heard, played)
    assert removed(heard, clean, 250, 256) > 25


def test_a_gap_in_what_was_really_played_is_survived() -> None:
    """An underrun: the loudspeaker paused for 40 ms, and everything after it comes later."""
    played = guide(24)
    echo = Room().echo(played)
    gap = 12 * SAMPLE_RATE
    heard = np.concatenate([echo[:gap], np.zeros(640, np.float32), echo[gap:-640]]) + hiss(played)
    canceller = EchoCanceller()
    clean = cleaned(canceller, heard, played)
    assert canceller.trusted
    assert removed(heard, clean, 15, 24) > 22


def test_somebody_turns_the_volume_up() -> None:
    played = guide(24)
    heard = Room(level=-6).echo(played)
    heard[12 * SAMPLE_RATE :] *= 2
    heard += hiss(played)
    clean = cleaned(EchoCanceller(), heard, played)
    assert removed(heard, clean, 15, 24) > 20


def test_it_never_makes_things_louder_even_where_it_cannot_work() -> None:
    """The loudspeaker distorts, and the delay changes four times a second."""
    played = guide(16)
    loud = np.clip(Room(level=6).echo(played) * 4, -0.2, 0.2)
    pieces = loud.reshape(-1, BLOCK * 12 + BLOCK // 2) if len(loud) % 4000 == 0 else [loud]
    rng = np.random.default_rng(3)
    heard = np.concatenate([np.roll(piece, int(rng.integers(0, 2000))) for piece in pieces])
    canceller = EchoCanceller()
    clean = cleaned(canceller, heard, played)
    assert not canceller.trusted
    assert level(clean, 2, 16) < level(heard, 2, 16) + 1


def test_blocks_of_any_whole_number_of_hops_give_the_same_sound() -> None:
    played = guide(4)
    heard = Room().echo(played) + hiss(played)
    one = cleaned(EchoCanceller(), heard, played)
    at_once = EchoCanceller().clean(heard, played)
    assert np.array_equal(one, at_once)


def test_a_block_that_is_no_whole_number_of_hops_is_refused() -> None:
    with pytest.raises(ValueError, match="100"):
        EchoCanceller().clean(np.zeros(100, np.float32), np.zeros(100, np.float32))
