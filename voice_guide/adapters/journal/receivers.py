"""Receivers who have a name: what was right for them, for the next visit."""

import json
import sqlite3
from pathlib import Path

from voice_guide.adapters.journal.deleting import leave_what_was_cut_off
from voice_guide.adapters.journal.store import consulted, is_there, transaction
from voice_guide.core.plain import Forms, Unreadable
from voice_guide.core.receiver import Receiver, find

_FORM = Forms().of(Receiver)


def known_receivers(path: Path) -> tuple[Receiver, ...]:
    """All who are known; raise InputError for a journal that cannot be read."""
    if not is_there(path):
        return ()
    with consulted(path) as database:
        return _all(database)


def _all(database: sqlite3.Connection) -> tuple[Receiver, ...]:
    found = []
    for (data,) in database.execute("SELECT data FROM receivers ORDER BY name"):
        try:
            found.append(_FORM.read(json.loads(data)))
        except (Unreadable, ValueError, TypeError, RecursionError):
            continue  # Of another version: it is learnt anew.
    return tuple(found)


def remember(database: sqlite3.Connection, receiver: Receiver) -> None:
    """Within a transaction: keep this, in place of what was known."""
    row = (receiver.name, json.dumps(_FORM.write(receiver)))
    database.execute("INSERT OR REPLACE INTO receivers VALUES (?, ?)", row)


def forget(database: sqlite3.Connection, path: Path, name: str, now_on: int = 0) -> bool:
    """Strike a name out everywhere; False when it was nowhere.

    What was cut off, but for the session `now_on`, is offered no more: it may have known them.
    """
    spelt = _spelt(database, name)
    leave_what_was_cut_off(database, path, but=now_on)
    with transaction(database):
        gone = database.execute("DELETE FROM receivers WHERE name = ?", (spelt,)).rowcount
        sql = "UPDATE sessions SET receiver = NULL WHERE receiver = ?"
        seen = database.execute(sql, (spelt,)).rowcount
    return gone + seen > 0


def _spelt(database: sqlite3.Connection, name: str) -> str:
    receiver = find(_all(database), name)
    return name if receiver is None else receiver.name


def names_receiver(path: Path, name: str) -> bool:
    """Whether there is anything to forget; raise InputError for a journal that cannot be read."""
    if not is_there(path):
        return False
    with consulted(path) as database:
        spelt = _spelt(database, name)
        sql = (
            "SELECT EXISTS (SELECT 1 FROM receivers WHERE name = ?1) "
            "OR EXISTS (SELECT 1 FROM sessions WHERE receiver = ?1)"
        )
        (found,) = database.execute(sql, (spelt,)).fetchone()
        return bool(found)


def forget_receiver(path: Path, name: str) -> bool:
    """As `forget`; raise InputError for a journal that cannot be read."""
    if not is_there(path):
        return False
    with consulted(path) as database:
        known = forget(database, path, name)
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return known
