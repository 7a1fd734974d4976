"""The session as plain lines."""

import os
from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper

from hypothesis import given, settings

from tests.screen.scenes import KNEADING, QUESTION, WORDS
from tests.screen.test_picture import views, words
from voice_guide.core.view import View
from voice_guide.screen.plain import PlainScreen


def told(*views: View) -> list[str]:
    out = StringIO()
    screen = PlainScreen(out, WORDS)
    for view in views:
        screen.show(view)
    return out.getvalue().splitlines()


def test_what_is_said_heard_and_to_be_known_stands_on_lines_of_its_own() -> None:
    out = StringIO()
    screen = PlainScreen(out, WORDS)
    screen.said("Half of the\ntime is over.")
    screen.heard("next")
    screen.notice("There is no microphone.")
    assert out.getvalue().splitlines() == [
        "Guide: Half of the time is over.",
        "Heard: next",
        "Note: There is no microphone.",
    ]


def test_a_step_is_told_once_with_its_place_side_pressure_and_title() -> None:
    heading = "Step 3 of 12 · left side · pressure 2 · Knead the shoulder tops"
    assert told(KNEADING, KNEADING, replace(KNEADING, left=70.0)).count(heading) == 1
    bare = replace(KNEADING, side="", pressure=None, left=None)
    assert told(bare) == ["Step 3 of 12 · Knead the shoulder tops"]


def test_the_other_side_is_a_new_heading() -> None:
    assert told(KNEADING, replace(KNEADING, side="right"))[-2:] == [
        "Step 3 of 12 · right side · pressure 2 · Knead the shoulder tops",
        "Time: 1:12",
    ]


def test_before_the_first_step_the_routine_is_named_once() -> None:
    assert told(QUESTION, replace(QUESTION, words="Any injury?")) == ["Step by step back massage"]


def test_the_time_is_told_at_the_start_and_each_time_it_has_halved() -> None:
    running = [replace(KNEADING, left=float(left)) for left in range(90, -1, -1)]
    assert told(*running)[1:] == [
        "Time: 1:30", "Time left: 0:45", "Time left: 0:22", "Time left: 0:11", "Time left: 0:05",
    ]  # fmt: skip


def test_more_time_is_told() -> None:
    assert told(KNEADING, replace(KNEADING, left=110.0))[-1] == "Time: 1:50"


def test_a_reader_that_goes_away_does_not_end_the_session() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    screen = PlainScreen(os.fdopen(writer, "w", buffering=1), WORDS)
    for _ in range(3):
        screen.said("Nobody reads this.")
    screen.show(KNEADING)
    screen.close()


def test_a_closed_stream_does_not_end_the_session() -> None:
    out = StringIO()
    screen = PlainScreen(out, WORDS)
    out.close()
    screen.said("Nobody reads this.")
    screen.show(KNEADING)


def test_after_close_nothing_is_written_and_the_stream_is_open() -> None:
    out = StringIO()
    screen = PlainScreen(out, WORDS)
    screen.close()
    screen.said("Too late.")
    assert not out.getvalue()
    assert not out.closed


@settings(deadline=None)
@given(view=views(), text=words)
def test_a_terminal_that_knows_only_ascii_gets_lines_of_ascii(view: View, text: str) -> None:
    kept = BytesIO()
    out = TextIOWrapper(kept, encoding="ascii", newline="\n")
    screen = PlainScreen(out, WORDS)
    screen.show(view)
    before = kept.getvalue().count(b"\n")
    screen.said(text)
    assert kept.getvalue().count(b"\n") == before + 1
    assert kept.getvalue().isascii()
    assert b"\x1b" not in kept.getvalue()
