"""Whatever is said, in whatever order, and whatever breaks: what always holds."""

import math
from dataclasses import replace
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, assume, given, settings

from tests.core.play import QUESTIONS, Play, course
from tests.core.situations import SITUATIONS, situation
from voice_guide.core.body import Area
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Action,
    Finish,
    Hush,
    PartBack,
    PartFailed,
    Say,
    Sleep,
    SpeechEnded,
    TimeUp,
    Unclear,
    Wake,
)
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.session import sight
from voice_guide.core.session.rehearsing import in_pass, read_through
from voice_guide.core.session.state import Pace, Phase, Session, Stage

thorough = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

AREAS = [area.value for area in Area]

orders = st.one_of(
    st.sampled_from([c for c in Command if c is not Command.AREA]).map(Understood),
    st.sampled_from(AREAS).map(lambda area: Understood(Command.AREA, name=area)),
    st.integers(0, 12).map(lambda n: Understood(Command.GO_TO_STEP, n)),
    st.sampled_from(["1", "5", "99", "", "no number"]).map(
        lambda name: Understood(Command.GO_TO_TITLE, name=name)
    ),
    st.sampled_from([10, 30, 600]).map(lambda n: Understood(Command.MORE_TIME, n)),
    st.sampled_from([60, 600, 5400]).map(lambda n: Understood(Command.FIT, n)),
    st.sampled_from(["effleurage", "juggling", ""]).map(
        lambda name: Understood(Command.WHAT_IS, name=name)
    ),
)
happenings = st.one_of(
    orders,
    st.floats(0, 120).map(lambda seconds: ("wait", seconds)),
    st.floats(0, 600).map(lambda seconds: ("jump", seconds)),
    st.integers(1, 30).map(lambda back: ("late speech", back)),
    st.integers(1, 30).map(lambda back: ("late alarm", back)),
    st.sampled_from(["microphone", "loudspeaker", "voice", "kettle"]).map(
        lambda part: PartFailed(part, "it broke")
    ),
    st.sampled_from(["microphone", "loudspeaker", "voice", "kettle"]).map(PartBack),
    st.just(Unclear("mumble")),
)
sequences = st.lists(happenings, max_size=25)
sessions = st.builds(
    lambda screened, pace: Play.of(course(questions=() if screened else QUESTIONS, pace=pace)),
    st.booleans(),
    st.sampled_from(Pace),
)
rehearsals = st.builds(
    lambda pace, number: Play.of(
        in_pass(course(pace=pace), number) if number else read_through(course(pace=pace))
    ),
    st.sampled_from(Pace),
    st.integers(0, PASSES),
)
beginnings = sessions | rehearsals | st.sampled_from(SITUATIONS).map(situation)


class Watched(Play):
    """A play in which what always holds is looked at after every event."""

    def take(self, event: Any) -> None:
        before, at = self.session, self.now
        super().take(event)
        _holds(before, self.session, event, self.last)
        assert sight.view(self.session, at).phase == self.session.phase.value


def watched(play: Play) -> Watched:
    kept = {name: getattr(play, name) for name in ("session", "now", "speech", "alarm", "outcome")}
    return Watched(**kept)


def go_through(play: Play, sequence: list[Any]) -> None:
    for happening in sequence:
        match happening:
            case ("wait", seconds):
                play.pass_time(seconds)
            case ("jump", seconds):
                play.now += seconds
            case ("late speech", back):
                play.take(SpeechEnded(play.session.ticket - back))
            case ("late alarm", back):
                play.take(TimeUp(play.session.alarm - back))
            case event:
                play.take(event)


def _holds(before: Session, after: Session, event: Any, actions: tuple[Action, ...]) -> None:
    if before.stage is Stage.OVER:
        assert not actions
        return
    assert 0 <= after.place < len(after.beats)
    assert len(after.beats) == len(before.beats)
    assert sum(isinstance(action, Say | Hush) for action in actions) <= 1
    assert sum(isinstance(action, Wake | Sleep) for action in actions) <= 1
    assert sum(isinstance(action, Finish) for action in actions) == (after.stage is Stage.OVER)
    _answers_pain_and_stop(after, event, actions)
    _no_second_is_made_up(before, after, event)
    _something_is_about_to_happen(after)


def _answers_pain_and_stop(after: Session, event: Any, actions: tuple[Action, ...]) -> None:
    if isinstance(event, Understood) and event.command in {Command.STOP, Command.THAT_HURTS}:
        assert any(isinstance(action, Say) for action in actions)
        assert after.phase in {Phase.PAUSED, Phase.PAIN}
        assert after.hold is None or after.hold.since is None


def _no_second_is_made_up(before: Session, after: Session, event: Any) -> None:
    if after.hold is None or before.hold is None or isinstance(event, Understood):
        return
    if after.beat.key == before.beat.key:
        assert after.hold.left_at(after.now) <= before.hold.left_at(before.now) + 1e-6
        assert math.isfinite(after.hold.left_at(after.now))


