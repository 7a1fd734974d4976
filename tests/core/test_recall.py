"""A rehearsal from memory: whatever is said, in whatever order, and whatever breaks."""

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

from tests.core.play import TECHNIQUES, course
from tests.core.room import Room
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Action,
    Answered,
    Answering,
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
    Write,
)
from voice_guide.core.recall import advance, sight
from voice_guide.core.recall.state import Recall, Turn
from voice_guide.core.record import Finished, Recalled
from voice_guide.language.recall import recall_phrasebook
from voice_guide.wiring import recalling

assert TECHNIQUES
COURSE = course()
STEPS = tuple(range(1, len(COURSE.routine.steps) + 1))

ANSWERS = (
    "stroke down the back",
    "knead the shoulder on both sides",
    "never on the spine",
    "the weather is nice",
    "",
)
orders = st.sampled_from(Command).map(Understood)
answers = st.sampled_from(ANSWERS).map(lambda text: Answered(text, 0.0))
events: st.SearchStrategy[Event | str] = st.one_of(
    answers,
    orders,
    st.just(Answering()),
    st.just("speech is over"),
    st.just("the alarm rings"),
    st.integers(0, 30).map(SpeechEnded),
    st.integers(0, 30).map(TimeUp),
    st.just(Unclear("mumble")),
    st.sampled_from(["microphone", "loudspeaker", "kettle"]).map(
        lambda part: PartFailed(part, "it broke")
    ),
    st.sampled_from(["microphone", "kettle"]).map(PartBack),
)
thorough = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def beginning(order: tuple[int, ...] = STEPS) -> Recall:
    return recalling.beginning(COURSE, order, "en")


def follow(state: Recall, event: Event | str) -> Event:
    """An event, or the one that is about to happen by itself."""
    match event:
        case "speech is over":
            return SpeechEnded(state.dialogue.ticket)
        case "the alarm rings":
            return TimeUp(state.dialogue.alarm)
        case _:
            return event  # type: ignore[return-value]


def has(actions: tuple[Action, ...], *kinds: type) -> int:
    return sum(isinstance(action, kinds) for action in actions)


@thorough
@given(st.lists(events, max_size=40))
def test_no_order_of_events_breaks_it(sequence: list[Event | str]) -> None:
    turn = advance.begin(beginning())
    for now, happening in enumerate(sequence, 1):
        before = turn.session
        turn = advance.advance(before, follow(before, happening), float(now))
        after = turn.session
        _holds(before, turn)
        if not after.over and not before.over and after.place != before.place:
            assert after.answer.texts == ()
        assert sight.view(after, now).phase == sight.PHASE


def _holds(before: Recall, turn: Turn) -> None:
    after, actions = turn.session, turn.actions
    if before.dialogue.outcome:
        assert actions == ()
        return
    assert has(actions, Say, Hush) <= 1
    assert has(actions, Wake) <= 1
    assert has(actions, Finish) == bool(after.dialogue.outcome)
    recalled = [a.entry for a in actions if isinstance(a, Write) and isinstance(a.entry, Recalled)]
    assert len(recalled) <= 1
    assert set(after.grades) <= set(STEPS)
    assert len(after.plan) <= 2 * len(STEPS)
    waits = after.dialogue.resting or after.dialogue.waiting
    assert after.dialogue.lines or after.dialogue.outcome or waits


@thorough
@given(st.lists(events, max_size=30))
def test_it_always_ends_by_itself_when_nobody_says_anything_more(
    sequence: list[Event | str],
) -> None:
    turn = advance.begin(beginning())
    for now, happening in enumerate(sequence, 1):
        turn = advance.advance(turn.session, follow(turn.session, happening), float(now))
    for now in range(len(sequence), len(sequence) + 400):
        state = turn.session
        if state.dialogue.resting and not state.dialogue.lines:
            turn = advance.advance(state, Understood(Command.GO_ON), float(now))
        elif state.dialogue.lines:
            turn = advance.advance(state, SpeechEnded(state.dialogue.ticket), float(now))
        elif not state.dialogue.outcome:
            turn = advance.advance(state, TimeUp(state.dialogue.alarm), float(now))
    assert turn.session.dialogue.outcome


@given(st.lists(answers, max_size=12))
@thorough
def test_what_is_still_missing_is_never_seen(sequence: list[Answered]) -> None:
    turn = advance.begin(beginning())
    for now, answer in enumerate(sequence, 1):
        turn = advance.advance(turn.session, answer, float(now))
        if not turn.session.over and turn.session.passed is None:
            seen = sight.view(turn.session, now)
            ticked = {line[2:] for line in seen.words.splitlines()}
            assert ticked == {point.name for point in turn.session.judged.met}


def test_every_step_is_asked_for_in_the_order_that_was_given() -> None:
    room = Room(recall_phrasebook("en"))
    player = room.open(recalling.conversation(beginning((3, 1))))
    while player.outcome is None:
        assert room.pass_moment(player)
        if room.speaking is None:
            room.hear(player, "tell me")
    recalled = [entry.number for entry in room.entries if isinstance(entry, Recalled)]
    assert recalled == [3, 1, 3, 1]
    assert room.entries[-2:][0] == Finished("completed") or Finished("completed") in room.entries
    weak, look_again = sight.view(player.state, room.now).result
    assert weak == "0 of 2 steps known."
    assert look_again.startswith("Look again at: ")


def test_whoever_types_a_command_that_has_no_place_there_is_told_so_and_gets_no_grade() -> None:
    room = Room(recall_phrasebook("en"))
    player = room.open(recalling.conversation(beginning()))
    room.type(player, "undo")
    (told,) = room.notices
    assert "undo" in told
    assert "has no place here" in told
    assert player.state.answer.texts == ()
    assert not any(isinstance(entry, Recalled) for entry in room.entries)


def test_an_answer_to_which_nobody_can_add_anything_counts_as_it_stands() -> None:
    turn = advance.begin(beginning((2, 1)))
    turn = advance.advance(turn.session, Answered("knead", 1.0), 1.0)
    assert turn.session.grades == {}
    turn = advance.advance(turn.session, Deserted(), 1.0)
    assert turn.session.grades.keys() == {2}
    assert Finish("ended") in advance.advance(turn.session, Deserted(), 1.0).actions


def test_a_room_that_everybody_has_left_is_left() -> None:
    turn = advance.begin(beginning())
    turn = advance.advance(turn.session, Deserted(), 1.0)
    assert Finish("ended") in turn.actions
    assert Write(Finished("ended")) in turn.actions
