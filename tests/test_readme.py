"""The README is true."""

import re
from pathlib import Path

import pytest

from tests.commands import voice_guide
from tests.conftest import ROOT
from voice_guide.language.labels import load_labels
from voice_guide.language.sentences import command_table
from voice_guide.screen.command_table import markdown

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_everything_that_can_be_said_stands_in_the_readme() -> None:
    found = re.search(r"<!-- commands:.*?-->\n(.*)<!-- /commands -->", README, re.DOTALL)
    assert found is not None
    hint = "put the output of `voice-guide commands --markdown` between the marks"
    assert found[1].strip() == markdown(command_table("en"), load_labels("en")).strip(), hint


def test_both_commands_stand_in_the_readme() -> None:
    assert "\npython3 run.py\n" in README
    assert "\npython3 run.py test\n" in README


def test_every_file_that_is_pointed_to_is_there() -> None:
    for page in (ROOT / "README.md", ROOT / "ARCHITECTURE.md"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in target:
                assert (ROOT / target).exists(), target


CELLS = re.findall(r"^\| (`[a-z][^|]*)\|", README.split("## What you see")[0], re.MULTILINE)
COMMANDS = [name for cell in CELLS for name in re.findall(r"`([a-z]+)\b", cell)]


def test_every_option_in_the_readme_exists() -> None:
    wanted = set(re.findall(r"`(--[a-z-]+)", README))
    known = "".join(
        voice_guide(*command, "--help").out
        for command in ((name,) for name in dict.fromkeys(COMMANDS))
    )
    assert wanted
    assert {option for option in wanted if option not in known} == set()


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_in_the_readme_exists(line: str) -> None:
    assert voice_guide(line, "--help").code == 0


def test_pictures_are_in_the_repository() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert Path(ROOT / picture).stat().st_size > 1000
