"""Typed lines: from a terminal, a pipe, nothing at all, or a script with times."""

import io
import os
import subprocess
import sys
from queue import Empty, SimpleQueue

import pytest

from tests.conftest import ROOT
from voice_guide.adapters.keyboard import Keyboard, TypedLines
from voice_guide.core.messages import PartFailed
from voice_guide.errors import InputError
from voice_guide.ports import Report, Typed


def typed_into(keyboard: Keyboard) -> list[Report]:
    """All that is posted until the input is over."""
    inbox: SimpleQueue[Report] = SimpleQueue()
    keyboard.start(inbox.put)
    keyboard._over.wait()
    posted = []
    try:
        while True:
            posted.append(inbox.get_nowait())
    except Empty:
        return posted


def test_every_line_of_a_pipe_is_a_command_and_its_end_is_no_failure() -> None:
    keyboard = Keyboard(io.StringIO("next\n\n  too much pressure \r\nlast"))
    posted = typed_into(keyboard)
    assert posted == [Typed("next"), Typed("too much pressure"), Typed("last")]
    assert keyboard.ended


def closed() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("stream", [None, closed(), io.StringIO("")])
def test_a_program_started_without_input_has_nothing_typed(stream: io.StringIO | None) -> None:
    assert typed_into(Keyboard(stream)) == []


def test_bytes_that_are_no_text_do_not_end_the_typing() -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"next\n\xff\xfe\npause\n"), encoding="utf-8")
    posted = typed_into(Keyboard(stream))
    assert posted[0] == Typed("next")
    assert posted[-1] == Typed("pause")


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    posted = typed_into(Keyboard(io.StringIO("x" * 10_000)))
    assert max(len(report.text) for report in posted if isinstance(report, Typed)) <= 1_000


def test_what_is_typed_between_two_sessions_reaches_the_second() -> None:
    ours, theirs = os.pipe()
    with os.fdopen(ours, encoding="utf-8") as end, os.fdopen(theirs, "w", encoding="utf-8") as pipe:
        keyboard = Keyboard(end)
        first: SimpleQueue[Report] = SimpleQueue()
        keyboard.start(first.put)
        print("next", file=pipe, flush=True)
        assert first.get() == Typed("next")
        keyboard.stop()
        pipe.write("back\npause\n")
        pipe.close()
        keyboard._over.wait()
        assert not keyboard.ended
        second: SimpleQueue[Report] = SimpleQueue()
        keyboard.start(second.put)
        assert [second.get(), second.get()] == [Typed("back"), Typed("pause")]
        assert keyboard.ended
        assert first.empty()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_terminal_that_goes_away_is_announced() -> None:
    ours, theirs = os.openpty()  # type: ignore[attr-defined,unused-ignore]
    os.write(ours, b"next\n\x04")
    with open(theirs, encoding="utf-8") as terminal:  # noqa: PTH123 - a number, not a path
        posted = typed_into(Keyboard(terminal))
    os.close(ours)
    assert posted[0] == Typed("next")
    assert isinstance(posted[1], PartFailed)
    assert posted[1].part == "typing"
    assert posted[1].remedy


@pytest.mark.skipif(sys.platform == "win32", reason="no shell")
def test_standard_input_that_the_shell_closed_is_taken_as_ended() -> None:
    program = (
        "import sys; from voice_guide.adapters.keyboard import Keyboard\n"
        "k = Keyboard(sys.stdin); k.start(print); k._over.wait(); print('over')"
    )
    command = f'"{sys.executable}" -c "{program}" <&-'
    done = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "over\n"
    assert not done.stderr


def test_a_line_of_a_script_waits_until_the_guide_is_silent() -> None:
    script = TypedLines(io.StringIO("next\nback\n"))
    assert script.take(1.0, speaking=True) == []
    assert script.take(2.0, speaking=False) == ["next"]
    assert not script.ended
    assert script.take(3.0, speaking=False) == ["back"]
    assert script.ended


def test_a_line_with_a_time_comes_at_that_time_even_over_the_voice() -> None:
    script = TypedLines(io.StringIO("@1.5 stop\n@1.5 resume\n@9 next\nback\n"))
    assert script.take(1.4, speaking=False) == []
    assert script.take(1.5, speaking=True) == ["stop", "resume"]
    assert script.take(2.0, speaking=False) == []
    assert script.take(9.0, speaking=True) == ["next"]
    assert script.take(9.5, speaking=False) == ["back"]


def test_remarks_and_empty_lines_of_a_script_are_left_out() -> None:
    script = TypedLines(io.StringIO("# the giver\n\n   \nnext\n"))
    assert script.take(0.0, speaking=False) == ["next"]
    assert script.ended


@pytest.mark.parametrize("line", ["@soon next", "@nan next", "@inf next", "@5", "@5   "])
def test_a_time_that_is_none_is_named(line: str) -> None:
    with pytest.raises(InputError, match=line.split(maxsplit=1)[0]):
        TypedLines(io.StringIO(line))


def test_a_script_without_input_has_ended() -> None:
    assert TypedLines(None).ended
