"""The page of licences: every package that comes along is on it, with a licence."""

from tests.conftest import ROOT
from tools.licences import PAGE, packages, page


def test_every_package_that_comes_along_is_listed_with_its_licence() -> None:
    rows = (line.split("|") for line in PAGE.read_text(encoding="utf-8").splitlines()[6:])
    listed = {row[1].strip(): row[2].strip() for row in rows}
    missing = [one.name for one in packages() if one.name not in listed]
    assert not missing, "python3 -m tools.licences lists them"
    assert all(listed.values())
    assert "not declared" not in listed.values()


def test_the_page_is_written_by_its_command() -> None:
    heading = page(()).rstrip("\n")
    assert PAGE.read_text(encoding="utf-8").startswith(heading)
    assert PAGE.is_relative_to(ROOT / "docs")
