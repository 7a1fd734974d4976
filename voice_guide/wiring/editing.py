"""`play --watch`: a routine is performed while somebody writes it, and each saving is heard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread

from voice_guide.adapters.event_file import AllLogs
from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.messages import PartFailed, RoutineChanged
from voice_guide.core.routine import Routine
from voice_guide.core.script import script
from voice_guide.core.session.editing import EDITED, ROUTINE_FILE, read_anew, taken_over
from voice_guide.core.session.state import Session
from voice_guide.errors import InputError
from voice_guide.ports import Report
from voice_guide.settings import Settings
from voice_guide.wiring import library
from voice_guide.wiring.playing import Guide, opened, session
from voice_guide.wiring.watching import saved

_REMEDY = "Save it again when that is put right."


class Watched:
    """The routine in a file as it was last saved without a mistake."""

    def __init__(self, file: Path, post: Callable[[Report], None]) -> None:
        """`post` is told of each change, and of mistakes; raise InputError for those at first."""
        self._file = file
        self._post = post
        self.routine = load_routine(file)
        self._mistake = ""

    def look(self) -> None:
        """The file was saved, or taken away."""
        try:
            found = load_routine(self._file)
        except InputError as error:
            # One line a mistake, each with its place; the screen has room for the first few.
            told = "; ".join(str(error).splitlines()[:3])
            if told != self._mistake:
                self._mistake = told
                self._post(PartFailed(ROUTINE_FILE, told, _REMEDY))
            return
        if found != self.routine or self._mistake:
            self.routine, self._mistake = found, ""
            self._post(RoutineChanged(found))


def play_watched(settings: Settings, file: Path) -> None:
    """Perform the routine in `file`; each time it is saved, the step that is on comes again.

    No journal is kept: what a writer tries is no session to go on with, nor one of the past.
    """
    with opened(settings) as guide:
        watched = Watched(file, guide.room.post)
        with _watching(file, watched.look):
            _perform(guide, settings, watched)


def _perform(guide: Guide, settings: Settings, watched: Watched) -> None:
    conversation = session(library.course(watched.routine, settings))
    log = AllLogs(*guide.logs)
    while True:
        routine = watched.routine
        guide.voicing.memory.prepare(script(library.course(routine, replace(settings, start=1))))
        phrasebook = library.phrasebook(routine, settings.language)
        player, outcome = guide.play(conversation, phrasebook, log)
        if outcome != EDITED:
            return
        state = _newest(player.state, watched.routine)
        conversation = replace(conversation, begin=partial(read_anew, state))


def _newest(state: Session, routine: Routine) -> Session:
    """It may have been saved again in the moment between two conversations."""
    return state if state.course.routine == routine else taken_over(state, routine)


@contextmanager
def _watching(file: Path, look: Callable[[], None]) -> Iterator[None]:
    until = Event()

    def watch() -> None:
        for _ in saved([file], until):
            look()

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        until.set()
        thread.join(2.0)
