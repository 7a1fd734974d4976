"""A model whose list of marks is spoilt: Vosk dies of it, so it is refused before."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voice_guide.adapters.word_graph.marks import MARKS, check_marks
from voice_guide.errors import MissingPartError
from voice_guide.resources import shipped
from voice_guide.wiring.recognising import recogniser

MODEL = shipped("models/command-en")
GOOD = (MODEL / "graph" / MARKS).read_text(encoding="utf-8").splitlines()
SPOILT: tuple[list[str], ...] = (
    [],
    GOOD[:2],
    GOOD[1:],
    GOOD[::-1],
    [*GOOD, "999999999"],
    ["0", *GOOD],
    ["-5", *GOOD[1:]],
    ["332", *GOOD],
    ["x"],
    [" ".join(GOOD)],
    ["9" * 30],
)
LOADING = """
import json, sys
from pathlib import Path
from voice_guide.errors import MissingPartError
from voice_guide.wiring.recognising import recogniser
model, cases = Path(sys.argv[1]), json.loads(sys.argv[2])
for lines in cases:
    (model / "graph/disambig_tid.int").write_text("".join(f"{line}\\n" for line in lines))
    try:
        recogniser(model, ("stop",))
    except MissingPartError as error:
        print(error)
"""


def test_spoilt_marks_are_an_error_that_names_them_and_not_the_end_of_the_program(
    tmp_path: Path,
) -> None:
    model = tmp_path / "spoilt"
    shutil.copytree(MODEL, model)
    done = subprocess.run(
        [sys.executable, "-c", LOADING, str(model), json.dumps(SPOILT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert len(told) == len(SPOILT)
    assert all("spoilt" in line for line in told)
    assert sum(MARKS in line and "from 333 to" in line for line in told) >= len(SPOILT) - 3


def test_marks_of_a_model_from_elsewhere_are_compared_with_its_graph(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(MODEL / "graph", graph)
    (graph / "lexicon.txt").unlink()
    check_marks(graph)
    (graph / MARKS).write_text("\n".join([*GOOD, str(int(GOOD[-1]) + 1)]), encoding="utf-8")
    check_marks(graph)
    (graph / MARKS).write_text("\n".join(GOOD[:-1]), encoding="utf-8")
    with pytest.raises(ValueError, match=GOOD[-1]):
        check_marks(graph)


def test_a_graph_that_was_cut_in_half_is_an_error_that_names_the_model(tmp_path: Path) -> None:
    model = tmp_path / "cut"
    shutil.copytree(MODEL, model)
    graph = model / "graph/HCLr.fst"
    graph.write_bytes(graph.read_bytes()[: graph.stat().st_size // 2])
    with pytest.raises(MissingPartError, match="cut"):
        recogniser(model, ("stop",))
