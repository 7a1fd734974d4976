"""The words of the page: all there, all understood."""

from string import Template

import pytest

from tests.web.site import WORDS
from voice_guide.core.session.state import Phase
from voice_guide.language.labels import load_labels
from voice_guide.language.replies import load_words
from voice_guide.web.static_files import _FOLDER
from voice_guide.wiring import library

PAGE = (_FOLDER / "index.html").read_text(encoding="utf-8")
ELSEWHERE = {"scan", "invite_control", "invite_view", "waiting_for_page", "left", "right"}


def test_every_word_has_its_place_and_every_place_its_word() -> None:
    manifest = (_FOLDER / "page.webmanifest").read_text(encoding="utf-8")
    places = {*Template(PAGE).get_identifiers(), *Template(manifest).get_identifiers()}
    assert places - {"rights"} == set(WORDS) - ELSEWHERE


@pytest.mark.parametrize("routine", library.shelf().ids())
def test_whatever_a_button_says_is_understood_in_every_routine(routine: str) -> None:
    phrasebook = library.phrasebook(library.shelf().load(routine), "en")
    words = load_words("en")
    said = [text for key, text in WORDS.items() if key.startswith("says_")]
    said += [text for answers in words.answers.values() for text in answers]
    said += words.areas.values()
    assert not [text for text in said if phrasebook.understand(text) is None]


def test_a_button_does_what_it_is_called() -> None:
    phrasebook = library.phrasebook(library.shelf().load("back-rub"), "en")
    wanted = {
        "next": "next", "repeat": "repeat", "pause": "pause", "go_on": "go_on", "stop": "stop",
        "less": "less", "more": "too_little_pressure", "sides": "switch_sides",
        "hurts": "that_hurts", "hot": "too_hot", "perfect": "perfect", "back": "back",
        "undo": "undo", "more_time": "more_time", "skip": "skip_step", "over": "start_over",
        "whats_next": "whats_next", "how_long": "how_long", "why": "why", "louder": "louder",
        "quieter": "quieter", "slower": "slower", "faster": "faster", "deaf": "stop_listening",
        "listen": "listen", "another": "change_routine", "finish": "finish",
    }  # fmt: skip
    for button, command in wanted.items():
        understood = phrasebook.understand(WORDS[f"says_{button}"])
        assert understood is not None
        assert understood.command.value == command
    assert {f"says_{button}" for button in wanted} == {k for k in WORDS if k.startswith("says_")}


def test_every_title_of_a_routine_can_be_touched() -> None:
    routines = tuple(library.shelf().load(name) for name in library.shelf().ids())
    phrasebook = library.choosing_phrasebook(routines, "en")
    for routine in routines:
        understood = phrasebook.understand(routine.title)
        assert understood is not None
        assert understood.command.value == "choose"


def test_every_phase_has_its_name() -> None:
    assert {f"phase_{phase.value}" for phase in Phase} <= set(load_labels("en"))
