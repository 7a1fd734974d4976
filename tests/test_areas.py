"""Every area of the body can be named by the guide and by the person."""

from collections import Counter

import pytest

from voice_guide.core.body import Area
from voice_guide.core.phrases import normal
from voice_guide.errors import InputError
from voice_guide.language.areas import load_areas
from voice_guide.resources import shipped


def known_words() -> set[str]:
    """The vocabulary of the speech model that comes with the product."""
    listed = shipped("models/command-en") / "graph" / "words.txt"
    return {line.split()[0] for line in listed.read_text(encoding="utf-8").splitlines()}


@pytest.mark.parametrize("area", Area)
def test_every_area_can_be_said_in_words_the_small_model_knows(area: Area) -> None:
    words = known_words()
    ways = load_areas("en")[area].said
    assert [way for way in ways if set(way.split()) <= words]


def test_no_words_mean_two_areas() -> None:
    counted = Counter(way for area in load_areas("en").values() for way in area.said)
    assert [way for way, times in counted.items() if times > 1] == []


def test_areas_are_said_as_recognisers_write() -> None:
    for area in load_areas("en").values():
        assert list(area.said) == [normal(way) for way in area.said]


def test_the_name_the_guide_uses_is_understood_in_an_answer() -> None:
    for area in load_areas("en").values():
        assert area.name.removeprefix("the ") in area.said


def test_a_language_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"areas\.yaml"):
        load_areas("xx")


def test_a_place_is_named_by_a_noun_so_that_it_can_be_left_out() -> None:
    """As in "Shall we leave out the place between the shoulder blades"."""
    assert [area for area in load_areas("en").values() if not area.name.startswith("the ")] == []
