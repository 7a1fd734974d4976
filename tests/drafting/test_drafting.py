"""`import`: an article becomes a draft that says what the article says, and nothing else."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import needs_shared
from voice_guide.adapters.article_file import read_article
from voice_guide.adapters.routine_file import check_file, load_routine
from voice_guide.adapters.routine_file.writing import text_of_routine
from voice_guide.core.drafting import Article, Block, BlockKind, Draft, draft
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Step
from voice_guide.errors import InputError
from voice_guide.language.drafting import load_terms
from voice_guide.wiring import library
from voice_guide.wiring.drafting import imported

ARTICLES = yaml.safe_load((Path(__file__).parent / "articles.yaml").read_text(encoding="utf-8"))
TERMS = load_terms("en", library.techniques())


def drafted(folder: Path, name: str, text: str) -> Draft:
    article = folder / name
    article.write_text(text, encoding="utf-8")
    return imported(article, folder / "draft.yaml")[1]


def plain(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_understood(name: str, tmp_path: Path) -> None:
    told = ARTICLES[name]
    routine = drafted(tmp_path, told["file"], told["text"]).routine
    for key in ("title", "summary", "equipment", "aftercare"):
        if key in told:
            assert plain(getattr(routine, key)) == told[key]
    assert len(routine.steps) == len(told["steps"])
    for step, expected in zip(routine.steps, told["steps"], strict=True):
        wanted = {key: value for key, value in expected.items() if key != "none"}
        assert {key: plain(getattr(step, key)) for key in wanted} == wanted
        for key in expected.get("none", ()):
            default = next(field.default for field in fields(Step) if field.name == key)
            assert getattr(step, key) == default, key


@pytest.mark.parametrize("name", ARTICLES)
def test_a_draft_can_be_played_and_marks_its_guesses(name: str, tmp_path: Path) -> None:
    found = drafted(tmp_path, ARTICLES[name]["file"], ARTICLES[name]["text"])
    file = tmp_path / "draft.yaml"
    assert check_file(file) == ()
    assert load_routine(file).steps == found.routine.steps
    marks = re.findall(r"^ *# review", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(marks) == len(found.guesses)


def _words(text: str) -> set[str]:
    return set(normal(text).split())


@pytest.mark.parametrize("name", ARTICLES)
def test_nothing_is_invented(name: str, tmp_path: Path) -> None:
    told = ARTICLES[name]
    found = drafted(tmp_path, told["file"], told["text"])
    source = _words(re.sub(r"<[^>]+>", " ", told["text"]))
    for step in found.routine.steps:
        assert _words(" ".join((step.say, *step.cautions))) <= source
    for guess in found.guesses:
        assert _words(guess.words) <= source


@pytest.mark.parametrize("number", range(5))
def test_the_source_texts_give_drafts_that_can_be_played(number: int, tmp_path: Path) -> None:
    path = sorted((needs_shared() / "seeds").glob("*.txt"))[number]
    to, found = imported(path, tmp_path / "draft.yaml")
    assert check_file(to) == ()
    assert found.routine.steps
    assert any(step.areas for step in found.routine.steps)


def test_facts_of_the_source_texts_are_found(tmp_path: Path) -> None:
    seeds = sorted((needs_shared() / "seeds").glob("*.txt"))
    stones = imported(seeds[0], tmp_path / "a.yaml")[1].routine.steps[0]
    assert (stones.technique, stones.hold) == ("hot_stone", 1200.0)
    assert "avoid placing them on the spine" in " ".join(stones.cautions)
    walk = imported(seeds[1], tmp_path / "b.yaml")[1].routine.steps
    assert walk[3].repetitions == 5


def test_an_article_about_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="looks like a step"):
        drafted(tmp_path, "a.txt", "The price of tea rose again this week.\n\nMore tomorrow.")


def test_a_number_without_end_counts_nothing(tmp_path: Path) -> None:
    endless = "9" * 400
    text = f"1. Knead the neck, {endless} sets of 10, {endless} times, for {endless} minutes."
    (step,) = drafted(tmp_path, "a.txt", text).routine.steps
    assert (step.hold, step.repetitions) == (None, None)


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "draft.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="there already"):
        drafted(tmp_path, "a.txt", "1. Knead the neck.")
    assert (tmp_path / "draft.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"\0\1\2"), ("a.json", b"[" * 100_000), ("a.json", b"{}"), ("a.txt", b"")],
)
def test_what_is_no_article_is_refused_with_advice(
    name: str, content: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as refused:
        imported(tmp_path / name, tmp_path / "draft.yaml")
    assert refused.value.hint
    assert not (tmp_path / "draft.yaml").exists()


BLOCKS = st.lists(
    st.builds(Block, st.sampled_from(BlockKind), st.text(max_size=300), st.integers(0, 6))
    | st.builds(
        Block,
        st.sampled_from(BlockKind),
        st.lists(
            st.sampled_from(
                ["Knead the neck.", "Step 1:", "5 times", "3 sets of 10", "for 99999 hours", "left"]
            ),
            max_size=6,
        ).map(" ".join),
    ),
    max_size=12,
)


@given(st.text(max_size=100), BLOCKS)
@example("", [Block(BlockKind.STEP, "NO")])
def test_whatever_the_article_the_draft_is_a_good_file(
    tmp_path_factory: pytest.TempPathFactory, title: str, blocks: list[Block]
) -> None:
    try:
        found = draft(Article(title, tuple(blocks), "a"), TERMS, "a")
    except ValueError:
        return
    file = tmp_path_factory.mktemp("draft") / "draft.yaml"
    file.write_text(text_of_routine(found.routine), encoding="utf-8")
    assert check_file(file) == ()


def test_every_ending_is_read(tmp_path: Path) -> None:
    assert {Path(told["file"]).suffix for told in ARTICLES.values()} == {
        ".txt", ".md", ".html", ".htm", ".json", ".jsonld",
    }  # fmt: skip
    (tmp_path / "a").write_text("1. Knead the neck.", encoding="utf-8")
    assert read_article(tmp_path / "a").blocks


def test_a_writer_comes_from_nothing_to_a_routine_that_is_offered(tmp_path: Path) -> None:
    answers = ["My rub", "", "They sit.", "Knead", "Knead the shoulder.", "sholder", "shoulders"]
    answers += ["y", "soon", "2", "3", "Knead", "Rest", "Rest your hands.", "", "", ""]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}

    def run(*arguments: str, typed: str = "") -> str:
        command = [sys.executable, "-m", "voice_guide", *arguments]
        done = subprocess.run(
            command, input=typed, capture_output=True, text=True, check=True, env=environment
        )
        return done.stdout

    told = run("new", typed="\n".join(answers) + "\n")
    assert "shoulder" in told.split("'sholder'")[1]
    assert "A step needs a name of its own." in told
    assert "My rub" in run("list")
    assert "First on the left side" in run("show", "my-rub") or "left" in run("show", "my-rub")
