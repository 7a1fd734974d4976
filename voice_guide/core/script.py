"""Everything that will or may be said in a session, in about the order it is needed."""

from collections.abc import Iterator
from dataclasses import replace
from string import Formatter

from voice_guide.core.beats import beats, sentences
from voice_guide.core.session.closing import closing_lines
from voice_guide.core.session.greeting import first_sentence
from voice_guide.core.session.preparing import preparation
from voice_guide.core.session.state import Course, Detail, Session, Stage
from voice_guide.core.session.wording import step_words
from voice_guide.core.words import Reply, Words


def script(course: Course) -> tuple[str, ...]:
    """The sentences that can be rendered ahead, each once."""
    return tuple(dict.fromkeys(_all(course)))


def _all(course: Course) -> Iterator[str]:
    words = course.words
    session = Session(course, beats(course.routine), Stage.PREPARING)
    yield first_sentence(course)
    yield words.say(Reply.NOT_MEDICAL)
    if course.questions:
        yield words.say(Reply.SCREENING_INTRO)
        yield course.questions[0].ask
    yield from preparation(session)
    yield from _steps(session)
    yield from _fixed(words)
    for question in course.questions:
        yield from (text for text in (question.ask, question.advice) if text)
    yield from closing_lines(replace(session, done=frozenset({1})))


def _steps(session: Session) -> Iterator[str]:
    for place, beat in enumerate(session.beats):
        if beat.mirrored and beat.side:
            side = session.words.sides[beat.side.value]
            yield session.words.say(Reply.CHANGE_SIDES, side=side)
        yield from step_words(replace(session, place=place))
    for beat in session.beats:
        for text in (beat.step.gentler, beat.step.firmer):
            yield from sentences(text)
    for place in range(len(session.beats)):
        yield from step_words(replace(session, place=place, detail=Detail.SHORT))
        yield from step_words(replace(session, place=place, whole=True))


def _fixed(words: Words) -> Iterator[str]:
    """The replies that have nothing to be filled in."""
    for template in words.replies.values():
        if all(field is None for _, field, _, _ in Formatter().parse(template)):
            yield template
