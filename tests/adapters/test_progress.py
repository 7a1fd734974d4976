"""What a learner knows: kept for the next rehearsal, private, and never lost without a word."""

import json
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
import pytest
from filelock import FileLock
from hypothesis import given, settings

from tests.conftest import ROOT
from voice_guide.adapters.progress import Progress
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.errors import InputError

TODAY = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "progress.json"


def kept(path: Path, told: list[InputError] | None = None, now: datetime = TODAY) -> Progress:
    return Progress(path, lambda: now, list[InputError]().append if told is None else told.append)


def test_what_was_known_is_there_the_next_time(path: Path) -> None:
    kept(path).note("back-rub", "Knead", Grade.GOOD)
    kept(path).note("back-rub", "Knead", Grade.EASY)
    kept(path).passed("back-rub", 2)
    again = kept(path)
    assert again.routines() == ("back-rub",)
    known = again.known("back-rub")["Knead"]
    assert (known.times, known.grade) == (2, Grade.EASY)
    assert datetime.fromisoformat(known.last) == TODAY
    assert again.passing("back-rub") == 3
    assert (again.known("hot-stones"), again.passing("hot-stones")) == ({}, 1)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 1, 20, 0, tzinfo=timezone(timedelta(hours=-5))),
        datetime(2026, 3, 1, 20, 0, tzinfo=ZoneInfo("Asia/Kolkata")),
        datetime(1970, 1, 1, 0, 5, tzinfo=UTC),
    ],
    ids=["west", "east", "no-clock"],
)
def test_what_is_known_is_kept_wherever_and_whenever_the_clock_says_it_is(
    path: Path, now: datetime
) -> None:
    told: list[InputError] = []
    for _ in range(2):
        kept(path, told, now).note("back-rub", "Knead", Grade.GOOD)
    known = kept(path, told, now).known("back-rub")["Knead"]
    assert known.times == 2
    assert datetime.fromisoformat(known.last) == now
    assert not told


def test_the_last_pass_is_the_one_to_go_on_with_after_the_last(path: Path) -> None:
    kept(path).passed("back-rub", PASSES)
    assert kept(path).passing("back-rub") == PASSES


def test_what_is_known_fades_with_time_and_what_was_not_known_was_never_sure(path: Path) -> None:
    for title, grade in (("Known", Grade.GOOD), ("Not", Grade.AGAIN)):
        kept(path).note("r", title, grade)
    now, later = kept(path), kept(path, now=TODAY + timedelta(days=10))
    for title in ("Known", "Not"):
        assert later.known("r")[title].chance < now.known("r")[title].chance
    assert now.known("r")["Not"].chance < 0.9 < now.known("r")["Known"].chance
    assert now.known("r")["Not"].due < now.known("r")["Known"].due


def test_it_is_for_its_owner_alone(path: Path) -> None:
    kept(path).note("r", "Knead", Grade.GOOD)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()} == {0o600}
    assert {file.name for file in path.parent.iterdir()} <= {path.name, f"{path.name}.lock"}


def test_forgetting_leaves_nothing_of_that_routine(path: Path) -> None:
    for routine in ("back-rub", "hot-stones"):
        kept(path).note(routine, "Knead", Grade.GOOD)
    assert kept(path).forget("back-rub")
    assert not kept(path).forget("back-rub")
    assert kept(path).routines() == ("hot-stones",)
    assert "back-rub" not in path.read_text("utf-8")


def test_a_process_that_is_killed_while_it_writes_leaves_a_whole_file(path: Path) -> None:
    kept(path).note("r", "First", Grade.GOOD)
    code = (
        "import os, sys; from datetime import datetime, UTC; from pathlib import Path;"
        "from voice_guide.adapters.progress import Progress;"
        "from voice_guide.core.rehearsing.grade import Grade;"
        "os.fsync = lambda _: os._exit(9);"  # at the moment when all but the last is done
        "Progress(Path(sys.argv[1]), lambda: datetime.now(UTC), print).note('r', 'x', Grade.GOOD)"
    )
    died = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, check=False)
    assert died.returncode == 9
    told: list[InputError] = []
    assert list(kept(path, told).known("r")) == ["First"]
    assert told == []


def test_two_rehearsals_at_once_lose_nothing_of_each_other(path: Path) -> None:
    code = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path;"
        "from voice_guide.adapters.progress import Progress;"
        "from voice_guide.core.rehearsing.grade import Grade;"
        "kept = Progress(Path(sys.argv[1]), lambda: datetime.now(UTC), sys.exit);"
        "[kept.note(sys.argv[2], str(step), Grade.GOOD) for step in range(40)]"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, path, name], cwd=ROOT) for name in ("a", "b")
    ]
    assert [one.wait() for one in both] == [0, 0]
    assert [len(kept(path).known(name)) for name in ("a", "b")] == [40, 40]


