"""The journal: kept before anything is done, private, and honest about what it cannot do."""

import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.core.play import Play, course
from voice_guide.adapters import journal
from voice_guide.adapters.journal import Journal
from voice_guide.adapters.journal.writing import AGAIN, SNAPSHOT_EVERY
from voice_guide.core.commands import Command
from voice_guide.core.messages import Action, Event, Forget, PartFailed, Remember, Write
from voice_guide.core.receiver import Receiver
from voice_guide.core.rehearsing.rehearsal import Mode, Rehearsal
from voice_guide.core.session import advance
from voice_guide.core.session.resuming.happened import Begun
from voice_guide.core.session.state import Session, Stage
from voice_guide.errors import InputError
from voice_guide.ports import Report
from voice_guide.settings import Settings
from voice_guide.wiring import folders, resuming

STORY = course()


@dataclass
class Kept(Play):
    """A session with its journal, as the player keeps it."""

    book: Journal | None = None

    def take(self, event: Event) -> None:
        assert self.book is not None
        self.book.append(self.now, event)
        super().take(event)
        self.book.settle(self.now, self.session)

    def perform(self, actions: tuple[Action, ...]) -> None:
        super().perform(actions)
        assert self.book is not None
        for action in actions:
            match action:
                case Write(entry):
                    self.book.write(self.now, entry)
                case Remember(receiver):
                    self.book.remember(receiver)
                case Forget(name):
                    self.book.forget(name)
                case _:
                    pass


@pytest.fixture
def path(user: Path) -> Path:
    assert user.is_dir()
    return folders.journal()


def begun(path: Path, told: list[Report] | None = None, begin: Begun | None = None) -> Kept:
    begin = begin or Begun()
    book = Journal(path, STORY, (told if told is not None else []).append, None, begin)
    book.begin(0.0)
    turn = advance.begin(STORY, 0.0, begin.known, begin.receiver)
    play = Kept(turn.session, book=book)
    play.perform(turn.actions)
    book.settle(0.0, turn.session)
    return play


def killed(play: Kept) -> None:
    """Its process is gone, and with it its locks; nothing was closed."""
    assert play.book is not None
    assert play.book._held is not None
    play.book._held.lock.release()


def brought_back(told: list[Report] | None = None) -> Session | None:
    found = resuming.resumable(
        Settings(resume=True, microphone="in.wav"), (told if told is not None else []).append
    )
    if found is None:
        return None
    found.kept.held.release()
    return found.session


def work(play: Play) -> None:
    play.order(Command.NEXT)
    play.until_stage(Stage.HOLDING)
    play.pass_time(10.0)
    play.order(Command.TOO_MUCH_PRESSURE)
    play.until_silent()


def test_a_killed_session_is_brought_back_as_it_was(path: Path) -> None:
    play = begun(path)
    work(play)
    killed(play)
    assert brought_back() == play.session


def test_so_is_a_long_one_out_of_its_last_snapshot(path: Path) -> None:
    play = begun(path)
    work(play)
    for _ in range(SNAPSHOT_EVERY):
        play.order(Command.MORE_TIME, 10)
        play.order(Command.LOUDER)
    killed(play)
    kept = journal.cut_off(path, 0.0)
    assert kept is not None
    kept.held.release()
    assert len(kept.happened) < SNAPSHOT_EVERY
    assert brought_back() == play.session


