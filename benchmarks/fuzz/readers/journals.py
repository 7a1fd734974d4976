"""The journal of a session that was cut off: its bytes, and what its rows hold."""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random

from rich.console import Console

from benchmarks.fuzz.mutation import odd, spoilt, twisted
from benchmarks.fuzz.reader import Case, Reader
from voice_guide.adapters import journal
from voice_guide.adapters.journal import Journal
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Event, SpeechEnded, TimeUp, Write
from voice_guide.core.receiver import Receiver
from voice_guide.core.session import advance
from voice_guide.core.session.state import Session
from voice_guide.errors import VoiceGuideError
from voice_guide.settings import Settings
from voice_guide.wiring import folders, history, library
from voice_guide.wiring.resuming import begun, resumable

_TABLES = {
    "sessions": ("id", "routine", "started", "touched", "reached", "before", "step", "side",
                 "pressure", "outcome", "receiver", "version", "course"),
    "courses": ("hash", "data"),
    "entries": ("session", "at", "event", "data"),
    "happenings": ("id", "session", "at", "data"),
    "snapshots": ("session", "upto", "data"),
    "receivers": ("name", "data"),
}  # fmt: skip


def _kept(path: Path, *, snapshot: bool) -> bytes:
    """A journal as a kill leaves it."""
    course = library.course(library.shelf().load("back-rub"), Settings(skip_screening=True))
    book = Journal(path, course, print)
    book.begin(0.0)
    state = advance.begin(course).session
    chance = Random(1)  # noqa: S311 - to be repeated, not to be secret
    for number in range(30):
        now = number * 2.0
        event = _event(state, chance)
        book.append(now, event)
        turn = advance.advance(state, event, now)
        state = turn.session
        for action in turn.actions:
            if isinstance(action, Write):
                book.write(now, action.entry)
        book.settle(now, state)
    book.remember(Receiver("Anna"))
    if snapshot:
        assert book._database is not None  # noqa: SLF001 - before it would by itself
        book._keep(book._database, state)  # noqa: SLF001
        book.append(70.0, _event(state, chance))
    book._write_all_back(book._database)  # type: ignore[arg-type]  # noqa: SLF001
    content = path.read_bytes()
    book.close(over=True)
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    return content


def _event(state: Session, chance: Random) -> Event:
    if chance.random() < 0.6:
        return SpeechEnded(state.ticket)
    if chance.random() < 0.4:
        return TimeUp(state.alarm)
    return Understood(chance.choice((Command.NEXT, Command.TOO_MUCH_PRESSURE, Command.MORE_TIME)))


@contextmanager
def _bytes(folder: Path) -> Iterator[Case]:
    path = _place()
    seeds = [_kept(folder / "seed", snapshot=snapshot) for snapshot in (False, True)]

    def case(chance: Random) -> None:
        _put(path, spoilt(chance.choice(seeds), chance))
        _read(path)

    yield case


@contextmanager
def _rows(folder: Path) -> Iterator[Case]:
    path = _place()
    seeds = [_kept(folder / "seed", snapshot=snapshot) for snapshot in (False, True)]

    def case(chance: Random) -> None:
        _put(path, chance.choice(seeds))
        with closing(sqlite3.connect(path)) as database, database:
            for _ in range(chance.choice((1, 1, 2))):
                _spoil_a_row(database, chance)
        _read(path)

    yield case


def _place() -> Path:
    path = folders.journal()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _put(path: Path, content: bytes) -> None:
    for beside in ("-wal", "-shm"):
        Path(f"{path}{beside}").unlink(missing_ok=True)
    path.write_bytes(content)


def _spoil_a_row(database: sqlite3.Connection, chance: Random) -> None:
    table = chance.choice(list(_TABLES))
    column = chance.choice((*_TABLES[table], _TABLES[table][-1]))
    rows = database.execute(f"SELECT rowid, {column} FROM {table}").fetchall()  # noqa: S608
    if not rows:
        return
    row, value = chance.choice(rows)
    # What cannot be kept there is no case.
    with suppress(sqlite3.Error, OverflowError, UnicodeEncodeError):
        database.execute(
            f"UPDATE {table} SET {column} = ? WHERE rowid = ?",  # noqa: S608
            (_other(value, chance), row),
        )


def _other(value: object, chance: Random) -> object:
    if isinstance(value, str) and value[:1] in {"{", "["} and chance.random() < 0.9:
        with suppress(RecursionError):
            return json.dumps(twisted(json.loads(value), chance))
        return "[" * 100_000
    found = odd(chance)
    return found if found is None or isinstance(found, str | int | float) else b"\xff\0"


def _read(path: Path) -> None:
    """All that is done with it at the start, and by `history`."""
    with suppress(VoiceGuideError):
        found = history.sessions()
        out = Console(file=io.StringIO(), width=80)
        out.print(history.shown_list(found))
        json.dumps(history.list_data(found))
        for one in found:
            told = history.session(one.id)
            out.print(history.shown(told))
            json.dumps(history.data(told))
    told_of: list[object] = []
    cut = resumable(Settings(), told_of.append)
    begun(Settings())
    if cut is not None:
        assert cut.question
        turn = cut.conversation.begin(5.0)
        cut.conversation.view(turn.session, 5.0)
        turn = cut.conversation.advance(turn.session, Understood(Command.WHERE_ARE_WE), 6.0)
        cut.conversation.view(turn.session, 7.0)
        cut.kept.held.release()
    with suppress(VoiceGuideError):
        journal.forget_receiver(path, "Anna")


READERS = [Reader("journal, bytes", 5, _bytes), Reader("journal, rows", 6, _rows)]
