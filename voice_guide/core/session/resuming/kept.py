"""What is kept of a session, as plain data: its course, what happened, and where it stood."""

from collections.abc import Mapping

from voice_guide.core.beats import Beat, beats
from voice_guide.core.messages import Unclear
from voice_guide.core.plain import Form, Forms, Plain, Unreadable
from voice_guide.core.routine import Step
from voice_guide.core.session.resuming.happened import Happening
from voice_guide.core.session.state import Course, Session
from voice_guide.core.words import Words

_HAPPENINGS = Forms().of(Happening)


def happening_data(happening: Happening) -> Plain:
    # What somebody mumbled changes nothing, and is nobody's business.
    return _HAPPENINGS.write(Unclear("") if isinstance(happening, Unclear) else happening)


def happening_of(data: Plain) -> Happening:
    """Raise Unreadable."""
    found: Happening = _HAPPENINGS.read(data)
    return found


def course_data(course: Course) -> Plain:
    """All of a course but the language's words."""
    return _course_form(course.words).write(course)


def course_of(data: Plain, words: Words) -> Course:
    """Raise Unreadable."""
    course: Course = _course_form(words).read(data)
    return course


def _course_form(words: Words) -> Form:
    return Forms({Words: _the_same(words)}).of(Course)


def session_form(course: Course) -> Form:
    """How sessions of this course are kept: without the course itself."""
    steps = course.routine.steps
    # A step is told by its number; by value, for one that was read from a file again.
    number = {id(step): index for index, step in reversed(list(enumerate(steps)))}

    def step_of(data: Plain) -> Step:
        if type(data) is not int or not 0 <= data < len(steps):
            raise Unreadable(f"no step {data!r:.80}")
        return steps[data]

    own: Mapping[object, Form] = {
        Course: _the_same(course),
        Step: Form(lambda step: number.get(id(step)) or steps.index(step), step_of),
    }
    ordered = Forms(own).of(tuple[Beat, ...])
    usual = beats(course.routine)
    # Nearly always the beats are in their usual order, also in each state "undo" goes back to.
    unrolled = Form(
        lambda found: None if found == usual else ordered.write(found),
        lambda data: usual if data is None else ordered.read(data),
    )
    return Forms({**own, tuple[Beat, ...]: unrolled}).of(Session)


def _the_same(value: object) -> Form:
    """Of what is known anyway nothing is kept."""
    return Form(lambda _: None, lambda _: value)
