"""What a learner knows: read before a rehearsal, and noted while it goes on."""

from collections.abc import Callable
from datetime import datetime

from voice_guide.adapters.progress import Progress
from voice_guide.core.messages import PartFailed
from voice_guide.core.record import Entry, Recalled
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.order import order
from voice_guide.core.rehearsing.passing import Passing, after
from voice_guide.core.routine import Routine
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.ports import Report
from voice_guide.wiring import folders, library


def progress(tell: Callable[[InputError], None]) -> Progress:
    """What is kept in the person's own folder; `tell` is given what is wrong with it."""
    return Progress(folders.progress(), lambda: datetime.now().astimezone(), tell)


def key(name: str) -> str:
    """Under what is kept how the routine is known that is called `name` on the command line.

    The id of one's own and the shipped ones; of any other file where it is, since two files in
    different folders may have one name. Raise InputError where nothing is called that.
    """
    shelf = library.shelf()
    file = shelf.file(name)
    if file is None:
        return shelf.load(name).id
    kept = shelf.file(file.stem)
    ours = kept is not None and kept.resolve() == file.resolve()
    return file.stem if ours else str(file.resolve())


class Learning:
    """What is known of one routine, and an event log that learns how its steps were known.

    Where that cannot be kept, each reason is told once, and the rehearsal goes on.
    """

    def __init__(self, routine: Routine, key: str, report: Callable[[Report], None]) -> None:
        self._routine = routine
        self._key = key
        self._report = report
        self._told = set[str]()
        self._progress = progress(self._tell)

    def order(self, *, everything: bool = False) -> tuple[int, ...]:
        """Numbers of the steps to ask for; `everything`: all of them as the routine goes."""
        if everything:
            return tuple(range(1, len(self._routine.steps) + 1))
        try:
            known = self._progress.known(self._key)
        except InputError as error:
            self._tell(error)
            known = {}
        steps = self._routine.steps
        return order([known[s.title].chance if s.title in known else None for s in steps])

    def passing(self) -> int:
        """The pass to begin with in a rehearsal that fades."""
        try:
            return self._progress.passing(self._key)
        except InputError as error:
            self._tell(error)
            return 1

    def passed(self, number: int) -> None:
        """A pass was gone through to its end."""
        try:
            self._progress.passed(self._key, number)
        except InputError as error:
            self._tell(error)

    def write(self, at: Seconds, entry: Entry) -> None:
        """Note how a step was known."""
        del at
        if isinstance(entry, Recalled):
            try:
                self._progress.note(self._key, entry.title, entry.grade)
            except InputError as error:
                self._tell(error)

    def _tell(self, error: InputError) -> None:
        if str(error) not in self._told:
            self._told.add(str(error))
            self._report(PartFailed("progress", str(error), error.hint))


class OfPass:
    """An event log that tells `learning` what a pass of a rehearsal that fades shows."""

    def __init__(self, number: int, learning: Learning) -> None:
        self._passing = Passing(number)
        self._learning = learning
        self._asked: list[str] = []

    @property
    def asked(self) -> tuple[str, ...]:
        """Titles of the steps whose words were asked for, in their order."""
        return tuple(dict.fromkeys(self._asked))

    def write(self, at: Seconds, entry: Entry) -> None:
        self._passing, recalled = after(self._passing, entry)
        if recalled is not None:
            if recalled.grade is Grade.AGAIN:
                self._asked.append(recalled.title)
            self._learning.write(at, recalled)
