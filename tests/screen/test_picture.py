"""What is seen at a glance, on pages of every size."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from rich.cells import cell_len

from tests.screen.scenes import HOLDING, KNEADING, QUESTION, drawn, escapes, page
from voice_guide.core.session.state import Phase
from voice_guide.core.view import View
from voice_guide.screen.big import big
from voice_guide.screen.canvas import TYPING_ROWS
from voice_guide.screen.page import Scene

SIZES = [(80, 22), (60, 14), (200, 48)]
FANCY = "Don\u2019t press \N{EN DASH} “glide” at 49 °C … čaj"
COLOURS = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d|10\d)(?:;\d+)*m")


def together(lines: list[str]) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_title_side_pressure_and_time_left_are_seen_on_every_terminal(
    width: int, height: int
) -> None:
    seen = together(drawn(HOLDING, page(width, height)))
    large = big("Knead the shoulder tops")
    assert large
    assert "Knead the shoulder tops" in seen or all(row.rstrip() in seen for row in large)
    for text in ("LEFT SIDE", "Pressure 2 of 5", "1:09 left of 1:30", "Leave alone", "more time"):
        assert text in seen


@pytest.mark.parametrize(("width", "height"), [*SIZES, (40, 10), (20, 6), (10, 3), (1, 1)])
def test_the_picture_fills_the_page_and_no_line_is_too_long(width: int, height: int) -> None:
    lines = drawn(HOLDING, page(width, height))
    assert len(lines) == height
    assert max(map(cell_len, lines)) <= width


def test_on_a_page_of_a_few_rows_the_most_important_stays() -> None:
    seen = together(drawn(HOLDING, page(40, 4)))
    for text in ("Knead the shoulder tops", "LEFT SIDE", "Pressure 2", "1:09"):
        assert text in seen


@pytest.mark.parametrize("height", [22, 48])
def test_what_matters_keeps_its_place_while_the_rest_comes_and_goes(height: int) -> None:
    crowded = drawn(HOLDING, page(80, height))
    calm_view = replace(KNEADING, kept_out=(), hints=("next",), next_title="")
    calm = drawn(Scene(calm_view, 68.7), page(80, height))
    reading = drawn(
        Scene(replace(calm_view, phase="reading", left=None, whole=None), None), page(80, height)
    )
    for text in ("LEFT SIDE", "Pressure 2 of 5"):
        rows = {
            next(row for row, line in enumerate(lines) if text in line)
            for lines in (crowded, calm, reading)
        }
        assert len(rows) == 1
    first_words = "Take the muscle"
    assert [first_words in line for line in calm] == [first_words in line for line in reading]


def test_the_bar_grows_shorter_by_less_than_a_column_at_a_time() -> None:
    bars = set()
    for tenths in range(595, 505, -1):  # Within one second and the next, of nine digits' width.
        lines = drawn(replace(HOLDING, left=tenths / 10), page(80, 22))
        below = next(row for row, line in enumerate(lines) if "left of" in line)
        bars.add(lines[below - 1].split("   ")[-1].lstrip())
    assert all(bar.startswith("█") for bar in bars)
    columns = {len(bar.rstrip("─")) for bar in bars}
    assert len(bars) > 4 * len(columns)


def test_while_paused_the_time_stands_and_says_so() -> None:
    view = replace(KNEADING, phase="paused", running=False)
    for width, height in SIZES:
        seen = together(drawn(Scene(view, 40.0), page(width, height)))
        assert "Paused" in seen
        assert "0:40 left of 1:30" in seen


def test_a_question_before_the_massage_is_read_in_full() -> None:
    for width, height in SIZES:
        seen = together(drawn(Scene(QUESTION, None, said=QUESTION.words), page(width, height)))
        assert "Does the person on the table have a fever?" in seen
        assert "Before we begin" in seen
        assert "yes · no · not sure" in seen
        assert seen.count("fever") == 1


def test_a_list_to_choose_from_keeps_its_lines() -> None:
    view = replace(QUESTION, phase="choosing", routine="", words="1. The back rub\n2. Hot stones")
    lines = [line.strip() for line in drawn(Scene(view, None), page(80, 22))]
    assert "1. The back rub" in lines
    assert "2. Hot stones" in lines


@pytest.mark.parametrize("address", ["", "http://192.168.178.20:8642/Wd2mQ0b1xkq3f3bYcJ4l1A/"])
def test_every_routine_is_offered_on_a_terminal_of_eighty_columns_and_24_rows(address: str) -> None:
    notice = "No microphone was found. Plug one in, or type: everything works by typing, too."
    titles = [f"{n}: A routine with an ordinary name, {10 + n} minutes." for n in range(1, 13)]
    view = replace(
        QUESTION, phase="choosing", routine="", title="Hello. Which routine would you like?",
        words="\n".join((*titles, "Say the number or the name.")),
        hints=("the number", "the name", "repeat", "finish"),
    )  # fmt: skip
    scene = Scene(view, None, said=view.title, heard="hello", notice=notice, page=address)
    seen = drawn(scene, page(80, 24 - TYPING_ROWS))
    for text in (*titles, "Which routine", "the number · the name", "type: everything", address):
        assert text in together(seen)
    many = replace(view, words="\n".join(titles * 3))
    wide = [
        line for line in drawn(Scene(many, None), page(120, 24 - TYPING_ROWS)) if "1: A" in line
    ]
    assert wide[0].count("A routine") == 2, "in two columns where there is room for them"


def test_what_the_guide_says_is_shown_unless_it_reads_the_words_that_are_there() -> None:
    reading = Scene(KNEADING, 60.0, said=KNEADING.words.split(". ")[0] + ".")
    assert "Guide:" not in together(drawn(reading, page(80, 22)))
    asking = Scene(KNEADING, 60.0, said="Is the pressure good?")
    assert "Guide: Is the pressure good?" in together(drawn(asking, page(80, 22)))


def test_what_the_guide_asks_in_between_comes_before_the_words_and_in_full() -> None:
    asked = "Hands off. Leave the shoulders out, or stay very gentle?"
    view = replace(KNEADING, phase="pain", running=False)
    for width, height in SIZES:
        seen = together(drawn(Scene(view, 40.0, said=asked), page(width, height)))
        assert " ".join(seen.split()).count(asked) == 1
        assert seen.index("Hands off") < seen.index("Take the muscle")


def test_being_switched_to_not_listening_is_told_with_the_way_back() -> None:
    seen = together(drawn(Scene(replace(KNEADING, listening=False), 60.0), page(80, 22)))
    assert "listen again" in seen


def test_every_phase_has_words_on_the_screen() -> None:
    for phase in ("choosing", *(phase.value for phase in Phase)):
        view = replace(KNEADING, phase=phase, left=None, whole=None)
        assert page(80, 22).words[f"phase_{phase}"] in together(
            drawn(Scene(view, None), page(80, 22))
        )


def test_without_colours_no_colour_is_sent_and_all_is_said_in_words() -> None:
    assert COLOURS.search(escapes(HOLDING, page(80, 22)))
    plain = escapes(HOLDING, page(80, 22), no_color=True)
    assert not COLOURS.search(plain)
    assert "Pressure 2 of 5" in plain


def test_a_terminal_that_knows_only_ascii_gets_only_ascii() -> None:
    view = replace(KNEADING, words=FANCY, title="Größe")
    for width, height in SIZES:
        seen = together(drawn(Scene(view, 30.0, notice="“No” sound"), page(width, height, "ascii")))
        assert seen.isascii()
        assert 'Don\'t press - "glide"' in seen


def test_the_old_text_console_gets_only_the_blocks_its_fonts_have() -> None:
    for left in range(90):
        seen = together(drawn(replace(HOLDING, left=float(left)), page(80, 22, terminal="linux")))
        assert not set("▏▎▍▋▊▉▆━") & set(seen)


def test_orders_to_the_terminal_hidden_in_a_routine_are_not_passed_on() -> None:
    evil = "\x1b[2J\x1b]0;gone\x07 \x9b31m\r\n\b\u202e"
    view = replace(
        KNEADING, routine=evil, part=evil, title=f"Knead{evil}", words=evil, side=evil,
        areas=(evil,), kept_out=(evil,), next_title=evil, hints=(evil, evil),
    )  # fmt: skip
    for width, height in SIZES:
        seen = together(drawn(Scene(view, 30.0, evil, evil, evil), page(width, height)))
        assert not set("\x1b\x07\x9b\r\b\u202e") & set(seen)


def test_a_side_whose_capitals_an_encoding_lacks_is_still_shown() -> None:
    view = replace(KNEADING, side="\N{MICRO SIGN}")
    assert " ? SIDE " in together(drawn(Scene(view, 30.0), page(80, 22, "latin-1")))


words = some.text(
    some.characters()
    | some.sampled_from(" \n\tabc漢字é́\u200d\u202e\x1b[🙆🏽\N{ZERO WIDTH SPACE}{}"),
    max_size=200,
)
seconds = some.none() | some.floats(0, 1e5)


@some.composite
def views(draw: some.DrawFn) -> View:
    lists = some.lists(words, max_size=8).map(tuple)
    return View(
        routine=draw(words),
        phase=draw(some.sampled_from(["choosing", "", *Phase])),
        number=draw(some.none() | some.integers(1, 500)),
        of=draw(some.integers(0, 500)),
        part=draw(words),
        title=draw(words),
        words=draw(words),
        side=draw(words),
        pressure=draw(some.none() | some.integers(1, 5)),
        areas=draw(lists),
        kept_out=draw(lists),
        left=draw(seconds),
        whole=draw(seconds),
        running=draw(some.booleans()),
        next_title=draw(words),
        hints=draw(lists),
        listening=draw(some.booleans()),
    )


@settings(deadline=None)
@given(
    view=views(),
    left=seconds,
    said=words,
    heard=words,
    notice=words,
    width=some.integers(1, 220),
    height=some.integers(1, 60),
    encoding=some.sampled_from(["utf-8", "ascii", "latin-1", "cp437"]),
)
def test_whatever_is_to_be_shown_fits_the_page(  # noqa: PLR0913
    *,
    view: View,
    left: float | None,
    said: str,
    heard: str,
    notice: str,
    width: int,
    height: int,
    encoding: str,
) -> None:
    on = page(width, height, encoding)
    lines = drawn(Scene(view, left, said, heard, notice), on)
    assert len(lines) == height
    for line in lines:
        assert cell_len(line) <= width
        assert line.encode(encoding)[:0] == b""
        assert not set("\x1b\n\r") & set(line)
