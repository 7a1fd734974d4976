"""Nothing of an article is lost without a word: warnings are kept, the rest is told."""

from pathlib import Path

import pytest

from voice_guide.adapters.article_file import LARGEST
from voice_guide.cli import main
from voice_guide.core.drafting import Draft
from voice_guide.wiring.drafting import imported

ARTICLE = """A rub for the neck

Neck rubs are popular with people who sit. The weather was fine.
Never press on the front of the neck.

1. Rest both palms on the shoulders for 30 seconds.
2. Knead the back of the neck 5 times. Avoid the spine.
3. Breathe.

References

Somebody, 1999.
"""


def drafted(folder: Path, text: str) -> Draft:
    article = folder / "article.txt"
    article.write_text(text, encoding="utf-8")
    return imported(article, folder / "draft.yaml")[1]


def test_a_warning_before_the_first_step_is_a_caution_of_that_step(tmp_path: Path) -> None:
    found = drafted(tmp_path, ARTICLE)
    first, second, *_ = found.routine.steps
    assert first.cautions == ("Never press on the front of the neck.",)
    assert second.cautions == ("Avoid the spine.",)
    assert ("parts", 0, "steps", 0, "cautions") in [guess.way for guess in found.guesses]


def test_what_was_not_used_is_told_and_what_was_used_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    assert main(["import", str(article), "--output", str(tmp_path / "draft.yaml")]) == 0
    told = capsys.readouterr().out
    assert "Left out" in told
    assert "The weather was fine." in told
    assert "Somebody, 1999." in told
    assert "Rest both palms" not in told.partition("Written")[0]
    assert "Never press" not in told.partition("Written")[0]


def test_steps_without_a_place_on_the_body_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "article.md"
    article.write_text("# Rest\n\n1. Sit down.\n2. Knead the neck.\n3. Breathe out.\n", "utf-8")
    assert main(["import", str(article), "--output", str(tmp_path / "draft.yaml")]) == 0
    assert "Steps without a place on the body: 1, 3." in capsys.readouterr().out


@pytest.mark.parametrize("words", ["Knead the neck. ", "knead the neck and "])
def test_a_huge_text_on_one_line_is_a_draft_too(words: str, tmp_path: Path) -> None:
    found = drafted(tmp_path, words * (LARGEST // len(words)))
    assert found.routine.steps
