"""A course made into a rehearsal."""

from dataclasses import replace

from voice_guide.core.rehearsing.brisk import HOLD, PACE, brisk
from voice_guide.core.rehearsing.fading import THINK, THINK_FROM, Fading
from voice_guide.core.rehearsing.rehearsal import Mode, Rehearsal
from voice_guide.core.session.state import Course, Pace


def read_through(course: Course) -> Course:
    """All of it aloud, briskly, without the questions: nobody is there to be asked."""
    return replace(
        course,
        routine=brisk(course.routine),
        questions=(),
        rehearsal=Rehearsal(Mode.READ, PACE),
    )


def timed(course: Course) -> Course:
    """At the real pace, each step until "next", likewise without the questions."""
    return replace(course, questions=(), pace=Pace.MINE, rehearsal=Rehearsal(Mode.TRIAL))


def in_pass(course: Course, number: int) -> Course:
    """A pass of a rehearsal that fades, from 1 to PASSES, likewise without the questions."""
    return replace(
        course,
        routine=brisk(course.routine, HOLD if number < THINK_FROM else THINK),
        questions=(),
        rehearsal=Rehearsal(Mode.FADING, fading=Fading(number, course.routine.steps)),
    )
