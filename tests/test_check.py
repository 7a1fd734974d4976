"""`check`: mistakes, advice with its place, what is mended, and again whenever a file is saved."""

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from tests.adapters.samples import ROUTINE
from voice_guide.adapters.routine_file import check_file, mended
from voice_guide.adapters.routine_file.schema import FIRST_LINE, NAME
from voice_guide.cli import main
from voice_guide.wiring import folders

GOOD = """\
title: My rub   # a comment
summary: A rub.
parts:
  - title: One
    steps:
      - title: Knead
        say: Knead the shoulder.
        areas: [shoulders]
        technique: kneading
        hold: 1 min
"""


def check(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "voice_guide", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.yaml"


def test_advice_names_its_line_and_is_no_mistake(file: Path) -> None:
    file.write_text(GOOD.replace("hold: 1 min", "hold: 5 min"), encoding="utf-8")
    run = check(str(file))
    assert run.returncode == 0
    assert f"{file}:10:15: nothing is said for 2.5 minutes" in run.stdout
    assert "1 file, no mistakes" in run.stdout


def test_the_course_of_the_routine_is_drawn(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    assert "Knead" in check(str(file)).stdout.split("Pressure")[1]


def test_a_name_that_is_none_is_told_with_the_closest_and_the_other_files_are_checked(
    file: Path,
) -> None:
    file.write_text(GOOD, encoding="utf-8")
    run = check("back-rubb", str(file))
    assert run.returncode == 1
    assert "Did you mean back-rub?" in run.stderr
    assert "1 file, no mistakes" in run.stdout


MISSPELT = (
    ("summary:", "sumary:"),
    ("areas: [shoulders]", "areas: [shoulder]"),
    ("technique: kneading", "technique: kneeding"),
    ("        hold", "\t\t\t\thold"),
)


@pytest.mark.parametrize(("right", "wrong"), MISSPELT, ids=[wrong for _, wrong in MISSPELT])
def test_a_slip_of_the_pen_is_mended_and_nothing_else(file: Path, right: str, wrong: str) -> None:
    file.write_text(GOOD.replace(right, wrong), encoding="utf-8")
    assert check_file(file)
    assert mended(file)
    assert file.read_text(encoding="utf-8") == GOOD
    assert mended(file) == []


def test_all_slips_at_once_are_mended(file: Path) -> None:
    text = GOOD
    for right, wrong in MISSPELT:
        text = text.replace(right, wrong)
    file.write_text(text, encoding="utf-8")
    run = check("--fix", str(file))
    assert run.returncode == 0, run.stdout
    assert file.read_text(encoding="utf-8") == GOOD


def test_what_is_not_mechanical_is_left_to_the_writer(file: Path) -> None:
    text = ROUTINE.replace("hold: 1 min 30 s", "hold: a while")
    file.write_text(text, encoding="utf-8")
    assert check("--fix", str(file)).returncode == 1
    assert file.read_text(encoding="utf-8") == text


def test_the_schema_is_named_where_it_is_at_hand(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    file.with_name(NAME).write_text("{}", encoding="utf-8")
    mended(file)
    assert file.read_text(encoding="utf-8") == f"{FIRST_LINE}\n{GOOD}"


def test_a_saved_file_is_checked_again(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    command = [sys.executable, "-u", "-m", "voice_guide", "check", "--watch", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert any("no mistakes" in line for line in run.stdout)
        saving = Thread(target=_save_often, args=(file, run), daemon=True)
        saving.start()
        told = any("titel" in line for line in run.stdout)
        run.terminate()
        saving.join()
    assert told


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A routine in the person's own folder, who is in another one."""
    for variable in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    mine = folders.routines() / "my-feet-rub.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text(GOOD, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    return mine


@pytest.mark.parametrize("name", ["my-feet-rub", "my-feet-rub.yaml", "My feet rub"])
def test_an_own_routine_is_found_by_id_and_by_its_files_name(
    kept: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert kept.parent != Path.cwd()
    assert main(["check", name]) == 0
    assert "1 file, no mistakes" in capsys.readouterr().out
    assert main(["show", name]) == 0
    assert "My rub" in capsys.readouterr().out


def test_a_file_of_the_current_folder_goes_before_an_own_one_of_the_same_name(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(kept.name).write_text(GOOD.replace("My rub", "Another"), encoding="utf-8")
    assert main(["show", kept.name]) == 0
    assert "Another" in capsys.readouterr().out


def test_watching_a_file_that_is_not_there_ends_with_the_mistake(tmp_path: Path) -> None:
    run = check("--watch", str(tmp_path / "mistyped.yaml"))
    assert run.returncode == 1
    assert "mistyped.yaml" in run.stdout


def _save_often(file: Path, run: "subprocess.Popen[str]") -> None:
    """Until it is noticed: watching begins a moment after the first check."""
    while run.poll() is None:
        file.write_text(GOOD.replace("title: One", "titel: One"), encoding="utf-8")
        time.sleep(0.2)


def test_a_tab_becomes_what_its_neighbours_have(file: Path) -> None:
    deep = GOOD.replace("        hold: 1 min", "\thold: 1 min")
    file.write_text(deep, encoding="utf-8")
    mended(file)
    assert file.read_text(encoding="utf-8") == GOOD


def test_a_tab_that_fits_nowhere_is_left_to_the_writer(file: Path) -> None:
    text = GOOD.replace("        hold: 1 min", " \thold: [1 min")
    file.write_text(text, encoding="utf-8")
    assert mended(file) == []
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.skipif(sys.platform == "win32", reason="rights and links are others there")
def test_mending_keeps_links_and_rights(file: Path, tmp_path: Path) -> None:
    file.write_text(GOOD.replace("summary:", "sumary:"), encoding="utf-8")
    file.chmod(0o600)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    assert mended(link)
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == GOOD
    assert file.stat().st_mode & 0o777 == 0o600
