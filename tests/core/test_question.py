"""The question whether to go on: whatever is said, it is answered, put again, or left."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from voice_guide.core import question
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Deserted,
    Event,
    Finish,
    Hush,
    PartBack,
    PartFailed,
    Say,
    SpeechEnded,
    TimeUp,
    Unclear,
    Wake,
)
from voice_guide.language.replies import load_words

WORDS = load_words("en")

events: st.SearchStrategy[Event] = st.one_of(
    st.sampled_from(Command).map(Understood),
    st.integers(0, 30).map(SpeechEnded),
    st.integers(0, 10).map(TimeUp),
    st.just(Unclear("mumble")),
    st.sampled_from(["microphone", "kettle", "web page"]).map(lambda p: PartFailed(p, "it broke")),
    st.just(Deserted()),
)


def asked() -> question.Turn:
    return question.begin("Go on?", "Story", WORDS)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(events, max_size=25))
def test_no_order_of_events_breaks_the_question(sequence: list[Event]) -> None:
    turn = asked()
    for now, event in enumerate(sequence):
        before = turn.session
        turn = question.advance(before, event, float(now))
        view = question.view(turn.session, now)
        assert view.answers == ("yes", "no")
        finished = any(isinstance(action, Finish) for action in turn.actions)
        assert finished is (bool(turn.session.dialogue.outcome) and not before.dialogue.outcome)
        if isinstance(event, Understood) and event.command in {Command.STOP, Command.THAT_HURTS}:
            assert before.dialogue.outcome or any(isinstance(a, Say | Hush) for a in turn.actions)


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (Command.YES, question.YES),
        (Command.GO_ON, question.YES),
        (Command.NO, question.NO),
        (Command.FINISH, question.STOPPED),
    ],
)
def test_it_is_answered_also_over_the_guide(command: Command, outcome: str) -> None:
    turn = question.advance(asked().session, Understood(command), 0.5)
    assert turn.actions[1:] == (Hush(), Finish(outcome))


def test_put_three_times_it_is_left() -> None:
    turn = asked()
    for put in range(turn.session.dialogue.times):
        assert turn.session.dialogue.put == put + 1
        turn = question.advance(turn.session, SpeechEnded(turn.session.dialogue.ticket), 1.0)
        (alarm,) = turn.actions
        assert isinstance(alarm, Wake)
        turn = question.advance(turn.session, TimeUp(alarm.ticket), alarm.at)
    assert turn.actions == (Finish(question.UNANSWERED),)


def test_stop_is_silence_until_somebody_speaks() -> None:
    turn = question.advance(asked().session, Understood(Command.STOP), 0.5)
    turn = question.advance(turn.session, SpeechEnded(turn.session.dialogue.ticket), 2.0)
    assert turn.actions == ()
    turn = question.advance(turn.session, Understood(Command.REPEAT), 60.0)
    assert [action.text for action in turn.actions if isinstance(action, Say)] == ["Go on?"]


def test_lost_parts_are_told_in_one_sentence_and_the_question_put_again() -> None:
    turn = question.advance(asked().session, PartFailed("microphone", "it broke"), 0.5)
    turn = question.advance(turn.session, PartFailed("loudspeaker", "it broke"), 0.5)
    said: list[str] = []
    while turn.session.dialogue.lines:
        said.append(turn.session.dialogue.lines[0])
        turn = question.advance(turn.session, SpeechEnded(turn.session.dialogue.ticket), 1.0)
    assert said == ["Go on?", WORDS.parts["sound"], "Go on?"]


def test_what_is_back_before_it_was_missed_aloud_is_not_mentioned() -> None:
    turn = question.advance(asked().session, PartFailed("microphone", "it broke"), 0.5)
    turn = question.advance(turn.session, PartBack("microphone"), 0.6)
    assert turn.session.dialogue.lines == ("Go on?",)
