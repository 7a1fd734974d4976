"""The hearing benchmark counts what it says it counts."""

import numpy as np
import pytest

from benchmarks.hearing.at_best import at_best
from benchmarks.hearing.monitor import last_of
from benchmarks.hearing.people import cut, levelled, strangers
from benchmarks.hearing.scene import Decision, Said, Scene, outcomes, scene
from benchmarks.hearing.talk import counts
from voice_guide.core.commands import Command, Understood
from voice_guide.sound.level import speech_level
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.sound.speech import LEVEL
from voice_guide.wiring import library

NEXT = Understood(Command.NEXT)
STOP = Understood(Command.STOP)
STOP_LISTENING = Understood(Command.STOP_LISTENING)
SECOND = np.ones(SAMPLE_RATE, np.float32)


def test_a_decision_counts_for_the_phrase_before_it_from_its_true_end() -> None:
    whole = scene([Said("next", NEXT, SECOND), Said("stop", STOP, SECOND)], gap=2.0)
    first, second = outcomes(whole, [Decision(3.25, "next", NEXT), Decision(5.9, "stop", STOP)])
    assert whole.sound.size % BLOCK == 0
    assert [(each.start, each.end) for each in whole.said] == [(2.0, 3.0), (5.0, 6.0)]
    assert (first.right, first.wrong, round(first.delay, 3)) == (True, False, 0.25)
    assert (second.right, second.wrong, round(second.delay, 3)) == (True, False, -0.1)


def test_another_command_than_was_meant_is_wrong_and_none_is_only_missed() -> None:
    whole = scene([Said("next", NEXT, SECOND), Said("next", NEXT, SECOND)])
    taken, missed = outcomes(whole, [Decision(3.1, "stop", STOP)])
    assert (taken.right, taken.wrong) == (False, True)
    assert (missed.right, missed.wrong) == (False, False)


def test_a_command_obeyed_after_a_wrong_one_is_counted_as_wrong_too() -> None:
    whole = scene([Said("next", NEXT, SECOND)])
    (one,) = outcomes(whole, [Decision(2.5, "stop", STOP), Decision(3.1, "next", NEXT)])
    assert (one.right, one.wrong) == (True, True)


def test_stop_before_stop_listening_is_meant() -> None:
    whole = scene([Said("stop listening", STOP_LISTENING, SECOND)])
    (one,) = outcomes(
        whole, [Decision(2.5, "stop", STOP), Decision(3.1, "stop listening", STOP_LISTENING)]
    )
    assert (one.right, one.wrong) == (True, False)


def test_anything_obeyed_that_was_no_command_is_wrong() -> None:
    whole = scene([Said("happy", None, SECOND)])
    (one,) = outcomes(whole, [Decision(3.1, "next", NEXT)])
    assert (one.right, one.wrong) == (False, True)


def test_a_phrase_ends_with_its_last_sound_and_not_with_the_silence_after_it() -> None:
    silence = np.zeros(SAMPLE_RATE // 2, np.float32)
    assert cut(np.concatenate([silence, SECOND, silence])).size == SAMPLE_RATE


def test_people_are_as_loud_as_the_guide_by_the_guides_own_measure() -> None:
    turns = 2 * np.pi * 200 * np.arange(SAMPLE_RATE) / SAMPLE_RATE
    swelling = (0.02 * np.sin(turns) * np.linspace(0.1, 1, SAMPLE_RATE)).astype(np.float32)
    assert speech_level(levelled(swelling)) == pytest.approx(LEVEL, abs=0.1)


def test_of_talk_it_tells_what_moved_a_step_what_was_urgent_and_what_did_neither() -> None:
    said = [("next", Command.NEXT), ("stop", Command.STOP), ("what was that", Command.REPEAT)]
    found = [Decision(1.0, text, Understood(command)) for text, command in [*said, said[0]]]
    assert counts(found) == (2, 1, 1, '"next" x 2, "stop", "what was that"')
    assert counts([Decision(1.0, "finish", Understood(Command.FINISH))]) == (1, 0, 0, '"finish"')


def voice(seed: int, loudness: float) -> Samples:
    """Two seconds of a swaying pitch whose harmonics change twenty times a second."""
    chance, frames = np.random.default_rng(seed), np.arange(2 * SAMPLE_RATE)
    sway = np.sin(2 * np.pi * chance.uniform(1, 3) * frames / SAMPLE_RATE + chance.uniform(0, 6))
    turns = np.cumsum(100 * (1 + 0.15 * sway)) / SAMPLE_RATE
    levels = np.repeat(chance.uniform(0, 1, (19, 40)), SAMPLE_RATE // 20, axis=1)
    tones = [
        level * np.sin(2 * np.pi * number * turns) / number
        for number, level in enumerate(levels, 1)
    ]
    said: Samples = (loudness * np.sum(tones, axis=0)).astype(np.float32)
    return said


@pytest.mark.parametrize("seed", range(3))
def test_a_sentence_ends_where_it_is_cut_off_also_with_a_louder_answer_at_the_same_pitch(
    seed: int,
) -> None:
    meant, answer = voice(seed, 0.05), voice(100 + seed, 0.1)
    gap = np.zeros(BLOCK, np.float32)
    start, end = last_of(np.concatenate([gap, meant[:SAMPLE_RATE], gap, answer]), meant)
    assert (start, end) == (BLOCK, BLOCK + SAMPLE_RATE)


def test_at_best_a_model_is_handed_each_phrase_alone() -> None:
    book = library.phrasebook(library.shelf().load("back-rub"), "en")
    with strangers() as everybody:
        said = [Said("next step", NEXT, everybody[0].say("next step"))]
    whole = scene(said)
    assert at_best(whole, book) == [True]
    noise = np.random.default_rng(1).standard_normal(whole.sound.size).astype(np.float32)
    assert at_best(Scene(whole.sound + 0.3 * noise, whole.said), book) == [False]
