"""The terminal screen on terminals: a pseudo-terminal of the system's, and tmux."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import pytest

from tests.screen.scenes import KNEADING, WORDS
from tests.screen.test_picture import COLOURS
from voice_guide.core.view import View
from voice_guide.screen.terminal import TerminalScreen, can_draw

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds after which something that must happen is taken to never happen."""


def until(happens: Callable[[], bool], told: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, told()
        time.sleep(0.02)


class Line:
    """A pseudo-terminal: what is written to `out` arrives as `text`."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        import pty  # noqa: PLC0415
        import termios  # noqa: PLC0415

        self._far, near = pty.openpty()
        termios.tcsetwinsize(near, (rows, columns))
        self.out: TextIO = os.fdopen(near, "w", encoding="utf-8")
        self._read = b""
        self._reading = threading.Thread(target=self._read_on, daemon=True)
        self._reading.start()

    @property
    def text(self) -> str:
        return self._read.decode(errors="replace")

    def until(self, happens: Callable[[str], bool]) -> None:
        until(lambda: happens(self.text), lambda: repr(self.text))

    def hang_up(self) -> None:
        os.close(self._far)

    def _read_on(self) -> None:
        while True:
            try:
                piece = os.read(self._far, 65536)
            except OSError:
                return
            self._read += piece


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Line()


def test_the_terminal_is_taken_with_the_first_picture_and_given_back_at_the_end(
    line: Line,
) -> None:
    screen = TerminalScreen(line.out, WORDS, lambda: 0.0)
    line.out.write("before")
    line.out.flush()
    line.until(lambda text: "before" in text)
    assert "\x1b" not in line.text
    screen.show(KNEADING)
    line.until(lambda text: "Knead the shoulder tops" in text)
    screen.close()
    line.until(lambda text: "\x1b[?1049l" in text)
    before, _, picture = line.text.partition("\x1b[?1049h")
    assert before == "before"
    for given_back in ("\x1b[r", "\x1b[?7h", "\x1b[?25h"):
        assert picture.rpartition("\x1b[?7l")[2].count(given_back)
    assert COLOURS.search(line.text)


def test_without_colours_no_colour_is_sent(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    screen = TerminalScreen(line.out, WORDS, lambda: 0.0)
    screen.show(KNEADING)
    line.until(lambda text: "Say or type" in text)
    screen.close()
    line.until(lambda text: "\x1b[?1049l" in text)
    assert not COLOURS.search(line.text)


def test_what_had_to_be_known_is_still_there_when_the_picture_is_gone(line: Line) -> None:
    screen = TerminalScreen(line.out, WORDS, lambda: 0.0)
    for text in ("No microphone.", "No loudspeaker.", "No microphone."):
        screen.notice(text)
    screen.close()
    line.until(lambda text: text.endswith("Note: No loudspeaker.\r\nNote: No microphone.\r\n"))
    screen.close()
    screen.show(KNEADING)
    assert "Knead" not in line.text


def test_who_leaves_in_the_middle_reads_where_it_was(line: Line) -> None:
    screen = TerminalScreen(line.out, WORDS, lambda: 0.0)
    screen.show(KNEADING)
    screen.notice("A long notice that is broken between its words, " + "word by word, " * 8)
    screen.close()
    line.until(lambda text: "word by word,\r\n" in text.rpartition("\x1b[?1049l")[2])
    left = line.text.rpartition("\x1b[?1049l")[2]
    assert f"You were at step {KNEADING.number} of {KNEADING.of}: {KNEADING.title}" in left
    assert max(map(len, left.splitlines())) <= 80


def test_the_result_of_a_rehearsal_stays_when_the_picture_is_gone(line: Line) -> None:
    screen = TerminalScreen(line.out, WORDS, lambda: 0.0)
    known = ("1 of 2 steps known; 1 skipped.", "Look again at: Long strokes.")
    screen.show(View(phase="recalling", title="Two strokes", words=" ".join(known), result=known))
    screen.notice("No microphone.")
    screen.close()
    left = "\r\n".join((*known, "Note: No microphone."))
    line.until(lambda text: left in text.rpartition("\x1b[?1049l")[2])


def test_the_time_runs_on_between_two_turns_and_stands_in_a_pause(line: Line) -> None:
    now = [100.0]
    screen = TerminalScreen(line.out, WORDS, lambda: now[0])
    screen.show(KNEADING)
    line.until(lambda text: "1:12 left of 1:30" in text)
    now[0] = 130.0
    line.until(lambda text: "0:42 left of 1:30" in text)
    screen.show(replace(KNEADING, left=42.0, running=False, phase="paused"))
    line.until(lambda text: "Paused" in text)
    now[0] = 140.0
    screen.heard("how long is left")
    line.until(lambda text: "how long is left" in text.rpartition("Heard")[2])
    assert "0:32" not in line.text
    screen.close()


def test_a_picture_that_has_not_changed_is_not_sent_again(line: Line) -> None:
    screen = TerminalScreen(line.out, WORDS, lambda: 0.0)
    screen.show(KNEADING)
    line.until(lambda text: "Say or type" in text)
    for number in range(20):
        screen.show(KNEADING)
        screen.heard(f"word {number}.")
        line.until(lambda text, number=number: f"word {number}." in text)  # type: ignore[misc]
    assert line.text.count("Knead the shoulder tops") == 1
    screen.close()


def test_a_terminal_that_hangs_up_does_not_end_the_session(line: Line) -> None:
    screen = TerminalScreen(line.out, WORDS, lambda: 0.0)
    screen.show(KNEADING)
    line.until(lambda text: "Knead" in text)
    line.hang_up()
    for _ in range(3):
        screen.show(KNEADING)
        screen.notice("Nobody reads this.")
    screen.close()


def test_only_a_terminal_that_can_place_text_gets_a_picture(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert can_draw(line.out)
    with (tmp_path / "file").open("w") as file:
        assert not can_draw(file)
    monkeypatch.setenv("TERM", "dumb")
    assert not can_draw(line.out)


class Tmux:
    """A terminal that can be typed into, resized and looked at."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *arguments: str) -> str:
        command = ["tmux", "-L", self._name, "-f", "/dev/null", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def rows(self) -> list[str]:
        return self("capture-pane", "-p").splitlines()

    def until(self, happens: Callable[[list[str]], bool]) -> list[str]:
        until(lambda: happens(self.rows()), lambda: "\n".join(self.rows()))
        return self.rows()


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("needs the Debian package tmux")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TMUX_TMPDIR", str(tmp_path))
    monkeypatch.delenv("TMUX", raising=False)
    terminal = Tmux("screen")
    program = f"cd '{ROOT}'; '{sys.executable}' -m tests.screen.terminal_session"
    shell = f"echo earlier work; {program}; echo back at the prompt; exec cat"
    terminal("new-session", "-d", "-x", "80", "-y", "24", shell)
    for last_drawn in ("Note: There is no", "Say or type"):
        terminal.until(lambda rows, text=last_drawn: any(text in row for row in rows))  # type: ignore[misc]
    yield terminal
    terminal("kill-server")


def still(rows: list[str]) -> list[str]:
    """The picture without the time, which runs, and without the rows for typing."""
    running = re.compile(r"left of|[█▀▄]")
    return [row for row in rows[:22] if not running.search(row)]


def test_typing_does_not_disturb_the_picture_nor_the_picture_the_typing(tmux: Tmux) -> None:
    before = still(tmux.rows())
    for key in "nexxt":
        tmux("send-keys", key)
    tmux.until(lambda rows: rows[-1].strip() == "nexxt")
    time.sleep(0.6)  # Two pictures long.
    tmux("send-keys", "BSpace", "BSpace", "t")
    after = tmux.until(lambda rows: rows[-1].strip() == "next")
    assert still(after) == before
    tmux("send-keys", "Enter")
    tmux.until(lambda rows: any("Heard: next" in row for row in rows))
    tmux.until(lambda rows: rows[-2:] == ["next", ""] or rows[-1:] == ["next"])


def test_what_other_programs_print_stays_out_of_the_picture(tmux: Tmux) -> None:
    tmux("send-keys", "noise", "Enter")
    rows = tmux.until(lambda rows: any("a library complains" in row for row in rows[22:]))
    assert not any("complains" in row for row in rows[:22])
    assert any("Knead the shoulder tops" in row for row in rows)


def test_the_picture_follows_the_size_of_the_window(tmux: Tmux) -> None:
    for columns, rows in ((60, 16), (30, 8), (20, 3), (200, 50), (80, 24)):
        tmux("resize-window", "-x", str(columns), "-y", str(rows))
        if rows > 6:
            tmux.until(lambda seen: sum("left of" in row for row in seen) == 1)
            tmux.until(lambda seen: sum("LEFT SIDE" in row for row in seen) == 1)
    tmux.until(lambda seen: sum("Knead the shoulder tops" in row for row in seen) == 1)


def test_after_an_error_the_terminal_is_as_before(tmux: Tmux) -> None:
    tmux("send-keys", "break", "Enter")
    rows = tmux.until(lambda rows: any("back at the prompt" in row for row in rows))
    assert rows[0] == "earlier work"
    assert "RuntimeError: broken on purpose" in rows
    assert "Note: There is no microphone." in rows
    tmux("send-keys", "typed afterwards")
    tmux.until(lambda rows: any("typed afterwards" in row for row in rows))


def test_control_c_gives_the_terminal_back(tmux: Tmux) -> None:
    tmux("send-keys", "C-c")
    rows = tmux.until(lambda rows: any("back at the prompt" in row for row in rows))
    assert rows[0] == "earlier work"
