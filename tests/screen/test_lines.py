"""What the commands say on a terminal is broken between words; a pipe gets it whole."""

import os
import subprocess
import sys
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import ROOT
from voice_guide.screen.lines import folded

COLUMNS = 60

if sys.platform != "win32":
    import termios

needs_a_terminal = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def on_a_terminal(*arguments: str, home: Path, typed: str = "") -> list[str]:
    """The lines that `voice-guide ARGUMENTS` writes to a terminal of so many COLUMNS."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, COLUMNS))
    command = [sys.executable, "-m", "voice_guide", *arguments]
    places = {"XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config")}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=theirs,
        stderr=theirs,
        text=True,
        env={**os.environ, **places},
    ) as process:
        os.close(theirs)
        assert process.stdin is not None
        process.stdin.write(typed)
        process.stdin.close()
        return all_of(ours).splitlines()


def all_of(descriptor: int) -> str:
    found = b""
    with suppress(OSError), os.fdopen(descriptor, "rb", buffering=0) as reader:
        while piece := reader.read(4096):
            found += piece
    return found.decode()


@needs_a_terminal
@pytest.mark.parametrize(
    "arguments",
    [
        ("play", "no-such-routine-in-any-of-the-folders-that-there-are"),
        ("listen", "--model", "nowhere", "--microphone", "none of those that there are"),
        ("models",),
        ("play", "back-rub", "--minutes", "as many as there are until the train is leaving"),
        ("doctor", "--microphone", "none", "--loudspeaker", "none"),
        ("history", "--delete", "the session of last Sunday in the evening, please"),
    ],
)
def test_what_a_command_says_fits_the_terminal(arguments: tuple[str, ...], tmp_path: Path) -> None:
    told = on_a_terminal(*arguments, home=tmp_path)
    assert told
    # A path, and a name that was given, stay whole.
    assert [line for line in told if len(line) >= COLUMNS and " " in line.strip()] == []


@needs_a_terminal
def test_whoever_makes_a_routine_reads_lines_that_fit(tmp_path: Path) -> None:
    answers = ["A rub", "", "", "", "First", "Rest.", "xyzzy", "", "", "", "", ""]
    told = on_a_terminal("new", home=tmp_path, typed="\n".join(answers))
    text = " ".join(" ".join(told).split())
    assert "At least one step is needed." in text
    assert "I do not know 'xyzzy'; choose from: " in text
    assert "play a-rub" in text, "named as `list` names it, not by its long path"
    further = told[1 + next(n for n, line in enumerate(told) if "choose from: " in line)]
    assert further.startswith("  ")
    assert 0 < len(further) < COLUMNS


def test_a_pipe_gets_every_line_whole() -> None:
    assert folded("many words " * 20, StringIO()) == "many words " * 20
