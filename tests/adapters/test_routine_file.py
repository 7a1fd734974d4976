"""Routine files: good ones mean what they say, and every mistake is named with its place."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.samples import QUESTIONS, ROUTINE, TECHNIQUES, shelve, spoilt
from voice_guide.adapters.routine_file import (
    Mistake,
    RoutineError,
    check_file,
    load_questions,
    load_routine,
    load_techniques,
)
from voice_guide.core.body import Area
from voice_guide.core.routine import Part, Routine, Side, Sides, Step, Stroke
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique, find


@pytest.fixture
def routine(tmp_path: Path) -> Path:
    return shelve(tmp_path / "routines")


def lines(path: Path, text: str) -> list[str]:
    """The mistakes in `text` without the path: "line:column: problem; allowed"."""
    path.write_text(text, encoding="utf-8")
    return [str(mistake).removeprefix(f"{path}:") for mistake in check_file(path)]


def assert_said(expected: str, path: Path, text: str) -> None:
    """The mistake that begins so is found in `text`, at the place of its ^ mark."""
    before, mark, after = text.partition("^")
    assert mark
    place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "
    found = lines(path, before + after)
    assert [line for line in found if line.startswith(place + expected)], found


def in_step(*keys: str) -> str:
    """A routine of one step with these lines; the first is in line 7, column 9."""
    start = (
        "title: T\nsummary: S.\nparts:\n  - title: P\n    steps:\n      - {}\n        say: Go.\n"
    )
    return start.format("title: One") + "".join(f"        {key}\n" for key in keys)


def test_every_field_of_a_routine_arrives(routine: Path) -> None:
    thumbs = Step(
        title="Thumbs up the spine",
        say="Press your thumbs up both sides of the spine.",
        areas=(Area.LOWER_BACK, Area.MID_BACK),
        technique="thumb_pressure",
        strokes=(Stroke("press", "up both sides of the spine", 3), Stroke("glide")),
        sides=Sides.EACH,
        first=Side.RIGHT,
        hold=90.0,
        pressure=2,
        heat=True,
        cautions=("Never on the spine itself.",),
        check_ins=(30.0, 60.0),
        short="Thumbs up the spine.",
        gentler="Let the thumbs glide.",
        firmer="Lean in a little.",
        other_side="The same from where you stand.",
        why="It warms the long muscles.",
    )
    squeezes = Step(
        title="Shoulder squeezes",
        say="Squeeze the shoulder.",
        repetitions=10,
        seconds_each=3.0,
        sets=3,
        rest=20.0,
        other_side="Squeeze the other shoulder.",
    )
    rest = Step(title="Rest", say="Rest the hands.")
    assert load_routine(routine) == Routine(
        id="short-rub",
        title="The short rub",
        summary="Two strokes for a tired back.",
        parts=(
            Part("Warming up", (thumbs,)),
            Part("Each side", (squeezes, rest), Sides.EACH, Side.LEFT),
        ),
        credit="Written for the tests.",
        equipment=("a mat", "oil: a little"),
        position="They lie on their belly.",
        screening=("heat",),
        aftercare=("Drink a glass of water.",),
    )


def test_every_field_of_a_question_arrives(routine: Path) -> None:
    assert load_questions(routine.parent / "common" / "screening.yaml") == (
        Question("fever", "Do you have a fever?", advice="Rest today.", stop=True),
        Question(
            "heat",
            "Is your skin numb anywhere?",
            always=False,
            clinician=True,
            ask_where=True,
            leave_out=(Area.HIPS,),
            leave_out_heat=True,
            leave_out_techniques=("thumb_pressure",),
            pressure_at_most=2,
        ),
    )


def test_a_technique_is_found_by_its_id_its_name_and_every_way_to_say_it(routine: Path) -> None:
    techniques = load_techniques(routine.parent / "common" / "techniques.yaml")
    thumbs = Technique(
        "thumb_pressure",
        "thumb pressure",
        ("thumb pressure", "pressing"),
        "The thumbs press and let go.",
        "It reaches one place at a time.",
    )
    assert techniques[0] == thumbs
    for spoken in ("thumb_pressure", "Thumb pressure?", "pressing"):
        assert find(techniques, spoken) == thumbs
    assert find(techniques, "tickling") is None


def test_a_file_without_mistakes_has_none(routine: Path) -> None:
    common = routine.parent / "common"
    for file in (routine, common / "screening.yaml", common / "techniques.yaml"):
        assert check_file(file) == ()


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("90", 90),
        ("2.5", 2.5),
        ("90 s", 90),
        ("90s", 90),
        ("20 min", 1200),
        ("1 min 30 s", 90),
        ("1 minute 30 seconds", 90),
        ("1.5 min", 90),
        ("1 h 5 min", 3900),
    ],
)
def test_durations_are_read_as_people_write_them(
    written: str, seconds: float, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(in_step(f"hold: {written}"), encoding="utf-8")
    assert load_routine(file).steps[0].hold == seconds


@pytest.mark.parametrize(
    "written", ["soon", "1:30", "1 min 90", "-5", "0", "4 h", "yes", "1e3", ".inf", "[1]", "''"]
)
def test_what_is_no_sensible_duration_is_refused(written: str, tmp_path: Path) -> None:
    (line,) = lines(tmp_path / "a.yaml", in_step(f"hold: {written}"))
    assert line.startswith("8:15: `hold` is ")
    assert "'1 min 30 s'" in line or "allowed: from 1 s to 180 min" in line


# What stands in the sample, what takes its place (^ marks where the mistake is), what is said.
SPOILT = [
    ("title: Warming", "^titel: Warming", "`title` is missing; needed here: title, steps"),
    ("title: Warming", "^titel: Warming", "unknown key 'titel'; did you mean title? allowed: ti"),
    ("[lower_back,", "[^lower_bck,", "`areas`, entry 1 is 'lower_bck'; did you mean lower_back?"),
    ("[lower_back,", "^[mid_back,", "`areas` names 'mid_back' twice; write each once"),
    ("kind: glide", "kind: ^glyde", "`kind` is 'glyde'; did you mean glide? allowed: glide, ci"),
    ("pressure: 2", "pressure: ^6", "`pressure` is the number 6; write a whole number from 1 to 5"),
    ("pressure: 2", "pressure: ^0", "`pressure` is the number 0; write a whole number from 1 to 5"),
    ("pressure: 2", "pressure: ^yes", "`pressure` is a yes-or-no word; write a whole number fr"),
    ("pressure: 2", "pressure: ^2.0", "`pressure` is the number 2.0; write a whole number from"),
    ("pressure: 2", 'pressure: ^"2"', "`pressure` is '2'; write a whole number from 1 to 5"),
    ("heat: true", "heat: ^1", "`heat` is the number 1; write true or false"),
    ("title: The short rub", "title: ^yes", "`title` is a yes-or-no word; write a text; in quot"),
    ("title: The short rub", "title: ^12", "`title` is the number 12; write a text; in quotes i"),
    ("title: The short rub", "title:^", "`title` is empty; write a value, or leave it out"),
    ("title: The short rub", "title: ^'!'", "`title` has no words; write a text"),
    ("The short rub", "^" + "x" * 81, "`title` has 81 letters; at most 80"),
    ("The short rub", '^"\\e[2J x"', "`title` has characters that cannot be spoken: '\\x1b[2J x'"),
    ('"oil: a little"', "^oil: a little", "`equipment`, entry 2 is a group of keys; write a text"),
    ("[heat]", "^heat", "`screening` is 'heat'; write a list: each entry after a '- '"),
    (
        "[heat]",
        "[^heet]",
        "`screening` 'heet' is not known; did you mean heat? allowed: fever, heat",
    ),
    ("thumb_pressure", "^thumbs", "`technique` 'thumbs' is not known; did you mean thumb_press"),
    ("thumb_pressure", "^no-id", "`technique` is 'no-id'; write an id: small letters"),
    ("[30 s, 1 min]", "[30 s, ^90 s]", "`check_ins` has '90 s', but the step takes 1 min 30 s"),
    ("[30 s, 1 min]", "^[1 min, 30 s]", "`check_ins` is not in the order of time; write the ear"),
    (
        "    hold: 1",
        "    ^repetitions: 3\n        hold: 1",
        "`hold` and `repetitions` are both given",
    ),
    (
        "sides: each\n        first",
        "^first",
        "`first` without `sides: each`; add that, or leave it",
    ),
    ("other_side: The", "^sides: none\n        other_side: The", "'sides' is given twice; the fir"),
    ("first: left", "first: ^middle", "`first` is 'middle'; allowed: left, right"),
    (
        "repetitions: 10\n        s",
        "hold: 9\n        ^s",
        "`seconds_each` without `repetitions`; a",
    ),
    (
        "10\n        seconds_each: 3",
        "^100\n        seconds_each: 60",
        "the step takes 300 min 40 s",
    ),
    ("title: Rest", "title: ^thumbs up, the spine!", "two steps are called 'thumbs up, the spine"),
    ("say: Rest", "sides: ^left\n        say: Rest", "the whole part is done on each side, so its"),
    (
        "say: Rest",
        "extra: {a: ^*b}\n        say: Rest",
        "anchors and aliases (& and *) are not read",
    ),
    ("say: Rest", "say: ^!!str Rest", "the tag 'tag:yaml.org,2002:str' is not read; leave it out"),
    (
        "    sides: each\n    first",
        "    sides: ^left\n    first",
        "`sides` is 'left'; allowed: non",
    ),
    ("[Drink a glass of water.]", "^{a: b}", "`aftercare` is a group of keys; write a list: ea"),
]


@pytest.mark.parametrize(("old", "new", "expected"), SPOILT)
def test_a_mistake_is_named_with_its_place_and_what_is_allowed(
    old: str, new: str, expected: str, routine: Path
) -> None:
    assert_said(expected, routine, spoilt(ROUTINE, old, new))


def test_a_step_with_one_side_needs_no_words_for_the_other(routine: Path) -> None:
    text = spoilt(ROUTINE, "sides: each\n        first: right\n", "pressure: 1\n")
    text = spoilt(text, "        pressure: 2\n", "")
    text = spoilt(text, "other_side: The same", "^other_side: The same")
    assert_said("`other_side` in a step that has one side; add `sides: each`", routine, text)


@pytest.mark.parametrize("parts", ["[]", "[{title: P, steps: []}]"])
def test_a_routine_without_steps_is_refused(parts: str, tmp_path: Path) -> None:
    (line,) = lines(tmp_path / "a.yaml", f"title: T\nsummary: S.\nparts: {parts}\n")
    assert "has nothing in it; write at least one entry" in line


def test_a_check_in_outside_the_few_seconds_of_a_step_without_time_is_refused(
    tmp_path: Path,
) -> None:
    found = lines(tmp_path / "a.yaml", in_step("check_ins: [1 min]"))
    assert found == [
        "8:21: `check_ins` has '1 min', but the step takes 5 s; write an earlier moment"
    ]


def test_all_mistakes_are_named_at_once_in_the_order_of_the_file(routine: Path) -> None:
    text = spoilt(ROUTINE, "title: The short rub", "title: 12")
    text = spoilt(text, "lower_back,", "lower_bck,")
    text = spoilt(text, "pressure: 2", "pressure: 9")
    text = spoilt(text, "1 min]", "2 min]")
    text = spoilt(text, "kind: glide", "kind: &it glide")
    text = spoilt(text, "sets: 3", "sets: three")
    found = lines(routine, text)
    assert [int(line.partition(":")[0]) for line in found] == [1, 14, 18, 22, 25, 39]


def test_the_error_has_one_line_for_each_mistake(routine: Path) -> None:
    routine.write_text("title: [12]\n", encoding="utf-8")
    with pytest.raises(RoutineError) as caught:
        load_routine(routine)
    assert str(caught.value).splitlines() == [str(mistake) for mistake in caught.value.mistakes]
    assert len(caught.value.mistakes) == 3
    assert caught.value.hint
    assert caught.value.exit_code == 1


def test_of_many_mistakes_a_hundred_are_shown_and_the_rest_counted(tmp_path: Path) -> None:
    found = lines(tmp_path / "a.yaml", in_step(*(f"unknown_{number}: 1" for number in range(250))))
    assert len(found) == 101
    assert found[-1] == "108:9: and 150 more mistakes from here on"


def test_ids_are_only_checked_where_the_files_that_have_them_are_sound(routine: Path) -> None:
    techniques = routine.parent / "common" / "techniques.yaml"
    techniques.write_text("techniques: [", encoding="utf-8")
    assert lines(routine, spoilt(ROUTINE, "thumb_pressure", "unheard_of")) == []
    assert len(check_file(techniques)) == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: heat", "id: ^fever", "`id` 'fever' is taken; give each an id of its own"),
        ("id: fever", "id: ^Fever", "`id` is 'Fever'; write an id: small letters"),
        ("id: heat\n    ask", "^id: heat\n    aks", "`ask` is missing; needed here: id, ask"),
        ("stop: true", "stop: ^maybe", "`stop` is 'maybe'; write true or false"),
        ("[thumb_pressure]", "[^thumbs]", "`leave_out_techniques` 'thumbs' is not known; did"),
        ("most: 2", "most: ^7", "`pressure_at_most` is the number 7; write a whole number from"),
    ],
)
def test_mistakes_in_screening_questions_are_named(
    old: str, new: str, expected: str, routine: Path
) -> None:
    assert_said(expected, routine.parent / "common" / "screening.yaml", spoilt(QUESTIONS, old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("effleurage:\n", "^Effleurage!:\n", "the key is 'Effleurage!'; write an id: small"),
        ("effleurage:\n", "^thumb_pressure:\n", "'thumb_pressure' is given twice; the first is"),
        ("[effleurage, long strokes]", "^[]", "`said` has nothing in it; write at least one"),
        ("long strokes", "^Pressing", "`said` 'Pressing' means 'thumb_pressure' already; write"),
        ("name: effleurage", "^naem: effleurage", "unknown key 'naem'; did you mean name? allow"),
    ],
)
def test_mistakes_in_the_glossary_are_named(
    old: str, new: str, expected: str, routine: Path
) -> None:
    assert_said(
        expected, routine.parent / "common" / "techniques.yaml", spoilt(TECHNIQUES, old, new)
    )


def test_nothing_waits_for_pydantic_before_the_first_file_is_read() -> None:
    code = "import sys, voice_guide.adapters.routine_file as f; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_mistake_is_one_line_whatever_the_file_and_its_path_are_called() -> None:
    mistake = Mistake(Path("a\nb\x1b[2J.yaml"), 1, 2, "wrong", "right")
    assert str(mistake) == "a\\nb\\x1b[2J.yaml:1:2: wrong; right"


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(routine: Path) -> None:
    expected = load_routine(routine)
    text = ROUTINE.replace("\n", "\r\n")
    routine.write_bytes(text.encode("utf-8-sig"))
    assert load_routine(routine) == expected
    broken = spoilt(text, "pressure: 2", "pressure: 9").encode("utf-8-sig")
    routine.write_bytes(broken)
    assert [(it.line, it.column) for it in check_file(routine)] == [(22, 19)]
