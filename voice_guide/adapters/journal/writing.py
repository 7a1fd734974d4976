"""A session's journal while it goes on."""

import hashlib
import json
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from voice_guide import __version__
from voice_guide.adapters.journal.deleting import forget_the_way
from voice_guide.adapters.journal.live import Hold, hold
from voice_guide.adapters.journal.reading import CutOff
from voice_guide.adapters.journal.receivers import forget, remember
from voice_guide.adapters.journal.store import opened, remedy, transaction, write_back
from voice_guide.core.messages import Event, PartFailed
from voice_guide.core.plain import Plain
from voice_guide.core.receiver import Receiver
from voice_guide.core.record import (
    AnswerLine,
    Asked,
    Entry,
    Finished,
    HeardLine,
    IgnoredLine,
    Said,
    SpeechOver,
    StepBegun,
)
from voice_guide.core.session.resuming.happened import Begun, Happening, TakenUp
from voice_guide.core.session.resuming.kept import course_data, happening_data, session_form
from voice_guide.core.session.state import Course, Session
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.ports import Report

SIGN_OF_LIFE: Seconds = 1.0
"""How often the time that was reached is kept while nothing happens."""
SNAPSHOT_EVERY = 200
"""Happenings; that many are gone through again when the session goes on."""
AGAIN: Seconds = 10.0
"""After a failure, when writing is tried again."""

_NOT_KEPT = (Said, SpeechOver, HeardLine, IgnoredLine, AnswerLine)
"""What people say in the room is nobody's business afterwards."""


