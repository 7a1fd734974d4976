"""Sessions taken out of the journal for good."""

import math
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from voice_guide.adapters.journal.live import hold
from voice_guide.adapters.journal.store import consulted, is_there, transaction

_TABLES = ("entries", "happenings", "snapshots")


def delete(path: Path, sessions: Iterable[int]) -> tuple[int, ...]:
    """Delete sessions, all but those that are going on; return which are gone.

    Raises InputError for a journal that cannot be read.
    """
    if not is_there(path):
        return ()
    with consulted(path) as database:
        gone = tuple(one for one in sessions if _delete_one(database, path, one))
        # Neither beside the file nor in its unused pages is anything left to be read.
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return gone


def _delete_one(database: sqlite3.Connection, path: Path, session: int) -> bool:
    held = hold(path, session)
    if held is None:
        return False
    with transaction(database):
        for table in _TABLES:
            database.execute(f"DELETE FROM {table} WHERE session = ?", (session,))  # noqa: S608
        found = database.execute("DELETE FROM sessions WHERE id = ?", (session,)).rowcount
        forget_courses(database)
    held.release()
    return found > 0


def leave(path: Path, session: int) -> None:
    """The session is not to be gone on with; raise InputError for a journal that cannot be read."""
    with consulted(path) as database:
        _leave(database, session)


def _leave(database: sqlite3.Connection, session: int) -> None:
    database.execute(
        "UPDATE sessions SET outcome = coalesce(outcome, 'left') WHERE id = ?", (session,)
    )
    forget_the_way(database, session)


def leave_older(path: Path, since: float) -> None:
    """What gave no sign of life after `since` is left; raise InputError as `leave`."""
    if is_there(path):
        with consulted(path) as database:
            leave_what_was_cut_off(database, path, before=since)


def leave_what_was_cut_off(
    database: sqlite3.Connection, path: Path, but: int = 0, before: float = math.inf
) -> None:
    """No session can be gone on with any more, but for this one and those that are going on.

    `before`, in seconds since 1970: those that gave a sign of life later are spared, too.
    """
    rows = database.execute(
        "SELECT id FROM sessions WHERE course IS NOT NULL AND id != ? AND touched < ?",
        (but, before),
    ).fetchall()
    for (session,) in rows:
        held = hold(path, session)
        if held is not None:
            _leave(database, session)
            held.release()


def forget_the_way(database: sqlite3.Connection, session: int) -> None:
    """Of a session that is over nothing is kept that only going on would need."""
    with transaction(database):
        database.execute("UPDATE sessions SET course = NULL WHERE id = ?", (session,))
        database.execute("DELETE FROM happenings WHERE session = ?", (session,))
        database.execute("DELETE FROM snapshots WHERE session = ?", (session,))
        forget_courses(database)


def forget_courses(database: sqlite3.Connection) -> None:
    """Within a transaction: the routines that no session needs any more."""
    database.execute(
        "DELETE FROM courses WHERE hash NOT IN"
        " (SELECT course FROM sessions WHERE course IS NOT NULL)"
    )
