"""The format of a routine is told once: reader, published schema and page say the same."""

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pydantic import BaseModel, ValidationError

from tests.adapters.samples import ROUTINE
from voice_guide.adapters.routine_file import check_file
from voice_guide.adapters.routine_file.format import PartGroup, RoutineFile, StepGroup, StrokeGroup
from voice_guide.adapters.routine_file.schema import FIRST_LINE, NAME, fields, schema
from voice_guide.wiring import library

ROOT = Path(__file__).parent.parent
ROUTINES = sorted((ROOT / "routines").glob("*.yaml"))
PAGE = ROOT / "docs/routine-format.md"
MARKS = "<!-- keys -->", "<!-- /keys -->"
GROUPS: dict[str, type[BaseModel]] = {
    "A routine": RoutineFile,
    "A part": PartGroup,
    "A step": StepGroup,
    "A stroke": StrokeGroup,
}

PUBLISHED = json.loads((ROOT / "routines" / NAME).read_text(encoding="utf-8"))
VALIDATOR = Draft7Validator(PUBLISHED)


def key_tables() -> str:
    lines = []
    for title, group in GROUPS.items():
        lines += [f"### {title}", "| key | |", "|---|---|"]
        lines += [
            f"| `{name}`{' (needed)' if needed else ''} | {meaning} |"
            for name, meaning, needed in fields(group)
        ]
        lines.append("")
    return "\n".join(lines)


def read(path: Path) -> object:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_published_schema_is_what_the_reader_says() -> None:
    techniques = [technique.id for technique in library.techniques()]
    questions = [question.id for question in library.questions()]
    assert schema(techniques, questions) == PUBLISHED


def test_the_page_names_every_key() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = page.split(MARKS[0])[1].split(MARKS[1])[0]
    assert table.strip() == key_tables().strip(), "run python3 -m tests.test_routine_format"


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_a_shipped_routine_names_the_schema_and_fits_it(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith(FIRST_LINE + "\n")
    assert not list(VALIDATOR.iter_errors(read(path)))


def test_the_example_of_the_page_can_be_played(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    file = tmp_path / "example.yaml"
    file.write_text(example, encoding="utf-8")
    assert not check_file(file)


STEP_KEYS = [name for name, _, _ in fields(StepGroup)]
VALUES = st.one_of(
    st.integers(-3, 2000),
    st.booleans(),
    st.floats(0, 20_000, allow_nan=False),
    st.sampled_from(["90 s", "2 min", "1 min 30 s", "soon", "left", "each", "both", "neck"]),
    st.lists(st.sampled_from(["neck", "arms", "nose", "30 s", "1 min"]), max_size=3),
    st.just([{"kind": "press"}]),
    st.just([{"kind": "poke"}]),
    st.text("abc ", max_size=5),
)


@given(st.sampled_from([*STEP_KEYS, "colour"]), VALUES)
def test_what_the_reader_takes_the_schema_takes(key: str, value: object) -> None:
    """The schema may allow more: it cannot see what takes two values to see."""
    data = yaml.safe_load(ROUTINE)
    data["parts"][0]["steps"][0][key] = value
    try:
        RoutineFile.model_validate(data)
    except ValidationError:
        return
    assert not list(VALIDATOR.iter_errors(data))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("colour", "red"),
        ("areas", ["nose"]),
        ("pressure", 6),
        ("hold", "soon"),
        ("sides", "both"),
        ("strokes", [{"kind": "poke"}]),
        ("title", 12),
        ("heat", "warm"),
    ],
)
def test_an_editor_marks_what_the_reader_refuses(key: str, value: object) -> None:
    data = yaml.safe_load(ROUTINE)
    data["parts"][0]["steps"][0][key] = value
    with pytest.raises(ValidationError):
        RoutineFile.model_validate(data)
    assert list(VALIDATOR.iter_errors(data))


if __name__ == "__main__":
    before, after = PAGE.read_text(encoding="utf-8").split(MARKS[0])
    page = f"{before}{MARKS[0]}\n{key_tables()}{MARKS[1]}{after.split(MARKS[1])[1]}"
    PAGE.write_text(page, encoding="utf-8")
