"""What the benchmark of a model makes of trials; the hearing itself is tested elsewhere."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from benchmarks.model import card, figures, floors
from benchmarks.model.measuring import Measured
from benchmarks.model.trials import Obeyed, Trial, for_choosing
from voice_guide.adapters.model_floors import FILE, read_floors, write_floors
from voice_guide.core.commands import Command, CommandClass, Understood
from voice_guide.core.commit import Rules
from voice_guide.errors import InputError

NEXT, STOP = Understood(Command.NEXT), Understood(Command.STOP)
CHOOSER = next(f"person {n}" for n in count() if for_choosing(f"person {n}"))
OTHER = next(f"person {n}" for n in count() if not for_choosing(f"person {n}"))


def next_at(confidence: float) -> Obeyed:
    return Obeyed("next", NEXT, CommandClass.MOVING, confidence)


def trial(meant: Understood | None, *obeyed: Obeyed, who: str = CHOOSER) -> Trial:
    return Trial("next" if meant else "text", meant, who, obeyed, 1.0)


def measured(*words: Trial) -> Measured:
    return Measured((), {}, words, ())


def test_a_floor_weighs_what_is_missed_against_what_was_not_meant() -> None:
    said = [trial(NEXT, next_at(0.5 + 0.004 * n)) for n in range(100)]
    unmeant = [trial(None, next_at(confidence)) for confidence in (0.4, 0.45, 0.55, 0.9)]
    silent = [trial(None) for _ in range(96)]
    one_word, several = floors.chosen(measured(*said, *unmeant, *silent))[CommandClass.MOVING]
    assert one_word == 0.46, "above it each one kept out would cost five and more"
    assert several == 0.3
    sure = [trial(NEXT, next_at(0.99)) for _ in range(100)]
    assert floors.chosen(measured(*sure, *unmeant, *silent))[CommandClass.MOVING][0] == 0.56


def test_floors_are_not_chosen_on_those_the_figures_are_of() -> None:
    unmeant = [trial(None, next_at(0.8), who=OTHER) for _ in range(50)]
    assert floors.chosen(measured(*unmeant))[CommandClass.MOVING] == (0.3, 0.3)
    assert figures.fresh(unmeant) == unmeant
    assert not figures.fresh([trial(None, next_at(0.8))])


def test_floors_that_were_written_are_those_that_are_read(tmp_path: Path) -> None:
    assert read_floors(tmp_path) is None
    chosen = replace(Rules(), answer=0.2, many_words=0.15)
    write_floors(chosen, tmp_path, "Measured\nby nobody.")
    assert read_floors(tmp_path) == chosen
    assert read_floors(tmp_path) != Rules()


@pytest.mark.parametrize("text", ["", "urgent: 3", "moving: {one_word: x}", "- 1", "a: [", "\x00"])
def test_a_spoilt_file_of_floors_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=FILE):
        read_floors(tmp_path)


def test_what_was_obeyed_otherwise_than_meant_is_wrong_and_told() -> None:
    stop = Obeyed("stop", STOP, CommandClass.URGENT, 0.9)
    listening = Understood(Command.STOP_LISTENING)
    assert trial(NEXT, next_at(0.9)).right
    assert trial(NEXT, stop).wrong
    assert not trial(listening, stop).wrong
    found = Measured([trial(NEXT, stop), trial(NEXT, next_at(0.9))], {}, (), ())
    told = figures.details(found)
    assert "50.0 % (1 of 2); wrongly 50.0 % (1 of 2)" in told
    assert '| next | 1 of 2 | "stop" |' in told


def test_figures_go_into_their_place_in_the_card_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("# A\n<!-- figures -->\nold\n<!-- end of figures -->\nlicences\n")
    card.write(file, "| new |")
    expected = "# A\n<!-- figures -->\n| new |\n<!-- end of figures -->\nlicences\n"
    assert file.read_text() == expected
    file.write_text("# A card without a place\n")
    with pytest.raises(SystemExit, match="no place"):
        card.write(file, "| new |")
