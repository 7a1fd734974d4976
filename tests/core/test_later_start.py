"""A session that begins with a later step says so, in words and on the screen."""

import pytest

from tests.core.play import Play, course
from voice_guide.core.beats import minutes
from voice_guide.core.commands import Command
from voice_guide.core.session.rehearsing import read_through, timed
from voice_guide.core.session.sight import view
from voice_guide.core.session.state import Stage


@pytest.mark.parametrize(("start", "title"), [(1, "Stroke"), (2, "Shoulder"), (7, "Rest")])
def test_what_comes_next_before_the_first_words_is_the_step_it_begins_with(
    start: int, title: str
) -> None:
    play = Play.of(course(start=start))
    play.until_silent()
    assert play.session.stage is Stage.PREPARING
    assert view(play.session, play.now).next_title == title
    play.order(Command.WHATS_NEXT)
    assert play.said[-1] == f"Next: {title}."
    play.until_stage(Stage.READING)
    assert play.session.beat.step.title == title


def test_a_step_for_which_there_is_no_time_is_not_told_as_the_next() -> None:
    play = Play.of(course())
    play.order(Command.FIT, 1)
    play.order(Command.WHATS_NEXT)
    told = play.said[-1]
    seen = view(play.session, play.now).next_title
    play.until_stage(Stage.READING)
    assert told == f"Next: {play.session.beat.step.title}."
    assert seen == play.session.beat.step.title


def test_the_time_that_is_told_is_that_of_the_steps_to_come() -> None:
    for made in (course(start=6), read_through(course(start=6)), timed(course(start=6))):
        whole, left = minutes(made.routine), minutes(made.routine, 6)
        assert left < whole / 2
        words = made.words
        greeting = Play.of(made).said[0]
        assert words.duration(60 * left) in greeting
        assert words.duration(60 * whole) not in greeting
