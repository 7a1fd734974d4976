"""What the journal tells: past sessions, and the one that was cut off."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voice_guide.adapters.journal.live import Hold, hold, others_live
from voice_guide.adapters.journal.store import consulted
from voice_guide.core.past import Line
from voice_guide.core.plain import Plain
from voice_guide.core.units import Seconds


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
    receiver: str | None = None
    rehearsal: str | None = None
    """The mode, if it was one."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """A session that could go on, as plain data for the core to read."""

    id: int
    version: str
    """Of the program that it was played with."""
    reached: Seconds
    """How far its time had come, by the clock of its room."""
    before: Seconds
    """What is added to that clock to get the time since the session began."""
    course: Plain
    snapshot: Plain
    """None: the session is all that happened."""
    happened: tuple[tuple[Seconds, Plain], ...]
    """Since the snapshot."""
    held: Hold


def past_sessions(path: Path) -> tuple[PastSession, ...]:
    """All sessions, the newest first; raise InputError for a journal that cannot be read."""
    if not path.exists():
        return ()
    with consulted(path) as database:
        columns = "id, routine, started, step, side, pressure, outcome, receiver, rehearsal"
        rows = database.execute(f"SELECT {columns} FROM sessions ORDER BY id DESC")  # noqa: S608
        return tuple(PastSession(*row) for row in rows)


def lines_of(path: Path, session: int) -> tuple[Line, ...]:
    """What happened in a session, in its order; raise InputError as `past_sessions`."""
    with consulted(path) as database:
        rows = database.execute(
            "SELECT at, event, data FROM entries WHERE session = ? ORDER BY rowid", (session,)
        )
        return tuple(Line(at, event, _values(data)) for at, event, data in rows)


def _values(text: str) -> dict[str, Any]:
    found = _data(text)
    return found if isinstance(found, dict) else {}


def goes_on_elsewhere(path: Path) -> bool:
    """Another guide is in the middle of a session; raise InputError as `past_sessions`."""
    if not path.exists():
        return False
    with consulted(path) as database:
        rows = database.execute("SELECT id FROM sessions WHERE course IS NOT NULL")
        return others_live(path, [session for (session,) in rows])


def cut_off(path: Path, since: float) -> CutOff | None:
    """The newest session that could go on and gave a sign of life after `since`, now held.

    A rehearsal is none: nobody lies there, and beginning again costs little.
    `since` in seconds since 1970. Raises InputError for a journal that cannot be read.
    """
    if not path.exists():
        return None
    with consulted(path) as database:
        rows = database.execute(
            "SELECT id FROM sessions WHERE course IS NOT NULL AND rehearsal IS NULL"
            " AND touched >= ? ORDER BY id DESC",
            (since,),
        ).fetchall()
        for (session,) in rows:
            held = hold(path, session)
            if held is not None:
                return _read(database, session, held)
    return None


def _read(database: sqlite3.Connection, session: int, held: Hold) -> CutOff | None:
    row = database.execute(
        "SELECT version, reached, before, data FROM sessions JOIN courses ON course = hash"
        " WHERE id = ?",
        (session,),
    ).fetchone()
    if row is None:  # It came to its end before we held it.
        held.release()
        return None
    version, reached, before, course = row
    kept = database.execute("SELECT upto, data FROM snapshots WHERE session = ?", (session,))
    upto, snapshot = kept.fetchone() or (0, "null")
    happened = database.execute(
        "SELECT at, data FROM happenings WHERE session = ? AND id > ? ORDER BY id", (session, upto)
    ).fetchall()
    return CutOff(
        id=session,
        version=version,
        reached=max((reached, *(at for at, _ in happened))),
        before=before,
        course=_data(course),
        snapshot=_data(snapshot),
        happened=tuple((at, _data(data)) for at, data in happened),
        held=held,
    )


def _data(text: str) -> Plain:
    """What the text holds; what holds nothing is no data that any form would take."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return "spoilt"
