"""Every shipped routine, performed from the first sentence to the last by the core alone."""

from pathlib import Path

import pytest

from tests.core.play import Play
from voice_guide.adapters.routine_file import load_questions, load_routine, load_techniques
from voice_guide.core.beats import minutes
from voice_guide.core.commands import Command
from voice_guide.core.record import HoldStarted, StepBegun
from voice_guide.core.routine import Routine
from voice_guide.core.screening import Question
from voice_guide.core.session.screening import asked_of
from voice_guide.core.session.state import Course, Follow, Stage
from voice_guide.language.replies import load_words

FOLDER = Path(__file__).parent.parent.parent / "routines"
ROUTINES = sorted(FOLDER.glob("*.yaml"))
every_routine = pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_questions(FOLDER / "common/screening.yaml")


def play(routine: Routine, questions: tuple[Question, ...] = ()) -> Play:
    techniques = load_techniques(FOLDER / "common/techniques.yaml")
    asked = asked_of(routine, questions)
    return Play.of(Course(routine, load_words("en"), asked, techniques))


@every_routine
def test_left_alone_it_comes_to_its_end_in_the_time_it_names(path: Path) -> None:
    routine = load_routine(path)
    one = play(routine)
    one.to_the_end()
    assert one.outcome == "completed"
    begun = [e.number for _, e in one.entries if isinstance(e, StepBegun)]
    assert set(begun) == set(range(1, len(routine.steps) + 1))
    first = next(at for at, e in one.entries if isinstance(e, StepBegun))
    assert (one.now - first) / 60 == pytest.approx(minutes(routine), rel=0.15, abs=1.0)


@every_routine
def test_each_side_gets_equal_time(path: Path) -> None:
    one = play(load_routine(path))
    one.to_the_end()
    given = one.session.given
    for (number, side), time in given.items():
        assert side is not None
        other = given.get((number, side.other))
        assert other in (None, time)


@every_routine
def test_no_to_every_question_leads_to_the_first_step(
    path: Path, questions: tuple[Question, ...]
) -> None:
    one = play(load_routine(path), questions)
    while one.session.stage is Stage.SCREENING:
        one.until_silent()
        one.order(Command.NO)
    one.until_stage(Stage.READING)
    assert one.session.beat.number == 1
    assert not one.session.care.out


@every_routine
def test_unsure_of_everything_never_breaks_it(path: Path, questions: tuple[Question, ...]) -> None:
    one = play(load_routine(path), questions)
    while one.session.stage is Stage.SCREENING:
        one.until_silent()
        follow = one.session.follow
        if follow is Follow.WHERE:
            one.order(Command.NEXT)
        elif follow is Follow.REALLY:
            # A mistake: the question comes again, and the answer is no.
            one.order(Command.NO)
            one.until_silent()
            one.order(Command.NO)
        else:
            one.order(Command.YES if follow is Follow.CLINICIAN else Command.NOT_SURE)
    one.to_the_end()
    assert one.outcome in {"completed", "stopped"}
    assert one.outcome == "stopped" or any(isinstance(e, HoldStarted) for _, e in one.entries)
