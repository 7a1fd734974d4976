"""The sessions of the past, and each one's events, in one SQLite file of the person's own."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from voice_guide.core.messages import PartFailed
from voice_guide.core.record import Entry, Finished, StepBegun
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.ports import Report

_TABLES = """
CREATE TABLE IF NOT EXISTS sessions (
    id INTEGER PRIMARY KEY,
    routine TEXT NOT NULL,
    started TEXT NOT NULL,
    step INTEGER,
    side TEXT,
    pressure INTEGER,
    outcome TEXT
);
CREATE TABLE IF NOT EXISTS events (
    session INTEGER NOT NULL REFERENCES sessions(id),
    at REAL NOT NULL,
    event TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_of_session ON events(session);
"""


@dataclass(frozen=True, slots=True)
class PastSession:
    """One session as it was left."""

    id: int
    routine: str
    started: str
    """Local time in ISO 8601."""
    step: int | None
    side: str | None
    pressure: int | None
    outcome: str | None
    """None: it was cut off, or is still going on."""


class Journal:
    """Appends a session's events; a failing disk is announced once and ends only the journal."""

    def __init__(
        self, path: Path, routine: str, started: str, report: Callable[[Report], None]
    ) -> None:
        self._report = report
        self._session = 0
        try:
            self._database: sqlite3.Connection | None = _open(path)
            self._begin(routine, started)
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def write(self, at: Seconds, entry: Entry) -> None:
        """Append an entry before anything comes of it."""
        if self._database is None:
            return
        try:
            with self._database as transaction:
                data = json.dumps(asdict(entry), ensure_ascii=False)
                row = (self._session, round(at, 3), entry.event, data)
                transaction.execute("INSERT INTO events VALUES (?, ?, ?, ?)", row)
                self._sum_up(transaction, entry)
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def _begin(self, routine: str, started: str) -> None:
        if self._database is None:
            return
        with self._database as transaction:
            sql = "INSERT INTO sessions (routine, started) VALUES (?, ?)"
            self._session = transaction.execute(sql, (routine, started)).lastrowid or 0

    def _sum_up(self, transaction: sqlite3.Connection, entry: Entry) -> None:
        match entry:
            case StepBegun():
                transaction.execute(
                    "UPDATE sessions SET step = ?, side = ?, pressure = ? WHERE id = ?",
                    (entry.number, entry.side, entry.pressure, self._session),
                )
            case Finished(outcome):
                transaction.execute(
                    "UPDATE sessions SET outcome = ? WHERE id = ?", (outcome, self._session)
                )
            case _:
                pass

    def _give_up(self, error: Exception) -> None:
        self._database = None
        remedy = "Free some space, or check the rights of the folder."
        self._report(PartFailed("journal", f"it cannot be written: {error}", remedy))


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # What is said about a person's body is for that person alone.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    # Another program that holds it must not keep "stop" waiting.
    database = sqlite3.connect(path, timeout=0.3)
    database.execute("PRAGMA journal_mode = WAL")
    # A killed process loses nothing. Waiting for the disk at each event would delay "stop".
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(_TABLES)
    return database


def past_sessions(path: Path) -> tuple[PastSession, ...]:
    """All sessions, the newest first; raise InputError for a journal that cannot be read."""
    if not path.exists():
        return ()
    try:
        with closing(_open(path)) as database:
            columns = "id, routine, started, step, side, pressure, outcome"
            rows = database.execute(f"SELECT {columns} FROM sessions ORDER BY id DESC")  # noqa: S608
            return tuple(PastSession(*row) for row in rows)
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            f"{path}: the journal cannot be read: {error}",
            hint="Move the file away; a new one is begun.",
        ) from error
