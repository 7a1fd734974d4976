"""A journal that others have written into: told once, with what to do, and never a crash."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.adapters.test_journal import begun, brought_back, killed, path, work
from voice_guide.adapters import journal
from voice_guide.core.messages import PartFailed
from voice_guide.errors import InputError
from voice_guide.ports import Report
from voice_guide.settings import Settings
from voice_guide.wiring import history, resuming

__all__ = ["path"]


def spoil(journal_file: Path, statement: str) -> None:
    with closing(sqlite3.connect(journal_file, isolation_level=None)) as database:
        database.execute(statement)


def a_killed_session(file: Path) -> None:
    play = begun(file)
    work(play)
    killed(play)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sessions SET reached = 'late'",
        "UPDATE sessions SET before = 9e999",
        "UPDATE happenings SET at = 'now'",
        "UPDATE happenings SET at = 9e999",
        "UPDATE happenings SET at = 1e308",
    ],
)
def test_times_that_are_none_are_told_once_and_the_session_is_left(
    path: Path, statement: str
) -> None:
    a_killed_session(path)
    spoil(path, statement)
    told: list[Report] = []
    assert brought_back(told) is None
    (failed,) = told
    assert isinstance(failed, PartFailed)
    assert "spoilt" in failed.problem
    assert "begin again" in failed.remedy
    assert brought_back(told) is None
    assert len(told) == 1


@pytest.mark.parametrize(
    ("statement", "ask"),
    [
        ("UPDATE sessions SET started = x'05'", lambda _: history.sessions()),
        ("UPDATE sessions SET pressure = 'firm'", lambda _: history.sessions()),
        ("UPDATE entries SET at = 'then'", history.session),
        ("UPDATE entries SET data = '{}' WHERE event = 'step'", history.session),
        ("UPDATE entries SET data = '{\"level\": []}' WHERE event = 'pressure'", history.session),
    ],
)
def test_history_names_what_is_spoilt_instead_of_ending_in_a_crash(
    path: Path, statement: str, ask: Callable[[int], object]
) -> None:
    a_killed_session(path)
    (one,) = history.sessions()
    spoil(path, statement)
    with pytest.raises(InputError, match="spoilt"):
        ask(one.id)


@pytest.mark.parametrize("data", ["[[[[", "7", "x'00'"])
def test_a_receiver_of_whom_no_more_is_readable_is_learnt_anew(path: Path, data: str) -> None:
    a_killed_session(path)
    value = data if data.startswith("x'") else f"'{data}'"
    spoil(path, f"INSERT INTO receivers VALUES ('Anna', {value})")  # noqa: S608
    assert journal.known_receivers(path) == ()


def _reports_of_a_session(path: Path) -> list[PartFailed]:
    """All that is told from the start to the end of a session."""
    told: list[Report] = []
    resuming.resumable(Settings(), told.append)
    resuming.begun(Settings())
    play = begun(path, told)
    work(play)
    assert play.book is not None
    play.book.close(over=True)
    return [report for report in told if isinstance(report, PartFailed)]


def test_a_file_that_is_no_journal_is_told_once_in_a_session_with_what_to_do(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no database " * 100)
    (failed,) = _reports_of_a_session(path)
    assert failed.part == "journal"
    assert "Move the file away" in failed.remedy


def test_a_file_in_the_place_of_the_folder_is_told_once_in_a_session(path: Path) -> None:
    path.parent.parent.mkdir(parents=True)
    path.parent.write_text("no folder", encoding="utf-8")
    (failed,) = _reports_of_a_session(path)
    assert failed.remedy == f"Move {path.parent} away: a folder belongs in its place."


def test_a_journal_that_another_program_holds_is_told_once_with_what_to_do(path: Path) -> None:
    play = begun(path)
    assert play.book is not None
    play.book.close(over=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        failed = _reports_of_a_session(path)
    assert [one.part for one in failed] == ["journal"]
    assert "Another program holds it" in failed[0].remedy


def test_a_journal_that_cannot_be_written_either_leaves_nobody_in_the_lurch(path: Path) -> None:
    """The course is spoilt, and so are the pages that leaving the session would change."""
    a_killed_session(path)
    spoil(path, "UPDATE courses SET data = '{}'")
    spoil(path, "CREATE TRIGGER no BEFORE UPDATE ON sessions BEGIN SELECT raise(ABORT, 'no'); END")
    told: list[Report] = []
    assert brought_back(told) is None
    assert [report.part for report in told if isinstance(report, PartFailed)] == ["journal"]


def test_a_journal_whose_tables_have_names_that_are_no_text_is_named(path: Path) -> None:
    a_killed_session(path)
    spoil(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    content = path.read_bytes()
    assert b"CREATE TABLE courses" in content
    path.write_bytes(
        content.replace(b"CREATE TABLE courses", b"CREATE \xff\xff\xff\xff\xff courses")
    )
    with pytest.raises(InputError, match="cannot be read") as refused:
        history.sessions()
    assert "Move the file away" in refused.value.hint
