"""What the journal tells: past sessions, and the one that was cut off."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from voice_guide.adapters.journal.deleting import leave
from voice_guide.adapters.journal.live import Hold, hold, is_going_on
from voice_guide.adapters.journal.store import MOVE_AWAY, consulted, is_there
from voice_guide.core.past import Line
from voice_guide.core.plain import Forms, Plain, Unreadable
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError


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


_FORMS = Forms()
_SESSION, _KEPT = _FORMS.of(PastSession), _FORMS.of(tuple[str, float, float, str])
_NUMBER, _TEXT = _FORMS.of(float), _FORMS.of(str)


_LONGEST: Seconds = 1e9
"""No session lasts for thirty years."""


def _seconds(value: object) -> Seconds:
    found: Seconds = _NUMBER.read(value)
    if not abs(found) < _LONGEST:  # true of nan, too
        raise Unreadable(f"a time of {found}")
    return found


class SpoiltError(InputError):
    """A journal that can be read holds what it should not."""


def past_sessions(path: Path) -> tuple[PastSession, ...]:
    """All sessions, the newest first; raise InputError for a journal that cannot be read."""
    if not is_there(path):
        return ()
    with consulted(path) as database:
        columns = [field.name for field in fields(PastSession)]
        wanted = ", ".join(columns)
        rows = database.execute(f"SELECT {wanted} FROM sessions ORDER BY id DESC")  # noqa: S608
        with _refusing(path):
            found = (dict(zip(columns, row, strict=True)) for row in rows)
            return tuple(_SESSION.read(values) for values in found)


def lines_of(path: Path, session: int) -> tuple[Line, ...]:
    """What happened in a session, in its order; raise InputError as `past_sessions`."""
    with consulted(path) as database:
        rows = database.execute(
            "SELECT at, event, data FROM entries WHERE session = ? ORDER BY rowid", (session,)
        )
        with _refusing(path):
            return tuple(
                Line(_seconds(at), _TEXT.read(event), _values(data)) for at, event, data in rows
            )


def _values(text: str) -> dict[str, Any]:
    found = _data(text)
    return found if isinstance(found, dict) else {}


def goes_on_elsewhere(path: Path) -> bool:
    """Another guide is in the middle of a session; raise InputError as `past_sessions`."""
    if not is_there(path):
        return False
    with consulted(path) as database:
        rows = database.execute("SELECT id FROM sessions WHERE course IS NOT NULL")
        return any(is_going_on(path, session) for (session,) in rows)


def cut_off(path: Path, since: float) -> CutOff | None:
    """The newest session that could go on and gave a sign of life after `since`, now held.

    A rehearsal is none: nobody lies there, and beginning again costs little.
    `since` in seconds since 1970. Raises InputError for a journal that cannot be read.
    """
    if not is_there(path):
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
                try:
                    return _read(database, session, held)
                except Unreadable as error:
                    # Told once, and not at each start.
                    held.release()
                    leave(path, session)
                    raise _spoilt(path, error) from error
    return None


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """What is no data of ours is an error of that file."""
    try:
        yield
    except Unreadable as error:
        raise _spoilt(path, error) from error


def _spoilt(path: Path, error: Unreadable) -> "SpoiltError":
    return SpoiltError(f"{path}: the journal is spoilt: {error}", hint=MOVE_AWAY)


def _read(database: sqlite3.Connection, session: int, held: Hold) -> CutOff | None:
    row = database.execute(
        "SELECT version, reached, before, data FROM sessions JOIN courses ON course = hash"
        " WHERE id = ?",
        (session,),
    ).fetchone()
    if row is None:  # It came to its end before we held it.
        held.release()
        return None
    version, reached, before, course = _KEPT.read(list(row))
    kept = database.execute("SELECT upto, data FROM snapshots WHERE session = ?", (session,))
    upto, snapshot = kept.fetchone() or (0, "null")
    happened = database.execute(
        "SELECT at, data FROM happenings WHERE session = ? AND id > ? ORDER BY id", (session, upto)
    ).fetchall()
    times = [_seconds(at) for at, _ in happened]
    return CutOff(
        id=session,
        version=version,
        reached=max((_seconds(reached), *times)),
        before=_seconds(before),
        course=_data(course),
        snapshot=_data(snapshot),
        happened=tuple((at, _data(data)) for at, (_, data) in zip(times, happened, strict=True)),
        held=held,
    )


def _data(text: str) -> Plain:
    """What the text holds; what holds nothing is no data that any form would take."""
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return "spoilt"
