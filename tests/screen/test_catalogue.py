"""Routines to read before any of them is played."""

import json
from io import StringIO
from pathlib import Path

import pytest
import yaml
from rich.console import Console, RenderableType

from tests.screen.scenes import WORDS
from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.body import Area
from voice_guide.core.routine import Part, Routine, Side, Sides, Step, Stroke
from voice_guide.core.techniques import Technique
from voice_guide.screen.catalogue import catalogue, catalogue_data, one_routine, routine_data

CIRCLES = Step(
    title="Slow circles",
    say="Circle beside the spine.",
    areas=(Area.LOWER_BACK,),
    technique="effleurage",
    strokes=(Stroke("circles", "up the left side", 3),),
    sides=Sides.EACH,
    first=Side.LEFT,
    hold=90.0,
    pressure=2,
    cautions=("Never on the spine.",),
    gentler="Flat hands.",
    firmer="Lean in.",
    other_side="Walk round first.",
    why="It warms.",
)
STONES = Step(
    title="Stones",
    say="Lay them down.",
    heat=True,
    hold=1200.0,
    check_ins=(60.0, 300.0),
    sides=Sides.RIGHT,
)
PRESSES = Step(title="Presses", say="Squeeze.", repetitions=10, sets=3, rest=30.0)
ROUTINE = Routine(
    id="sample",
    title="A sample",
    summary="It shows everything.",
    parts=(
        Part("First", (CIRCLES, STONES)),
        Part("Second", (PRESSES,), sides=Sides.EACH, first=Side.RIGHT),
    ),
    credit="A popular article.",
    equipment=("Oil", "A towel"),
    position="They lie on their belly.",
    screening=("heat",),
    aftercare=("Rest a while.",),
)
EFFLEURAGE = Technique("effleurage", "long gliding strokes", ("effleurage",), "Long strokes.")


def printed(what: RenderableType, width: int = 80) -> str:
    out = StringIO()
    Console(file=out, width=width).print(what)
    return out.getvalue()


def full(width: int = 80) -> str:
    areas = {Area.LOWER_BACK: "the lower back"}
    return printed(one_routine(ROUTINE, (EFFLEURAGE,), areas, WORDS), width)


def test_the_list_numbers_the_routines_and_tells_how_long_they_take() -> None:
    head, *rows = printed(catalogue([ROUTINE, ROUTINE], WORDS)).splitlines()
    for word in ("No.", "Routine", "Name", "Minutes", "Steps"):
        assert word in head
    minutes = catalogue_data([ROUTINE])[0]["minutes"]
    assert [row.split() for row in rows] == [
        ["1", "A", "sample", "sample", str(minutes), "3"],
        ["2", "A", "sample", "sample", str(minutes), "3"],
    ]


def test_a_routine_in_full_leaves_nothing_out_that_its_writer_wrote() -> None:
    seen = " ".join(full().split())
    for text in (
        "A sample", "It shows everything.", "Oil", "A towel", "They lie on their belly.",
        "First", "1. Slow circles", "the lower back · long gliding strokes",
        "each side, left first · 1:30 · pressure 2", "Circle beside the spine.",
        "Strokes: circles up the left side, 3 times", "Careful: Never on the spine.",
        "Gentler: Flat hands.", "Firmer: Lean in.", "Other side: Walk round first.",
        "Why: It warms.", "2. Stones", "right side · 20:00 · hot · asked how it is at 1:00, 5:00",
        "Second the whole part on each side, right first", "3. Presses",
        "10 times · 3 sets · 0:30 rest between", "Rest a while.", "Source: A popular article.",
    ):  # fmt: skip
        assert text in seen


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_lists_and_routines_fit_the_width(width: int) -> None:
    for text in (full(width), printed(catalogue([ROUTINE], WORDS), width)):
        assert max(map(len, text.splitlines())) <= width


def test_titles_are_shown_as_they_are_written() -> None:
    odd = Routine("odd", "[bold]:smile: \x1b[2J", "", ROUTINE.parts)
    seen = printed(catalogue([odd], WORDS)) + printed(one_routine(odd, (), {}, WORDS))
    assert seen.count("[bold]:smile: [2J") == 2
    assert "\x1b" not in seen


def test_the_list_as_data_has_what_a_program_needs() -> None:
    (data,) = json.loads(json.dumps(catalogue_data([ROUTINE])))
    assert data == {
        "id": "sample", "title": "A sample", "minutes": data["minutes"], "steps": 3,
        "summary": "It shows everything.",
    }  # fmt: skip
    assert 20 <= data["minutes"] <= 40


def test_a_routine_as_data_has_the_keys_of_its_file() -> None:
    data = json.loads(json.dumps(routine_data(ROUTINE)))
    assert data["id"] == "sample"
    assert data["equipment"] == ["Oil", "A towel"]
    assert data["parts"][1]["sides"] == "each"
    circles, stones = data["parts"][0]["steps"]
    assert circles["areas"] == ["lower_back"]
    assert circles["strokes"] == [
        {"kind": "circles", "direction": "up the left side", "repetitions": 3}
    ]
    assert circles["hold"] == 90.0
    assert stones["check_ins"] == [60.0, 300.0]
    assert stones["pressure"] is None


def shipped() -> list[Path]:
    return sorted((Path(__file__).parents[2] / "routines").glob("*.yaml"))


def written(value: object) -> object:
    """As a writer would: what has no value or no meaning here is left out."""
    match value:
        case dict():
            idle = {key for key, inner in value.items() if inner in (None, "")}
            if value.get("sides") != "each":
                idle.add("first")
            if "repetitions" in idle:
                idle |= {"seconds_each", "sets", "rest"}
            return {key: written(inner) for key, inner in value.items() if key not in idle}
        case list():
            return [written(inner) for inner in value]
        case _:
            return value


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_a_shipped_routine_as_data_can_be_written_and_read_as_a_file_again(
    path: Path, tmp_path: Path
) -> None:
    routine = load_routine(path)
    data = routine_data(routine)
    assert data.pop("minutes")
    assert data.pop("id") == path.stem
    copy = tmp_path / path.name
    copy.write_text(yaml.safe_dump(written(data)), encoding="utf-8")
    assert load_routine(copy) == routine
