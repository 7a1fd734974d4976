"""A session is what happened in it: brought back from that, it is the same, and goes on."""

import json
import math
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from tests.core.play import QUESTIONS, Play, course
from tests.core.situations import SITUATIONS, situation
from tests.core.test_whatever_happens import _state, go_through, sequences, thorough, watched
from voice_guide.core.commands import Command
from voice_guide.core.messages import Event, Unclear
from voice_guide.core.plain import Unreadable
from voice_guide.core.record import HoldStarted, Resumed, SessionStarted, StepBegun
from voice_guide.core.session import advance
from voice_guide.core.session.resuming.happened import Begun, Happening, TakenUp, fold
from voice_guide.core.session.resuming.kept import (
    course_data,
    course_of,
    happening_data,
    happening_of,
    session_form,
)
from voice_guide.core.session.resuming.offer import offer
from voice_guide.core.session.resuming.taking_up import take_up
from voice_guide.core.session.state import Course, Pace, Session, Stage
from voice_guide.language.replies import load_words

courses = st.builds(
    lambda asked, pace: course(questions=QUESTIONS if asked else (), pace=pace),
    st.booleans(),
    st.sampled_from(Pace),
)


@dataclass
class Kept(Play):
    """A play of which everything that happens is kept, as text."""

    happened: list[tuple[float, str]] = field(default_factory=list)
    states: list[Session] = field(default_factory=list)

    @classmethod
    def of(cls, story: Course) -> "Kept":
        turn = advance.begin(story)
        play = cls(turn.session)
        play.keep(Begun())
        play.perform(turn.actions)
        return play

    def take(self, event: Event) -> None:
        super().take(event)
        self.keep(event)

    def keep(self, happening: Happening) -> None:
        self.happened.append((self.now, json.dumps(happening_data(happening))))
        self.states.append(self.session)

    def cut(self, later: float) -> None:
        """The power fails, and all goes on in another room."""
        reached = self.now
        self.now = later
        turn = take_up(self.session, reached, later)
        self.session, self.speech, self.alarm = turn.session, None, None
        self.perform(turn.actions)
        self.keep(TakenUp(reached))

    def read_again(self, start: int = 0) -> list[tuple[float, Happening]]:
        return [(now, happening_of(json.loads(text))) for now, text in self.happened[start:]]


def written_and_read(session: Session) -> Session:
    form = session_form(session.course)
    found: Session = form.read(json.loads(json.dumps(form.write(session))))
    return found


@thorough
@given(courses, sequences, sequences, st.floats(0, 100))
def test_at_every_moment_the_session_is_the_fold_of_what_was_kept(
    story: Course, before: list[Any], after: list[Any], later: float
) -> None:
    play = Kept.of(story)
    go_through(play, before)
    if play.session.stage is not Stage.OVER:
        play.cut(later)
        go_through(play, after)
    session = None
    for happening, state in zip(play.read_again(), play.states, strict=True):
        session = fold(story, [happening], session)
        assert session == state


@thorough
@given(courses, sequences, st.data())
def test_a_snapshot_of_any_moment_stands_for_all_that_happened_before(
    story: Course, sequence: list[Any], data: st.DataObject
) -> None:
    play = Kept.of(story)
    go_through(play, sequence)
    moment = data.draw(st.integers(0, len(play.states) - 1))
    snapshot = written_and_read(play.states[moment])
    assert snapshot == play.states[moment]
    assert fold(story, play.read_again(moment + 1), snapshot) == play.session


@thorough
@given(courses, sequences, st.floats(0, 900), st.floats(0, 100))
def test_nothing_of_the_place_is_lost_by_a_cut(
    story: Course, sequence: list[Any], unseen: float, later: float
) -> None:
    play = Kept.of(story)
    go_through(play, sequence)
    assume(play.session.stage is not Stage.OVER)
    play.now += unseen
    before = replace(play.session, now=play.now)
    left = None if before.hold is None else before.hold.left_at(play.now)
    play.cut(later)
    kept = {**_state(before), "paused": None, "left": None}
    assert {**_state(play.session), "paused": None, "left": None} == kept
    if left is not None and play.session.hold is not None:
        assert math.isclose(play.session.hold.left_at(later), left, abs_tol=1e-6)
    assert not play.session.paused


@thorough
@given(courses, sequences, st.floats(0, 100), sequences)
def test_a_session_that_was_cut_off_goes_on_and_comes_to_its_end(
    story: Course, before: list[Any], later: float, after: list[Any]
) -> None:
    play = Kept.of(story)
    go_through(play, before)
    assume(play.session.stage is not Stage.OVER)
    play.cut(later)
    going = watched(play)
    go_through(going, after)
    if going.session.stage is not Stage.OVER:
        going.order(Command.FINISH)
        going.order(Command.YES)
        going.to_the_end(going.now + 600)
    assert going.session.stage is Stage.OVER


@pytest.mark.parametrize("name", SITUATIONS)
def test_in_every_situation_the_place_is_offered_and_told(name: str) -> None:
    play = Kept(**{k: getattr(situation(name), k) for k in ("session", "now")})
    if play.session.stage is Stage.OVER:
        return
    asked = offer(play.session, play.now)
    assert asked.startswith("Story was cut off. Go on at ")
    assert "{" not in asked
    play.cut(3.0)
    assert play.all(SessionStarted) == [SessionStarted("story", 7, resumed=True)]
    assert play.all(Resumed) == [Resumed()]
    assert play.said == ["Going on."]


def test_the_seconds_run_on_when_the_place_has_been_told() -> None:
    play = Kept.of(course())
    play.until_stage(Stage.HOLDING)
    play.pass_time(15.0)
    play.order(Command.TOO_MUCH_PRESSURE)
    play.until_silent()
    assert play.session.hold is not None
    left = play.session.hold.left_at(play.now)
    assert offer(play.session, play.now).startswith("Story was cut off. Go on at step 1, ")
    play.cut(0.0)
    play.entries.clear()
    play.until_silent()
    (started,) = play.all(HoldStarted)
    assert isinstance(started, HoldStarted)
    assert started.seconds == pytest.approx(left)
    assert "Pressure 2." in play.said
    play.until(lambda s: s.beat.number == 2)
    assert isinstance(play.all(StepBegun)[0], StepBegun)


def test_a_course_is_kept_whole() -> None:
    story = course(questions=QUESTIONS, pace=Pace.MINE, start=3)
    data = json.loads(json.dumps(course_data(story)))
    assert course_of(data, load_words("en")) == story


def test_what_was_mumbled_is_not_kept() -> None:
    assert "secret" not in json.dumps(happening_data(Unclear("secret")))


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@thorough
@given(plain)
def test_data_of_another_form_is_refused(data: Any) -> None:
    for read in (happening_of, session_form(course()).read):
        with pytest.raises(Unreadable):
            read(data)


@thorough
@given(courses, sequences, plain, st.data())
def test_spoilt_data_is_refused_or_read_but_never_crashes(
    story: Course, sequence: list[Any], bad: Any, data: st.DataObject
) -> None:
    play = Kept.of(story)
    go_through(play, sequence)
    form = session_form(story)
    spoilt = form.write(play.session)
    key = data.draw(st.sampled_from(sorted(spoilt)))
    spoilt[key] = bad
    with suppress(Unreadable):
        form.read(spoilt)
