"""A rehearsal: one function for each mode, and the choosing between routines as in a session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from voice_guide.adapters.journal import Journal
from voice_guide.core import question
from voice_guide.core.record import StepTimed
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.rehearsing.rehearsal import Mode, Rehearsal
from voice_guide.core.routine import Routine
from voice_guide.core.session.rehearsing import in_pass, read_through, timed
from voice_guide.core.session.state import Course
from voice_guide.core.words import Reply
from voice_guide.errors import InputError
from voice_guide.settings import Settings
from voice_guide.wiring import folders, library, resuming
from voice_guide.wiring.learning import Learning, OfPass
from voice_guide.wiring.playing import CHANGED, Guide, opened
from voice_guide.wiring.recalling import recall
from voice_guide.wiring.trial import Times


@dataclass(frozen=True, slots=True)
class Choices:
    """How it is rehearsed."""

    mode: Mode = Mode.READ
    passing: int | None = None
    """The pass to begin with when it fades; None: the one after the last."""
    everything: bool = False
    """From memory: ask for all steps as the routine goes, also those that are well known."""
    key: str | None = None
    """Under what is kept how it is known; None: its id."""


Rehearse: TypeAlias = Callable[[Guide, Course, Choices], str]
"""Rehearses a course without questions; returns an outcome, or CHANGED for another routine."""


def rehearse(
    settings: Settings,
    routine: Routine | None,
    choices: Choices,
    broken: Callable[[InputError], None],
) -> tuple[StepTimed, ...]:
    """Rehearse `routine`, or the one that is chosen; and another as long as one is wanted.

    Return how long the steps took, if they were timed. `broken` is told of each routine that
    cannot be offered for the mistakes in it.
    """
    # With nobody on the table there is nobody to be asked.
    alone = replace(settings, skip_screening=True)
    course = None if routine is None else library.course(routine, alone)
    times = Times()
    with opened(settings) as opened_guide:
        guide = replace(opened_guide, logs=(*opened_guide.logs, times))
        resuming.tell_of_others(settings, guide.room.post)
        while True:
            if course is None:
                chosen = guide.choose(library.all_routines(broken))
                if chosen is None:
                    return times.found
                course = library.course(chosen, replace(alone, start=1))
            if _MODES[choices.mode](guide, course, choices) != CHANGED:
                return times.found
            # What was asked for on the command line is meant for the first routine.
            course, choices = None, replace(choices, passing=None, key=None)


def _read(guide: Guide, course: Course, choices: Choices) -> str:
    del choices
    return guide.perform(read_through(course))


def _fading(guide: Guide, course: Course, choices: Choices) -> str:
    """One pass after the other, as long as another is wanted."""
    learning = Learning(course.routine, choices.key or course.routine.id, guide.room.post)
    number = choices.passing or learning.passing()
    while True:
        of_pass = OfPass(number, learning)
        outcome = guide.perform(in_pass(course, number), also=(of_pass,))
        if outcome != "completed":
            return outcome
        learning.passed(number)
        if number == PASSES or not _another(guide, course, number):
            # A notice stays on the terminal when the picture is gone.
            guide.screen.notice(_passed(course, number, of_pass.asked))
            return outcome
        number += 1


def _trial(guide: Guide, course: Course, choices: Choices) -> str:
    del choices
    return guide.perform(timed(course))


def _another(guide: Guide, course: Course, number: int) -> bool:
    asked = course.words.say(Reply.FADING_ANOTHER, number=number, of=PASSES)
    return guide.ask(asked, course.routine.title) == question.YES


def _passed(course: Course, number: int, asked: tuple[str, ...]) -> str:
    """How the last pass went."""
    words = course.words
    over = words.say(Reply.FADING_OVER, number=number, of=PASSES)
    if not asked:
        return over
    return f"{over} {words.say(Reply.FADING_ASKED, titles=words.listed(asked))}"


def _recall(guide: Guide, course: Course, choices: Choices) -> str:
    """From memory: weak and new steps, or all of them in their order."""
    learning = Learning(course.routine, choices.key or course.routine.id, guide.room.post)
    order = learning.order(everything=choices.everything)
    marked = replace(course, rehearsal=Rehearsal(Mode.RECALL))
    journal = Journal(folders.journal(), marked, guide.room.post)
    journal.begin(guide.room.now())
    try:
        return recall(guide, course, order, also=(learning, journal))
    finally:
        journal.close(over=True)


_MODES: Mapping[Mode, Rehearse] = {
    Mode.READ: _read,
    Mode.FADING: _fading,
    Mode.RECALL: _recall,
    Mode.TRIAL: _trial,
}
