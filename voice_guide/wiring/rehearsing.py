"""A rehearsal: one function for each mode, and the choosing between routines as in a session."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from voice_guide.core.rehearsing.brisk import PACE, brisk
from voice_guide.core.rehearsing.rehearsal import Mode, Rehearsal
from voice_guide.core.routine import Routine
from voice_guide.core.session.state import Course
from voice_guide.errors import InputError
from voice_guide.settings import Settings
from voice_guide.wiring import library
from voice_guide.wiring.playing import CHANGED, Guide, opened

Rehearse: TypeAlias = Callable[[Guide, Course], str]
"""Rehearses a course, whose questions are left out already; returns an outcome, or CHANGED."""


def rehearse(
    settings: Settings, routine: Routine | None, mode: Mode, broken: Callable[[InputError], None]
) -> None:
    """Rehearse `routine`, or the one that is chosen; and another as long as one is wanted.

    `broken` is told of each routine that cannot be offered for the mistakes in it.
    """
    # With nobody on the table there is nobody to be asked.
    alone = replace(settings, skip_screening=True)
    course = None if routine is None else library.course(routine, alone)
    with opened(settings) as guide:
        while True:
            if course is None:
                chosen = guide.choose(library.all_routines(broken))
                if chosen is None:
                    return
                course = library.course(chosen, replace(alone, start=1))
            if _MODES[mode](guide, course) != CHANGED:
                return
            course = None


def _read(guide: Guide, course: Course) -> str:
    rehearsal = Rehearsal(Mode.READ, PACE)
    return guide.perform(replace(course, routine=brisk(course.routine), rehearsal=rehearsal))


_MODES: Mapping[Mode, Rehearse] = {Mode.READ: _read}
