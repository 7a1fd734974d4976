"""What the command line says to a slip: the word that was wrong, and what would be right."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import voice_guide
from tests.conftest import ROOT
from voice_guide.adapters.journal import Journal
from voice_guide.cli import main
from voice_guide.invocation import VARIABLE, as_typed
from voice_guide.settings import Settings
from voice_guide.wiring import folders, history, library

Slip = tuple[list[str], str]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["history", "abc"], "'abc' is not the number of a session; `voice-guide history` lists"),
        (["play", "back-rub", "--pace", "fast"], "'fast' is none of guided, mine"),
        (["rehearse", "back-rub", "--mode", "fast"], "'fast' is none of read,"),
        (["play", "back-rub", "--cue", "foo"], "'foo' is none of none, stroke, breath"),
        (["play", "back-rub", "--screen", "big"], "'big' is none of terminal, web, none"),
    ],
)
def test_a_slip_in_an_option_is_answered_with_what_there_is(
    line: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_a_session_that_is_not_there_is_told_before_anybody_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["history", "--delete", "99"]) == 1
    err = capsys.readouterr().err
    assert "there is no session 99" in err
    assert "yes" not in err


@pytest.mark.parametrize("kind", ["--html", "--pdf"])
def test_a_sheet_that_cannot_be_put_there_is_told_with_its_place(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind == "--pdf" and not any(map(shutil.which, ("chromium", "weasyprint"))):
        pytest.skip("nothing here writes PDF files")
    file = tmp_path / "nowhere" / "sheet"
    assert main(["show", "back-rub", kind, str(file)]) == 1
    err = capsys.readouterr().err
    assert f"{file}: cannot be written" in err
    assert "Choose a folder that exists" in err


def test_a_sheet_takes_the_place_of_no_other_file_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.html"
    file.write_text("my letter", encoding="utf-8")
    assert main(["show", "back-rub", "--html", str(file)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "my letter"
    assert main(["show", "back-rub", "--html", str(file), "--overwrite"]) == 0
    assert "back" in file.read_text(encoding="utf-8")


def test_a_voice_that_is_not_there_is_answered_with_those_that_are_near(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = [
        "play",
        "back-rub",
        "--microphone",
        "none",
        "--loudspeaker",
        str(tmp_path / "no.wav"),
        "--voice",
    ]
    assert main([*line, "nobody"]) == 1
    err = capsys.readouterr().err
    assert "there is no voice 'nobody'\n" in err
    assert "`voice-guide voices` lists them" in err
    assert main([*line, "en-us+Micheal"]) == 1
    assert "Michael, " in capsys.readouterr().err


def test_a_session_that_is_going_on_is_not_called_cut_off(
    capsys: pytest.CaptureFixture[str],
) -> None:
    course = library.course(library.shelf().load("back-rub"), Settings(skip_screening=True))
    book = Journal(folders.journal(), course, print)
    book.begin(0.0)
    assert main(["history"]) == 0
    assert "going on" in capsys.readouterr().out
    book.close(over=False)
    assert main(["history"]) == 0
    assert "cut off" in capsys.readouterr().out
    assert len(history.sessions()) == 1


def test_advice_names_the_program_as_it_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "`voice-guide models` lists them; voice-guide doctor --fix tries. /opt/voice-guide x"
    assert as_typed(told) == told
    monkeypatch.setenv(VARIABLE, "python3 run.py")
    assert as_typed(told) == (
        "`python3 run.py models` lists them; python3 run.py doctor --fix tries. /opt/voice-guide x"
    )
    run = voice_guide("history", "7", environment={VARIABLE: "python3 run.py"})
    assert "`python3 run.py history` lists" in run.err
    run = voice_guide("play", environment={VARIABLE: "python3 run.py"})
    assert "usage: python3 run.py play" in run.err


def test_the_starter_tells_how_it_was_started() -> None:
    """Its last act is to become the program: here one that only tells what it was given."""
    code = (
        "import os, sys, pathlib, run\n"
        "os.execv = lambda *_: print(os.environ['VOICE_GUIDE_COMMAND'])\n"
        "run.start(run.Place(pathlib.Path('.')), sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", code, "doctor", "--fix"]
    found = {**os.environ, "PATH": str(Path(sys.executable).parent)}
    elsewhere = {**os.environ, "PATH": str(ROOT)}
    for environment, python in ((found, Path(sys.executable).name), (elsewhere, sys.executable)):
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment
        )
        assert done.stdout.split()[0] == python
        assert "doctor" not in done.stdout
