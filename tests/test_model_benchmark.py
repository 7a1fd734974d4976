"""What the benchmark of a model makes of trials; the hearing itself is tested elsewhere."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
import yaml

from benchmarks.model import card, clips, decoys, figures, floors
from benchmarks.model.measuring import Measured
from benchmarks.model.trials import Obeyed, Trial, for_choosing
from benchmarks.model.watching import Watched
from voice_guide.adapters.model_floors import FILE, read_floors, write_floors
from voice_guide.core.commands import Command, CommandClass, Understood
from voice_guide.core.commit import Rules
from voice_guide.errors import InputError
from voice_guide.resources import shipped

NEXT, STOP = Understood(Command.NEXT), Understood(Command.STOP)
CHOOSER = next(f"person {n}" for n in count() if for_choosing(f"person {n}"))
OTHER = next(f"person {n}" for n in count() if not for_choosing(f"person {n}"))


def next_at(confidence: float) -> Obeyed:
    return Obeyed("next step", NEXT, CommandClass.MOVING, confidence)


def stop_at(confidence: float) -> Obeyed:
    return Obeyed("stop", STOP, CommandClass.URGENT, confidence)


def trial(meant: Understood | None, *obeyed: Obeyed, who: str = CHOOSER) -> Trial:
    return Trial("next step" if meant else "text", meant, who, obeyed, 36.0)


def heard(meant: Understood | None, *utterances: Sequence[Obeyed]) -> Watched:
    return Watched(trial(meant), tuple(map(tuple, utterances)))


def test_a_floor_weighs_what_is_missed_against_what_was_not_meant() -> None:
    said = [heard(NEXT, [next_at(0.5 + 0.004 * n)]) for n in range(100)]
    unmeant = [heard(None, [next_at(confidence)]) for confidence in (0.4, 0.45, 0.55, 0.9)]
    silent = [heard(None) for _ in range(96)]
    rules = floors.choose([*said, *unmeant, *silent])
    assert rules.floors[CommandClass.MOVING][1] == 0.5, "above it five and more would be missed"
    sure = [heard(NEXT, [next_at(0.99)]) for _ in range(100)]
    assert floors.choose([*sure, *unmeant, *silent]).floors[CommandClass.MOVING][1] == 0.7


def test_where_nothing_unmeant_was_heard_the_lowest_floor_is_chosen() -> None:
    """Of one word that is the lowest that words which rhyme with it allow."""
    rules = floors.choose([heard(NEXT, [next_at(0.3)])])
    assert set(rules.floors.values()) == {(0.64, 0.2)}
    assert (rules.answer, rules.many_words) == (0.2, 0.2)


def test_floors_by_length_and_for_answers_are_chosen_apart() -> None:
    def said(phrase: str, command: Command, confidence: float) -> list[Watched]:
        order = Understood(command)
        one = Obeyed(phrase, order, CommandClass.MOVING, confidence)
        unmeant = replace(one, confidence=confidence - 0.1)
        meant = heard(order, [one])
        return [replace(meant, trial=replace(meant.trial, said=phrase)), heard(None, [unmeant])]

    kinds = ("next", Command.NEXT, 0.75), ("go on", Command.GO_ON, 0.4), ("yes", Command.YES, 0.3)
    found = [one for kind in kinds for one in said(*kind)]
    rules = floors.choose(found)
    assert rules.floors[CommandClass.MOVING] == (0.7, 0.4)
    assert rules.floors[CommandClass.URGENT] == (0.64, 0.2)
    assert rules.answer == 0.3
    assert [one.under(rules).right for one in found] == [True, False] * 3


def test_of_an_answer_cut_out_of_a_noise_as_much_is_asked_as_by_the_ears() -> None:
    yes = Understood(Command.YES)
    said = Obeyed("yeah", yes, CommandClass.MOVING, 0.4)
    rules = Rules()
    assert heard(yes, [said]).under(rules).right
    assert not heard(yes, [replace(said, in_noise=True)]).under(rules).obeyed


def test_of_an_utterance_the_first_is_obeyed_that_is_sure_enough() -> None:
    rules = Rules()
    sooner, later = next_at(0.4), next_at(0.7)
    assert heard(NEXT, [sooner, later, next_at(0.9)]).under(rules).obeyed == (later,)
    assert heard(NEXT, [sooner], [later]).under(rules).obeyed == (later,)
    grown = heard(NEXT, [stop_at(0.5), stop_at(0.9), later]).under(rules)
    assert grown.obeyed == (stop_at(0.5), later), "what is urgent may go on, and is obeyed once"


def test_figures_of_people_are_of_those_that_nothing_was_chosen_on() -> None:
    both = [trial(None, next_at(0.8), who=who) for who in (OTHER, CHOOSER)]
    assert figures.fresh(both) == both[:1]
    assert not {*clips.HELD_OUT} & {*clips.FOR_CHOOSING}


def test_a_decoy_is_kept_that_keeps_more_out_than_it_loses() -> None:
    def refused(meant: Understood | None, *words: str) -> Trial:
        return replace(trial(meant), refused=words)

    bare = [trial(None, next_at(0.9)), trial(None), trial(NEXT, next_at(0.9)), trial(None)]
    full = [refused(None, "text"), refused(None, "text"), refused(NEXT, "necks"), trial(None)]
    effects = {word: decoys.effect(word, bare, full) for word in ("text", "necks", "knees")}
    assert effects["text"] == decoys.Effect(heard=2, kept_out=1, lost=0)
    assert effects["necks"] == decoys.Effect(heard=0, kept_out=0, lost=1)
    assert decoys.chosen(effects) == ["text"]
    assert not decoys.Effect(heard=9, kept_out=9, lost=1).worth_it


def test_chosen_decoys_take_the_place_of_those_in_the_language_file() -> None:
    file = shipped(decoys.FILE)
    before = file.read_text(encoding="utf-8")
    listed = yaml.safe_load(before)
    assert yaml.safe_load(decoys.written(listed["decoys"], before)) == listed
    after = yaml.safe_load(decoys.written(["off", "true", "bed"], before))
    assert after == {**listed, "decoys": ["off", "true", "bed"]}


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
    stop = stop_at(0.9)
    listening = Understood(Command.STOP_LISTENING)
    assert trial(NEXT, next_at(0.9)).right
    assert trial(NEXT, stop).wrong
    assert not trial(listening, stop).wrong
    found = Measured([trial(NEXT, stop), trial(NEXT, next_at(0.9))], {}, (), ())
    told = figures.details(found)
    assert "50.0 % (1 of 2); wrongly 50.0 % (1 of 2)" in told
    assert '| next step | 1 of 2 | "stop" |' in told


def test_figures_go_into_their_place_in_the_card_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("# A\n<!-- figures -->\nold\n<!-- end of figures -->\nlicences\n")
    card.write(file, "| new |")
    expected = "# A\n<!-- figures -->\n| new |\n<!-- end of figures -->\nlicences\n"
    assert file.read_text() == expected
    file.write_text("# A card without a place\n")
    with pytest.raises(SystemExit, match="no place"):
        card.write(file, "| new |")


@pytest.mark.parametrize(
    ("path", "told"), [("nowhere", "nowhere is not a speech model"), (" ", "PATH is empty")]
)
def test_what_is_no_model_is_named_before_anything_is_measured(
    path: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        card.run([path])
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert told in err
    assert "--model" not in err


def test_a_model_that_cannot_be_loaded_is_named_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = shutil.copytree(shipped("models/command-en"), tmp_path / "mine")
    (model / "am/final.mdl").write_bytes(b"none")
    with pytest.raises(SystemExit) as ended:
        card.run([str(model)])
    assert ended.value.code == 2
    assert f"{model} cannot be loaded" in capsys.readouterr().err