def test_what_came_to_its_end_is_not_offered_and_its_way_is_forgotten(path: Path) -> None:
    play = begun(path)
    work(play)
    play.order(Command.FINISH)
    play.order(Command.YES)
    play.to_the_end()
    assert play.book is not None
    play.book.close(over=True)
    assert brought_back() is None
    with closing(sqlite3.connect(path)) as database:
        for table in ("happenings", "snapshots", "courses"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    assert [one.outcome for one in journal.past_sessions(path)] == ["stopped"]


def test_a_session_before_its_first_step_is_not_worth_a_question(path: Path) -> None:
    play = begun(path)
    play.pass_time(2.0)
    killed(play)
    assert brought_back() is None


def test_what_was_cut_off_yesterday_is_left(path: Path) -> None:
    play = begun(path)
    work(play)
    killed(play)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE sessions SET touched = touched - 86400")
    assert brought_back() is None
    assert [one.outcome for one in journal.past_sessions(path)] == ["left"]


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """No file of this process can grow beyond what the journal has now."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(file.stat().st_size for file in path.parent.glob(f"{path.name}*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_once_and_when_there_is_room_again_nothing_is_missing(
    path: Path,
) -> None:
    told: list[Report] = []
    play = begun(path, told)
    with full_disk(path):
        work(play)
        play.order(Command.LOUDER)
        play.order(Command.NEXT)
    (failed,) = told
    assert isinstance(failed, PartFailed)
    assert (failed.part, bool(failed.remedy)) == ("journal", True)
    play.pass_time(3 * AGAIN)
    play.order(Command.QUIETER)
    assert len(told) == 1
    killed(play)
    assert brought_back() == play.session


def test_a_place_where_nothing_can_be_written_is_told_and_the_session_goes_on(path: Path) -> None:
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.write_text("a file where the folder should be", encoding="utf-8")
    told: list[Report] = []
    play = begun(path, told)
    work(play)
    play.to_the_end()
    assert play.outcome == "completed"
    assert [type(report) for report in told] == [PartFailed]


def test_a_program_that_holds_the_journal_does_not_stop_the_session(path: Path) -> None:
    told: list[Report] = []
    play = begun(path, told)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        work(play)
    assert len(told) == 1
    play.pass_time(3 * AGAIN)
    play.order(Command.QUIETER)
    killed(play)
    assert brought_back() == play.session


@pytest.mark.parametrize(("version", "age"), [(0, "an older"), (99, "a newer")])
def test_a_journal_of_another_version_is_refused_with_what_to_do(
    path: Path, version: int, age: str
) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE sessions (id INTEGER)")
        database.execute(f"PRAGMA user_version = {version}")
        database.commit()
    with pytest.raises(InputError, match=age) as refused:
        journal.past_sessions(path)
    assert "Move the file away" in refused.value.hint
    told: list[Report] = []
    work(begun(path, told))
    (failed,) = told
    assert isinstance(failed, PartFailed)
    assert "Move the file away" in failed.remedy


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE sessions SET version = '0.0.0'",
        "UPDATE courses SET data = '{}'",
        "UPDATE courses SET data = x'00'",
        'UPDATE happenings SET data = \'{"is": "Understood", "command": "dance"}\'',
        "UPDATE happenings SET data = '[[[['",
        "DELETE FROM happenings WHERE id = 1",
    ],
)
def test_what_cannot_be_gone_on_with_is_told_once_and_left(path: Path, spoil: str) -> None:
    play = begun(path)
    work(play)
    killed(play)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(spoil)
    told: list[Report] = []
    assert brought_back(told) is None
    (failed,) = told
    assert isinstance(failed, PartFailed)
    assert "begin again" in failed.remedy
    assert brought_back(told) is None
    assert len(told) == 1
    assert [one.outcome for one in journal.past_sessions(path)] == ["left"]


_OTHER = """
import sys, time
from tests.adapters.test_journal import begun, work
from voice_guide.wiring import folders
play = begun(folders.journal())
work(play)
print("at work", flush=True)
time.sleep(60)
"""


def test_a_session_that_goes_on_in_another_guide_is_not_offered_until_that_is_gone(
    path: Path,
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _OTHER], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "at work\n"
        assert brought_back() is None
        told: list[Report] = []
        assert resuming.resumable(Settings(), told.append) is None
        assert [report.part for report in told if isinstance(report, PartFailed)] == ["other guide"]
        (session,) = journal.past_sessions(path)
        assert journal.delete(path, [session.id]) == ()
        # A second guide keeps its own session beside it.
        second = begun(path)
        work(second)
        assert second.book is not None
        second.book.close(over=True)
        other.kill()
    assert not journal.goes_on_elsewhere(path)
    assert brought_back() is not None


def test_all_that_is_kept_can_be_read_by_its_person_alone(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch(0o644)
    work(begun(path))
    files = [file for file in path.parent.rglob("*") if file.is_file()]
    assert len(files) > 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


ANNA = Receiver("Anna")


def test_pressure_and_pain_of_a_receiver_are_there_at_the_next_visit(path: Path) -> None:
    play = begun(path, begin=Begun((), "Anna"))
    work(play)
    (anna,) = journal.known_receivers(path)
    assert (anna.name, dict(anna.pressure)) == ("Anna", {"mid_back": -1})
    assert play.book is not None
    play.book.close(over=True)
    assert [one.receiver for one in journal.past_sessions(path)] == ["Anna"]
    again = begun(path, begin=Begun((anna,), "anna"))
    assert again.session.care.pressure == {"mid_back": -1}
    assert "Anna, as last time." in again.session.lines


def test_of_somebody_who_is_forgotten_no_byte_is_left(path: Path) -> None:
    play = begun(path, begin=Begun((), "Rumpelstiltskin"))
    work(play)
    play.order(Command.FORGET_RECEIVER)
    play.order(Command.YES)
    play.until_silent()
    assert journal.known_receivers(path) == ()
    assert play.book is not None
    play.book.close(over=False)
    for file in path.parent.rglob("*"):
        assert file.is_dir() or b"umpelstiltskin" not in file.read_bytes()
    # And still it can be gone on with.
    assert brought_back() == play.session


def test_a_receiver_can_be_forgotten_without_a_session(path: Path) -> None:
    work(begun(path, begin=Begun((), "Rumpelstiltskin")))
    assert journal.forget_receiver(path, "rumpelstiltskin")
    assert not journal.forget_receiver(path, "rumpelstiltskin")
    assert [one.receiver for one in journal.past_sessions(path)] == [None]


def test_a_journal_of_the_format_before_is_read_and_goes_on(path: Path) -> None:
    work(begun(path))
    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE sessions DROP COLUMN rehearsal")
        database.execute("PRAGMA user_version = 1")
        database.commit()
    (before,) = journal.past_sessions(path)
    assert (before.routine, before.rehearsal) == ("story", None)
    work(begun(path))
    assert len(journal.past_sessions(path)) == 2


def test_a_rehearsal_is_marked_as_one_offered_to_nobody_and_knows_no_receiver(path: Path) -> None:
    story = replace(STORY, rehearsal=Rehearsal(Mode.READ))
    told: list[Report] = []
    book = Journal(path, story, told.append)
    book.begin(0.0)
    turn = advance.begin(story)
    play = Kept(turn.session, book=book)
    play.perform(turn.actions)
    play.order(Command.RECEIVER, name="Anna")
    play.until_stage(Stage.HOLDING)
    play.order(Command.TOO_MUCH_PRESSURE)
    killed(play)
    assert told == []
    (past,) = journal.past_sessions(path)
    assert (past.rehearsal, past.receiver) == ("read", None)
    assert journal.known_receivers(path) == ()
    assert journal.cut_off(path, since=0.0) is None
    assert b"Anna" not in path.read_bytes() + path.with_name("journal.sqlite-wal").read_bytes()