def test_a_file_that_another_program_holds_is_told_with_what_to_do(path: Path) -> None:
    kept(path).note("r", "Knead", Grade.GOOD)
    with FileLock(f"{path}.lock"), pytest.raises(InputError, match="another program") as refused:
        kept(path).note("r", "Rest", Grade.GOOD)
    assert refused.value.hint
    assert list(kept(path).known("r")) == ["Knead"]


def test_only_looking_leaves_a_spoilt_file_where_it_is_and_tells_it_once(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    told: list[InputError] = []
    looking = kept(path, told)
    assert (looking.routines(), looking.known("r"), looking.passing("r")) == ((), {}, 1)
    assert not looking.forget("r")
    assert [error.hint.count("progress.json.spoilt.") for error in told] == [1]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_was_put_aside_before_is_not_written_over(path: Path) -> None:
    path.parent.mkdir(parents=True)
    for text in ("first", "second", "third"):
        path.write_text(text, encoding="utf-8")
        kept(path).note("r", "Knead", Grade.GOOD)
    aside = [path.with_name(f"progress.json.spoilt{ending}") for ending in ("", "-2", "-3")]
    assert [file.read_text("utf-8") for file in aside] == ["first", "second", "third"]


SPOILT = [
    "",
    "{",
    "[]",
    "null",
    '{"version": "1"}',
    '{"version": 1, "routines": [["r", {"passing": 0}]]}',
    '{"version": 1, "routines": [["r", {"passing": 5}]]}',
    "[" * 100_000,
]
STEP = {
    "stability": 2.0,
    "difficulty": 5.0,
    "last": "2026-03-01T20:00:00+00:00",
    "due": "2026-03-03T20:00:00+00:00",
    "times": 1,
    "grade": "good",
}
SPOILT += [
    json.dumps({"version": 1, "routines": [["r", {"steps": [["t", {**STEP, **wrong}]]}]]})
    for wrong in (
        {"stability": 0.0},
        {"stability": float("nan")},
        {"difficulty": 11},
        {"last": "2026-03-01T20:00:00"},
        {"last": "yesterday"},
        {"due": "0001-01-01T00:00:00+00:00"},
        {"times": 0},
        {"grade": "superb"},
        {"more": 1},
    )
]


@pytest.mark.parametrize("text", SPOILT)
def test_a_spoilt_file_is_put_aside_and_told_and_a_new_one_is_begun(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    told: list[InputError] = []
    kept(path, told).note("r", "Knead", Grade.GOOD)
    (error,) = told
    assert "progress.json.spoilt" in error.hint
    assert path.with_name("progress.json.spoilt").read_text("utf-8") == text
    assert list(kept(path).known("r")) == ["Knead"]


def test_a_file_of_a_newer_version_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir(parents=True)
    text = '{"version": 2, "anything": 1}'
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="newer version"):
        kept(path).note("r", "Knead", Grade.GOOD)
    assert path.read_text("utf-8") == text


def test_a_file_that_cannot_be_read_or_written_is_told_with_what_to_do(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(InputError, match=r"progress\.json") as refused:
        kept(path).note("r", "Knead", Grade.GOOD)
    assert refused.value.hint


def test_a_file_where_its_folder_should_be_is_named_with_what_to_do(path: Path) -> None:
    path.parent.write_text("no folder", encoding="utf-8")
    for use in (kept(path).routines, lambda: kept(path).note("r", "Knead", Grade.GOOD)):
        with pytest.raises(InputError) as refused:
            use()
        assert refused.value.hint == f"Move {path.parent} away: a folder belongs in its place."


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from(Grade), st.integers(-3, 400)), max_size=8))
def test_whatever_the_clock_does_what_was_written_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, reviews: list[tuple[Grade, int]]
) -> None:
    path, now = tmp_path_factory.mktemp("clock") / "progress.json", TODAY
    for number, (grade, days) in enumerate(reviews, 1):
        now += timedelta(days=days)
        kept(path, now=now).note("r", "Knead", grade)
        told: list[InputError] = []
        known = kept(path, told, now).known("r")["Knead"]
        assert told == []
        assert (known.times, known.grade) == (number, grade)
        assert 0 < known.chance <= 1
