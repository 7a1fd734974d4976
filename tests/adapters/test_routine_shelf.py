"""The shelf: a routine is found by whatever a person calls it."""

from pathlib import Path

import pytest

from tests.adapters.samples import ROUTINE, shelve, spoilt
from voice_guide.adapters.routine_file import RoutineError, load_routine
from voice_guide.adapters.routine_shelf import Shelf
from voice_guide.errors import InputError


def own_and_shipped(folder: Path) -> Shelf:
    """Two folders; both have a routine "short-rub", the second also a "long-rub"."""
    own, shipped = folder / "own", folder / "shipped"
    shelve(own).write_text(spoilt(ROUTINE, "The short rub", "My own rub"), encoding="utf-8")
    shelve(shipped)
    long = spoilt(ROUTINE, "The short rub", "The long rub")
    (shipped / "long-rub.yml").write_text(long, encoding="utf-8")
    return Shelf((own, folder / "not there", shipped), load_routine)


def test_the_ids_of_all_folders_are_listed_once_and_sorted(tmp_path: Path) -> None:
    assert own_and_shipped(tmp_path).ids() == ("long-rub", "short-rub")


def test_the_persons_own_routine_comes_before_the_shipped_one(tmp_path: Path) -> None:
    assert own_and_shipped(tmp_path).load("short-rub").title == "My own rub"


@pytest.mark.parametrize("name", ["long-rub", "Long Rub", "the long rub", "The long rub!"])
def test_a_routine_is_found_by_id_or_title(name: str, tmp_path: Path) -> None:
    assert own_and_shipped(tmp_path).load(name).id == "long-rub"


def test_a_routine_is_found_by_path(tmp_path: Path) -> None:
    shelf = own_and_shipped(tmp_path)
    path = tmp_path / "shipped" / "short-rub.yaml"
    assert shelf.load(str(path)).title == "The short rub"


def test_a_file_that_is_no_routine_is_named_with_what_is_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.md").write_text("# Notes: of mine", encoding="utf-8")
    shelf = own_and_shipped(tmp_path)
    for name in ("notes.md", "./notes.md"):
        with pytest.raises(InputError, match="this is no routine file") as caught:
            shelf.load(name)
        assert ".yaml" in caught.value.hint


def test_a_path_to_nothing_is_a_mistake_in_that_file(tmp_path: Path) -> None:
    missing = tmp_path / "nothing.yaml"
    with pytest.raises(RoutineError) as caught:
        own_and_shipped(tmp_path).load(str(missing))
    assert caught.value.mistakes[0].path == missing


@pytest.mark.parametrize("name", ["long-rubb", "the lng rub", "logn rub"])
def test_an_unknown_name_is_answered_with_the_closest(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no routine") as caught:
        own_and_shipped(tmp_path).load(name)
    assert caught.value.hint.startswith("Did you mean long-rub")


@pytest.mark.parametrize("name", ["", "qqqq", "\0", "x" * 100_000, "."])
def test_a_name_like_no_other_is_answered_with_all_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no routine") as caught:
        own_and_shipped(tmp_path).load(name)
    assert caught.value.hint == "There are: short-rub, long-rub."


def test_a_file_with_mistakes_hides_no_other_and_says_them_when_asked_for(tmp_path: Path) -> None:
    shelf = own_and_shipped(tmp_path)
    (tmp_path / "own" / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    assert "broken" in shelf.ids()
    assert shelf.load("the long rub").id == "long-rub"
    with pytest.raises(RoutineError):
        shelf.load("broken")


def test_an_empty_shelf_says_that_it_is_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there are no routines"):
        Shelf((tmp_path,), load_routine).load("the back rub")
