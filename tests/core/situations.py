"""Every situation a session can be in, reached by playing."""

from collections.abc import Callable, Mapping
from copy import copy
from functools import cache

from tests.core.play import QUESTIONS, Play, course
from voice_guide.core.commands import Command
from voice_guide.core.session.state import Pace, Session, Stage


def _asked(*answers: Command) -> Play:
    """At a screening question, after these answers, with the question out."""
    play = Play.of(course(questions=QUESTIONS))
    play.until_silent()
    for answer in answers:
        play.order(answer)
        play.until_silent()
    return play


def _at(stage: Stage, *, pace: Pace = Pace.GUIDED) -> Play:
    play = Play.of(course(pace=pace))
    play.until_stage(stage)
    return play


def _mine() -> Play:
    play = Play.of(course(pace=Pace.MINE))
    play.until_silent()
    play.order(Command.NEXT)
    play.until_stage(Stage.WAITING)
    return play


def _holding() -> Play:
    play = _at(Stage.HOLDING)
    play.pass_time(10.0)
    return play


def _preparing() -> Play:
    play = _at(Stage.PREPARING)
    play.until_silent()
    return play


def _closing() -> Play:
    play = _at(Stage.CLOSING)
    play.happen()
    return play


def _called_off() -> Play:
    return _one_more(_asked(Command.YES), Command.YES)


def _one_more(play: Play, *orders: Command) -> Play:
    for order in orders:
        play.order(order)
    return play


def _checked_in() -> Play:
    play = _holding()
    play.until(lambda s: bool(s.check_in))
    return play


def _over() -> Play:
    play = Play.of(course())
    play.to_the_end()
    return play


_MAKE: Mapping[str, Callable[[], Play]] = {
    "welcome": lambda: Play.of(course(questions=QUESTIONS)),
    "question": _asked,
    "really": lambda: _asked(Command.YES),
    "clinician": lambda: _asked(Command.NO, Command.YES),
    "where": lambda: _asked(Command.NO, Command.NO, Command.YES),
    "preparing": _preparing,
    "reading": lambda: _at(Stage.READING),
    "changing": lambda: _at(Stage.CHANGING),
    "holding": _holding,
    "check-in": _checked_in,
    "waiting": _mine,
    "closing": _closing,
    "called off": _called_off,
    "paused at a question": lambda: _one_more(_asked(), Command.PAUSE),
    "paused before it begins": lambda: _one_more(_preparing(), Command.PAUSE),
    "paused while reading": lambda: _one_more(_at(Stage.READING), Command.STOP),
    "paused at the change": lambda: _one_more(_at(Stage.CHANGING), Command.PAUSE),
    "paused": lambda: _one_more(_holding(), Command.PAUSE),
    "paused at the end": lambda: _one_more(_closing(), Command.STOP),
    "pain": lambda: _one_more(_holding(), Command.THAT_HURTS),
    "pain while reading": lambda: _one_more(_at(Stage.READING), Command.THAT_HURTS),
    "pain in a pause": lambda: _one_more(_holding(), Command.PAUSE, Command.THAT_HURTS),
    "paused in pain": lambda: _one_more(_holding(), Command.THAT_HURTS, Command.PAUSE),
    "confirming": lambda: _one_more(_holding(), Command.FINISH),
    "confirming at a question": lambda: _one_more(_asked(), Command.SKIP_SCREENING),
    "confirming in a pause": lambda: _one_more(_holding(), Command.PAUSE, Command.RESTART),
    "confirming in pain": lambda: _one_more(_holding(), Command.THAT_HURTS, Command.FINISH),
    "confirming at the end": lambda: _one_more(_closing(), Command.FINISH),
    "over": _over,
}


SITUATIONS = tuple(_MAKE)


def situation(name: str) -> Play:
    """A session that is there, to go on with."""
    play = copy(_played(name))
    play.said, play.entries = list(play.said), list(play.entries)
    return play


@cache
def _played(name: str) -> Play:
    return _MAKE[name]()


def known(session: Session) -> object:
    """Everything but speech, clocks and the memory of changes."""
    return (
        session.stage,
        session.place,
        session.halts,
        session.beats,
        session.care,
        session.times,
        session.question,
        session.follow,
        session.done,
        session.hold and (session.hold.whole, session.hold.spent_at(session.now)),
    )