class Journal:
    """Keeps what happens before anything is done about it.

    A failing disk is announced once; as soon as it takes the state again, the journal goes on.
    """

    def __init__(
        self,
        path: Path,
        course: Course,
        report: Callable[[Report], None],
        cut: CutOff | None = None,
        begun: Begun = Begun(),  # noqa: B008 - a value
    ) -> None:
        self._path = path
        self._course = course
        self._report = report
        self._cut = cut
        self._begun = begun
        self._forgotten: tuple[str, ...] = ()
        """Names that are still to be struck out."""
        self._form = session_form(course)
        self._database: sqlite3.Connection | None = None
        self._held: Hold | None = None if cut is None else cut.held
        self._id = 0 if cut is None else cut.id
        self._before = 0.0
        self._last = 0
        """The id of the last happening."""
        self._reached = 0.0
        self._since_snapshot = 0
        self._state: Session | None = None
        self._told = False
        self._writing: threading.Thread | None = None
        self._again = 0.0

    def begin(self, now: Seconds) -> None:
        """The session begins, or goes on, at `now` of the room's time."""
        cut = self._cut
        self._before = -now if cut is None else cut.before + cut.reached - now
        self._reached = now
        try:
            self._open()
            self._add(now, self._begun if cut is None else TakenUp(cut.reached))
        except (OSError, sqlite3.Error, InputError) as error:
            self._give_up(error)

    def append(self, now: Seconds, event: Event) -> None:
        """Keep an event before anything is done about it."""
        if self._database is not None:
            try:
                self._add(now, event)
            except (OSError, sqlite3.Error) as error:
                self._give_up(error)

    def settle(self, now: Seconds, state: Session) -> None:
        """Everything about the last event is done; there is time for housekeeping."""
        self._state = state
        if self._forgotten:
            self._try(lambda database: self._strike_out(database, state))
        if self._since_snapshot >= SNAPSHOT_EVERY:
            self._try(lambda database: self._keep(database, state))
        self.reach(now)

    def reach(self, now: Seconds) -> None:
        """The room's time has come to `now`."""
        if now < self._reached + SIGN_OF_LIFE:
            return
        self._reached = now
        if self._database is None and now >= self._again:
            self._recover()
        self._try(self._sign_of_life)

    def remember(self, receiver: Receiver) -> None:
        """Keep this for the receiver's next visit."""

        def keep(database: sqlite3.Connection) -> None:
            with transaction(database):
                remember(database, receiver)
                sql = "UPDATE sessions SET receiver = ? WHERE id = ?"
                database.execute(sql, (receiver.name, self._id))

        self._try(keep)

    def forget(self, name: str) -> None:
        """Keep nothing of this receiver; also not in what happened before."""
        self._forgotten = (*self._forgotten, name)

    def write(self, at: Seconds, entry: Entry) -> None:
        """Append what history tells of the session."""
        if isinstance(entry, _NOT_KEPT):
            return
        data = json.dumps(asdict(entry))
        row = (self._id, round(at + self._before, 3), entry.event, data)

        def insert(database: sqlite3.Connection) -> None:
            with transaction(database):
                database.execute("INSERT INTO entries VALUES (?, ?, ?, ?)", row)
                self._sum_up(database, entry)

        self._try(insert)

    def close(self, *, over: bool) -> None:
        """`over`: the session came to its end, and there is nothing to go on with."""
        if over:
            self._try(lambda database: forget_the_way(database, self._id))
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                self._write_all_back(database)
            database.close()
        if self._held is not None:
            self._held.release()
            self._held = None

    def _open(self) -> None:
        self._database = database = opened(self._path)
        session, held = self._id, self._held
        with transaction(database):
            if session == 0:
                session, held = self._insert(database)
            database.execute(
                "UPDATE sessions SET before = ?, reached = ?, outcome = NULL WHERE id = ?",
                (self._before, self._reached, session),
            )
        self._id, self._held = session, held

    def _insert(self, database: sqlite3.Connection) -> tuple[int, Hold | None]:
        course = _text(course_data(self._course))
        digest = hashlib.sha256(course.encode()).hexdigest()
        routine, rehearsal = self._course.routine.id, self._course.rehearsal
        mode = None if rehearsal is None else rehearsal.mode
        started = datetime.now().astimezone().isoformat(timespec="seconds")
        database.execute("INSERT OR IGNORE INTO courses VALUES (?, ?)", (digest, course))
        found = database.execute(
            "INSERT INTO sessions"
            " (routine, started, touched, reached, before, version, course, rehearsal)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (routine, started, time.time(), 0.0, 0.0, __version__, digest, mode),
        )
        session = found.lastrowid or 0
        # Within the transaction: nobody sees the session before it is known to be going on.
        return session, hold(self._path, session)

    def _add(self, now: Seconds, happening: Happening) -> None:
        assert self._database is not None
        if self._course.rehearsal is not None:
            return  # Nobody goes on with it.
        row = (self._id, now, _text(happening_data(happening)))
        sql = "INSERT INTO happenings (session, at, data) VALUES (?, ?, ?)"
        self._last = self._database.execute(sql, row).lastrowid or 0
        self._since_snapshot += 1

    def _keep(self, database: sqlite3.Connection, state: Session) -> None:
        """Keep the state itself: what happened before is not gone through again."""
        if self._course.rehearsal is not None:
            return
        row = (self._id, self._last, _text(self._form.write(state)))
        database.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)", row)
        self._since_snapshot = 0
        if self._writing is None or not self._writing.is_alive():
            # It waits for the disk, up to a second on a memory card: nobody waits for it.
            self._writing = threading.Thread(target=write_back, args=(self._path,), daemon=True)
            self._writing.start()

    def _strike_out(self, database: sqlite3.Connection, state: Session) -> None:
        for name in self._forgotten:
            forget(database, self._path, name, now_on=self._id)
        self._forgotten = ()
        # The state knows the name no more; what led to it did.
        self._keep(database, state)
        sql = "DELETE FROM happenings WHERE session = ? AND id < ?"
        database.execute(sql, (self._id, self._last))
        self._write_all_back(database)

    def _write_all_back(self, database: sqlite3.Connection) -> None:
        """Leave nothing beside the journal itself."""
        if self._writing is not None:
            self._writing.join()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _sign_of_life(self, database: sqlite3.Connection) -> None:
        database.execute(
            "UPDATE sessions SET reached = ?, touched = ? WHERE id = ?",
            (self._reached, time.time(), self._id),
        )

    def _sum_up(self, database: sqlite3.Connection, entry: Entry) -> None:
        match entry:
            case StepBegun():
                database.execute(
                    "UPDATE sessions SET step = ?, side = ?, pressure = ? WHERE id = ?",
                    (entry.number, entry.side, entry.pressure, self._id),
                )
            case Asked(number):
                sql = "UPDATE sessions SET step = ? WHERE id = ?"
                database.execute(sql, (number, self._id))
            case Finished(outcome):
                database.execute(
                    "UPDATE sessions SET outcome = ? WHERE id = ?", (outcome, self._id)
                )
            case _:
                pass

    def _try(self, do: Callable[[sqlite3.Connection], None]) -> None:
        if self._database is not None:
            try:
                do(self._database)
            except (OSError, sqlite3.Error) as error:
                self._give_up(error)

    def _recover(self) -> None:
        """After a failure: what was missed is in the state, so that is kept."""
        self._again = self._reached + AGAIN
        state = self._state
        if state is None:
            return
        with suppress(OSError, sqlite3.Error, InputError):
            self._open()
            assert self._database is not None
            self._keep(self._database, state)

    def _give_up(self, error: Exception) -> None:
        database, self._database = self._database, None
        if database is not None:
            with suppress(sqlite3.Error):
                database.close()
        self._again = self._reached + AGAIN
        if not self._told:
            self._told = True
            problem = f"it cannot be written: {error}"
            self._report(PartFailed("journal", problem, remedy(error)))


def _text(data: Plain) -> str:
    return json.dumps(data, separators=(",", ":"))
