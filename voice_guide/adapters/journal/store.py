"""The journal's file: its tables, its rights, its version."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from voice_guide.errors import InputError

FORMAT = 2
"""Of the tables; kept in the file as its user_version. 0 was before there were any versions."""

_NEWER = {1: "ALTER TABLE sessions ADD COLUMN rehearsal TEXT"}
"""What makes of each older format the next one."""

MOVE_AWAY = "Move the file away; a new one is begun."
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}

_TABLES = """
CREATE TABLE IF NOT EXISTS courses (hash TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
    id INTEGER PRIMARY KEY,
    routine TEXT NOT NULL,
    started TEXT NOT NULL,
    touched REAL NOT NULL,
    reached REAL NOT NULL,
    before REAL NOT NULL,
    step INTEGER,
    side TEXT,
    pressure INTEGER,
    outcome TEXT,
    receiver TEXT,
    version TEXT NOT NULL,
    course TEXT REFERENCES courses(hash),
    rehearsal TEXT
);
CREATE TABLE IF NOT EXISTS receivers (name TEXT PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
    session INTEGER NOT NULL REFERENCES sessions(id),
    at REAL NOT NULL,
    event TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_of_session ON entries(session);
CREATE TABLE IF NOT EXISTS happenings (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions(id),
    at REAL NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS happenings_of_session ON happenings(session);
CREATE TABLE IF NOT EXISTS snapshots (
    session INTEGER PRIMARY KEY REFERENCES sessions(id),
    upto INTEGER NOT NULL,
    data TEXT NOT NULL
);
"""
# sessions: `touched` is the last sign of life by the wall clock, `reached` by the clock of the
# room; `before` is added to the room's time to get the session's. `course` is NULL when there is
# nothing more to go on with; `rehearsal` is the mode of a rehearsal. entries: the event log's
# lines that history tells. happenings: what the state is the fold of; a snapshot is the state
# after the happening `upto`.


def opened(path: Path) -> sqlite3.Connection:
    """Open the journal, making it if needed; OSError, sqlite3.Error, or InputError by its version.

    Transactions are begun by hand.
    """
    _make_private(path)
    # Another program that holds it must not keep "stop" waiting.
    database = sqlite3.connect(path, timeout=0.3, isolation_level=None)
    try:
        _prepare(database, path)
    except UnicodeDecodeError as error:  # in a sentence of SQLite's about names that are no text
        database.close()
        raise sqlite3.DatabaseError(f"its tables have no names: {error.reason}") from error
    except BaseException:
        database.close()
        raise
    return database


def _make_private(path: Path) -> None:
    # What is said about a person's body is for that person alone.
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    elif path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version in _NEWER:
        version = _renewed(database)
    if version != FORMAT:
        _refuse_other(database, version, path)
    database.execute("PRAGMA journal_mode = WAL")
    # A killed process loses nothing. Waiting for the disk at each event would delay "stop", and
    # so would writing back what has gathered: that is done between the events.
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA wal_autocheckpoint = 0")
    database.execute("PRAGMA secure_delete = ON")
    if version != FORMAT:
        database.executescript(_TABLES)
        database.execute(f"PRAGMA user_version = {FORMAT}")


def _renewed(database: sqlite3.Connection) -> int:
    """Bring the tables up to the format of today; return it."""
    with transaction(database):
        # Another guide may have done it meanwhile.
        (version,) = database.execute("PRAGMA user_version").fetchone()
        while version in _NEWER:
            database.execute(_NEWER[version])
            version += 1
        database.execute(f"PRAGMA user_version = {version}")
    return int(version)


def _refuse_other(database: sqlite3.Connection, version: int, path: Path) -> None:
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if version or tables:
        age = "a newer" if version > FORMAT else "an older"
        raise InputError(f"{path}: this journal is of {age} version of the guide", hint=MOVE_AWAY)


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of it or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def write_back(path: Path) -> None:
    """Bring what has gathered beside the journal into it; writers go on meanwhile."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as database:
        database.execute("PRAGMA wal_checkpoint(PASSIVE)")


def is_there(path: Path) -> bool:
    """Whether a journal was ever begun; raise InputError where none could be."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unreadable(path, error) from error
    return True


@contextmanager
def consulted(path: Path) -> Iterator[sqlite3.Connection]:
    """The journal for a while; raise InputError when it cannot be read."""
    try:
        with closing(opened(path)) as database:
            yield database
    except (OSError, sqlite3.Error) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(f"{path}: the journal cannot be read: {error}", hint=remedy(error))


def remedy(error: Exception) -> str:
    """What to try when the journal cannot be read or written."""
    match error:
        case InputError(hint=hint):
            return hint
        case sqlite3.OperationalError(sqlite_errorcode=code) if code & 0xFF in _HELD:
            return "Another program holds it: close that one, or wait."
        case FileExistsError(filename=name) | NotADirectoryError(filename=name):
            file = next(one for one in (Path(name), *Path(name).parents) if one.exists())
            return f"Move {file} away: a folder belongs in its place."
        case OSError() | sqlite3.OperationalError():
            return "Free some space, or check the rights of the folder."
        case _:
            return MOVE_AWAY