def _something_is_about_to_happen(session: Session) -> None:
    waits_for_people = session.phase in {Phase.PAUSED, Phase.PAIN, Phase.WAITING, Phase.OVER}
    unanswered = session.stage is Stage.SCREENING and session.asked >= 2
    mine = session.course.pace is Pace.MINE
    if not (waits_for_people or unanswered or mine):
        assert session.due is not None or session.saying.value != "nothing", session.phase


@thorough
@given(beginnings, sequences)
def test_no_order_of_events_breaks_a_session(play: Play, sequence: list[Any]) -> None:
    go_through(watched(play), sequence)


@thorough
@given(beginnings, sequences)
def test_a_session_can_always_be_finished_by_two_words(play: Play, sequence: list[Any]) -> None:
    play = watched(play)
    go_through(play, sequence)
    if play.session.stage is not Stage.OVER:
        play.order(Command.FINISH)
        play.order(Command.YES)
        play.to_the_end(play.now + 600)
    assert play.session.stage is Stage.OVER
    assert play.outcome is not None


@thorough
@given(sequences)
def test_a_session_left_alone_comes_to_its_end(sequence: list[Any]) -> None:
    play = watched(Play.of(course()))
    go_through(play, sequence)
    while play.session.halts:
        play.order(Command.GO_ON)
    play.to_the_end(play.now + 24 * 3600)
    assert play.session.stage is Stage.OVER


def _state(session: Session) -> dict[str, object]:
    left = session.hold and round(session.hold.left_at(session.now), 6)
    return {
        "place": session.beat.key,
        "stage": session.stage,
        "left": left,
        "whole": session.hold and session.hold.whole,
        "care": session.care,
        "times": session.times,
        "given": session.given,
        "beats": session.beats,
        "skipped": session.skipped,
        "question": (session.question, session.follow),
        "voice": (session.gain, session.pace, session.detail),
        "paused": session.paused,
        "done": session.done,
    }


@settings(thorough, max_examples=120)
@given(beginnings, sequences, orders)
def test_undo_takes_back_exactly_the_last_change(
    play: Play, sequence: list[Any], order: Understood
) -> None:
    go_through(play, sequence)
    before = replace(play.session, now=max(play.now, play.session.now))
    play.take(order)
    assume(play.session.past and play.session.past[-1] not in before.past)
    # An open question to confirm is what "undo that" takes back first.
    assume(play.session.phase is not Phase.CONFIRMING)
    play.order(Command.UNDO)
    assert _state(play.session) == _state(before)


@thorough
@given(sequences)
def test_every_change_can_be_taken_back_to_the_first(sequence: list[Any]) -> None:
    play = watched(Play.of(course()))
    go_through(play, sequence)
    for _ in range(50):
        play.order(Command.UNDO)
    assert not play.session.past or play.session.stage is Stage.OVER


UNMOVED = st.sampled_from(
    [
        Command.SWITCH_SIDES,
        Command.MORE_TIME,
        Command.PAUSE,
        Command.GO_ON,
        Command.REPEAT,
        Command.HOW_LONG,
        Command.TOO_MUCH_PRESSURE,
        Command.LOUDER,
        Command.UNDO,
    ]
)

BUDGETS = st.sampled_from([60.0, 180.0, 300.0, 600.0, 3600.0])


@settings(thorough, max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 90), BUDGETS), max_size=8))
def test_both_sides_get_equal_time_however_often_it_is_fitted(
    sequence: list[tuple[float, float]],
) -> None:
    play = watched(Play.of(course()))
    for seconds, budget in sequence:
        play.pass_time(seconds)
        play.order(Command.FIT, int(budget))
    play.until(lambda s: s.stage in {Stage.CLOSING, Stage.OVER})
    time = play.session.given
    for (number, side), spent in time.items():
        assert side is not None
        assert abs(spent - time[number, side.other]) <= 1.0


@settings(thorough, max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 45), UNMOVED), max_size=20))
def test_both_sides_get_equal_time(sequence: list[tuple[float, Command]]) -> None:
    play = watched(Play.of(course()))
    play.until(lambda s: s.beat.side is not None and s.stage is Stage.READING)
    for seconds, command in sequence:
        play.pass_time(seconds)
        # Told to go on without a pause is told to go to the next step.
        if command is Command.GO_ON and not play.session.halts:
            continue
        # Only the side that comes first passes its longer time on.
        if command is Command.MORE_TIME and (play.session.beat.second or play.session.given):
            continue
        play.order(command)
    while play.session.halts:
        play.order(Command.GO_ON)
    play.until(lambda s: s.stage in {Stage.CLOSING, Stage.OVER})
    time = play.session.given
    sided = {number for number, _ in time}
    assert sided >= {2, 4, 5}
    for number in sided:
        one, other = (t for (n, _), t in time.items() if n == number)
        assert abs(one - other) <= 1.0
