"""The printed sheet of a routine."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.bodymap.pictures import routines
from tests.commands import voice_guide
from tests.conftest import needs_program
from voice_guide.core.commands import CommandClass
from voice_guide.core.routine import Part, Routine, Step
from voice_guide.language.labels import load_sheet_words
from voice_guide.sheet.contents import commands
from voice_guide.wiring import library
from voice_guide.wiring.sheets import sheet

ROUTINES = {routine.id: routine for routine in routines()}
every_routine = pytest.mark.parametrize("routine", ROUTINES.values(), ids=ROUTINES)
MOST_PAGES = 2


class Reading(HTMLParser):
    """What is read on a page, and what stands in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._quiet = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._quiet += tag in {"style", "defs"}

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in {"style", "defs"}

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.text += " ".join(data.split()) + " "


@every_routine
def test_a_sheet_has_every_step_its_picture_and_its_cautions(routine: Routine) -> None:
    page = Reading(sheet(routine))
    assert routine.title in page.text
    place = 0
    for number, step in enumerate(routine.steps, 1):
        place = page.text.index(f"{number} {step.title}", place)
        for told in (step.short or step.say, *step.cautions):
            assert told in page.text[place:]
        if step.pressure:
            assert f"pressure {step.pressure}" in page.text[place:]
    drawn = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(drawn) == sum(bool(step.areas) for step in routine.steps)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))


@every_routine
def test_a_sheet_needs_nothing_from_outside(routine: Routine) -> None:
    for page in (sheet(routine), sheet(routine, for_browser=False)):
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
        assert not re.search(r" src=|@import|url\((?!#)", page)
        assert "<script" not in page


def test_a_side_says_which_comes_first() -> None:
    assert "right, then left" in Reading(sheet(ROUTINES["four-step-upper-back"])).text


def test_a_hostile_routine_is_only_words() -> None:
    hostile = '</style></svg><script>alert("1")</script><img src=x onerror=alert(2)>&lt;{{ 7*7 }}'
    step = Step(title=hostile, say=hostile, short=hostile, cautions=(hostile,))
    routine = Routine("x", hostile, hostile, (Part(hostile, (step,)),), hostile, (hostile,))
    page = Reading(sheet(replace(routine, position=hostile, aftercare=(hostile,))))
    assert not {"script", "img", "iframe", "object"} & {tag for tag, _ in page.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name[:2] == "on"]
    assert page.text.count(hostile) >= 8
    assert "49" not in page.text
    policy = [attributes.get("content") for tag, attributes in page.tags if tag == "meta"]
    assert "default-src 'none'; style-src 'unsafe-inline'" in policy


def test_all_that_a_sheet_offers_to_say_is_understood() -> None:
    offered = commands(load_sheet_words("en"))
    phrasebook = library.phrasebook(ROUTINES["back-rub"], "en")
    for kind in offered:
        for phrase in kind.phrases:
            assert phrasebook.understand(phrase), phrase
    for phrase in offered[0].phrases:
        assert phrasebook.class_of(phrase) is CommandClass.URGENT


def test_a_sheet_is_written_to_a_file(tmp_path: Path) -> None:
    done = voice_guide("show", "hot-stones", "--html", tmp_path / "stones.html")
    assert done.code == 0
    assert str(tmp_path / "stones.html") in done.out
    assert "Hot stone rest" in (tmp_path / "stones.html").read_text(encoding="utf-8")


def test_a_sheet_does_not_write_over_its_routine(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_bytes((Path("routines") / "foam-roller.yaml").read_bytes())
    done = voice_guide("show", mine, "--html", mine)
    assert done.code == 2
    assert "written over" in done.err
    assert mine.read_bytes() == (Path("routines") / "foam-roller.yaml").read_bytes()


def test_without_a_browser_there_is_a_remedy(tmp_path: Path) -> None:
    nothing: Mapping[str, str] = {"PATH": str(tmp_path)}
    done = voice_guide("show", "foam-roller", "--pdf", tmp_path / "a.pdf", environment=nothing)
    assert done.code == 3
    assert "--html" in done.err
    assert not (tmp_path / "a.pdf").exists()


def test_a_browser_that_fails_is_told_of(tmp_path: Path) -> None:
    broken = tmp_path / "bin" / "chromium"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'no room left' >&2\nexit 5\n", encoding="utf-8")
    broken.chmod(0o755)
    alone = {"PATH": f"{broken.parent}:/bin"}
    done = voice_guide("show", "foam-roller", "--pdf", tmp_path / "a.pdf", environment=alone)
    assert done.code == 1
    assert "no room left" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_a_real_browser_prints_it_on_few_pages(tmp_path: Path) -> None:
    needs_program("chromium")
    made = tmp_path / "roller.pdf"
    done = voice_guide("show", "foam-roller", "--pdf", made)
    assert done.code == 0, done.err
    pdf = made.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= MOST_PAGES
    assert [path.name for path in tmp_path.iterdir()] == ["roller.pdf"]


def test_weasyprint_prints_it_where_there_is_no_browser(tmp_path: Path) -> None:
    found = shutil.which("weasyprint")
    if not found:
        pytest.skip("WeasyPrint is not installed; a browser does as well")
    alone = tmp_path / "bin"
    alone.mkdir()
    (alone / "weasyprint").symlink_to(found)
    made = tmp_path / "roller.pdf"
    done = voice_guide("show", "foam-roller", "--pdf", made, environment={"PATH": str(alone)})
    assert done.code == 0, done.err
    assert made.read_bytes().startswith(b"%PDF-")
