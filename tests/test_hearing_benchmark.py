"""The hearing benchmark counts what it says it counts."""

import numpy as np

from benchmarks.hearing.people import cut
from benchmarks.hearing.scene import Decision, Said, outcomes, scene
from benchmarks.hearing.talk import counts
from voice_guide.core.commands import Command, Understood
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE

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


def test_of_talk_it_tells_what_moved_a_step_what_was_urgent_and_what_did_neither() -> None:
    said = [("next", Command.NEXT), ("stop", Command.STOP), ("what was that", Command.REPEAT)]
    found = [Decision(1.0, text, Understood(command)) for text, command in [*said, said[0]]]
    assert counts(found) == (2, 1, 1, '"next" x 2, "stop", "what was that"')
    assert counts([Decision(1.0, "finish", Understood(Command.FINISH))]) == (1, 0, 0, '"finish"')
