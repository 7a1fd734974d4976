"""Before a session: whatever is said while the routines are offered."""

import hypothesis.strategies as st
from hypothesis import given, settings

from tests.core.play import ROUTINE
from voice_guide.core import choosing
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

ROUTINES = (ROUTINE,)

orders = st.one_of(
    st.sampled_from(Command).map(Understood),
    st.integers(-1, 3).map(lambda number: Understood(Command.CHOOSE, number)),
    st.sampled_from(["story", "Story", "nothing"]).map(
        lambda name: Understood(Command.CHOOSE, name=name)
    ),
)
events: st.SearchStrategy[Event] = st.one_of(
    orders,
    st.integers(0, 30).map(SpeechEnded),
    st.integers(0, 10).map(TimeUp),
    st.just(Unclear("mumble")),
    st.sampled_from(["microphone", "kettle"]).map(lambda part: PartFailed(part, "it broke")),
    st.sampled_from(["microphone", "kettle"]).map(PartBack),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(events, max_size=25))
def test_no_order_of_events_breaks_the_choice(sequence: list[Event]) -> None:
    turn = choosing.begin(ROUTINES, load_words("en"))
    for now, event in enumerate(sequence):
        before = turn.session
        turn = choosing.advance(before, event, float(now))
        assert choosing.view(turn.session, now).phase == "choosing"
        assert any(isinstance(a, Finish) for a in turn.actions) is (
            bool(turn.session.dialogue.outcome) and not before.dialogue.outcome
        )
        if isinstance(event, Understood) and event.command in {Command.STOP, Command.THAT_HURTS}:
            assert before.dialogue.outcome or any(isinstance(a, Say | Hush) for a in turn.actions)


def test_a_late_report_lapses() -> None:
    turn = choosing.begin(ROUTINES, load_words("en"))
    assert (
        choosing.advance(turn.session, SpeechEnded(turn.session.dialogue.ticket - 1), 1.0).actions
        == ()
    )
    assert choosing.advance(turn.session, TimeUp(turn.session.dialogue.alarm), 1.0).actions == ()


def test_a_number_that_is_not_on_the_list_is_answered_with_the_list() -> None:
    turn = choosing.begin(ROUTINES, load_words("en"))
    turn = choosing.advance(turn.session, Understood(Command.CHOOSE, 7), 1.0)
    said = [action.text for action in turn.actions if isinstance(action, Say)]
    assert said == ["That is not on the list."]
    assert len(turn.session.dialogue.lines) > 1


def test_an_empty_room_is_left() -> None:
    turn = choosing.begin(ROUTINES, load_words("en"))
    assert Finish("ended") in choosing.advance(turn.session, Deserted(), 1.0).actions


def test_the_offer_is_repeated_after_a_silence() -> None:
    turn = choosing.begin(ROUTINES, load_words("en"))
    while turn.session.dialogue.lines:
        turn = choosing.advance(turn.session, SpeechEnded(turn.session.dialogue.ticket), 5.0)
    assert turn.actions == (Wake(25.0, 1),)
    turn = choosing.advance(turn.session, TimeUp(1), 25.0)
    assert [type(action) for action in turn.actions] == [Say]
