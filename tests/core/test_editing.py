"""A routine that is changed under way: the same step, by its title or its number."""

import pytest

from tests.core.play import Play
from tests.core.situations import SITUATIONS, situation
from voice_guide.core.messages import Finish, Hush, PartFailed, RoutineChanged, Say
from voice_guide.core.routine import Part, Routine, Step
from voice_guide.core.session.advance import advance
from voice_guide.core.session.editing import EDITED, ROUTINE_FILE, read_anew
from voice_guide.core.session.state import WORKING, Phase, Session, Stage


def routine(*titles: str) -> Routine:
    steps = tuple(Step(title, f"{title} now.", hold=60.0) for title in titles)
    return Routine("story", "Story", "Changed.", (Part("All", steps),))


def changed(play: Play, new: Routine) -> Session:
    turn = advance(play.session, RoutineChanged(new), play.now)
    assert turn.actions[0] == Hush()
    assert turn.actions[-1] == Finish(EDITED)
    assert not any(isinstance(action, Say) for action in turn.actions)
    return read_anew(turn.session, play.now + 1.0).session


@pytest.mark.parametrize("name", [name for name in SITUATIONS if name != "over"])
def test_wherever_it_is_changed_the_session_goes_on_from_there(name: str) -> None:
    play = situation(name)
    before = play.session
    after = changed(play, before.course.routine)
    assert after.stage is (Stage.READING if before.stage in WORKING else before.stage)
    assert (after.beat.number, after.beat.side) == (before.beat.number, before.beat.side)
    assert (after.care, after.question) == (before.care, before.question)
    assert after.halts == ()
    assert after.phase is not Phase.OVER


def test_a_step_is_known_by_its_title_though_others_were_put_before_it() -> None:
    play = situation("holding")
    title = play.session.beat.step.title
    after = changed(play, routine("One", "Two", "Three", "Four", "Five", title, "Seven"))
    assert (after.beat.step.title, after.lines) == (title, (f"{title} now.",))
    assert after.hold is None


def test_a_step_with_another_title_is_known_by_its_number_and_the_last_is_far_enough() -> None:
    play = situation("holding")
    number = play.session.beat.number
    titles = [f"Step {word}" for word in ("a", "b", "c", "d", "e", "f", "g", "h")]
    assert changed(play, routine(*titles)).beat.number == number
    assert changed(play, routine("Only")).beat.number == 1


def test_a_mistake_in_the_file_is_not_told_any_more_when_it_was_mended() -> None:
    play = situation("reading")
    turn = advance(play.session, PartFailed(ROUTINE_FILE, "line 3"), play.now)
    told = turn.session.words.missing(ROUTINE_FILE)
    assert told in turn.session.notices
    turn = advance(turn.session, RoutineChanged(turn.session.course.routine), play.now + 0.5)
    assert told not in read_anew(turn.session, play.now + 1.0).session.notices
