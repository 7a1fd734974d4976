"""Advice to writers: each kind is given where it is due, and nowhere else."""

from dataclasses import replace

import pytest

from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.advice import Kind, Known, Spot, advise
from voice_guide.core.body import Area
from voice_guide.core.routine import Part, Routine, Sides, Step
from voice_guide.resources import shipped
from voice_guide.wiring import checking, library

KNEAD = Step(
    title="Knead the shoulder",
    say="Knead the top of the shoulder with your whole hand.",
    areas=(Area.SHOULDERS,),
    technique="kneading",
    sides=Sides.EACH,
    hold=60.0,
    pressure=3,
)


def routine(*steps: Step) -> Routine:
    return Routine("mine", "My rub", "A rub.", (Part("One", steps),))


@pytest.fixture(scope="module")
def known() -> Known:
    return checking.known(routine(KNEAD))


def kinds(known: Known, *steps: Step) -> list[Kind]:
    return [advice.kind for advice in advise(routine(*steps), known)]


def test_a_good_step_needs_no_advice(known: Known) -> None:
    assert kinds(known, KNEAD) == []


@pytest.mark.parametrize(
    ("kind", "key", "change"),
    [
        (Kind.URGENT_WORDS, "say", {"say": "Never stop before the count is full."}),
        (Kind.URGENT_WORDS, "why", {"why": "It is not too hot."}),
        (Kind.COMMAND, "say", {"say": "Next, knead the shoulder."}),
        (Kind.UNHEARD_TITLE, "title", {"title": "The quxxle of the shoulder"}),
        (Kind.LONG_SENTENCE, "say", {"say": "Knead " + "and knead " * 13 + "the shoulder."}),
        (Kind.BRACES, "say", {"say": "Knead the {side} shoulder."}),
        (Kind.BRACES, "title", {"title": "Knead the {side} shoulder"}),
        (Kind.NO_AREA, "title", {"areas": ()}),
        (Kind.SILENCE, "hold", {"hold": 300.0}),
        (Kind.DEEP, "pressure", {"areas": (Area.NECK,), "pressure": 5}),
        (Kind.DEEP, "pressure", {"areas": (Area.MID_BACK,), "pressure": 5}),
        (Kind.NO_CAUTION, "technique", {"technique": "deep_tissue"}),
        (Kind.NO_CAUTION, "technique", {"technique": "thumb_pressure", "areas": (Area.MID_BACK,)}),
        (Kind.UNEQUAL_SIDES, "parts", {"sides": Sides.LEFT}),
    ],
)
def test_the_writer_is_told(known: Known, kind: Kind, key: str, change: dict[str, object]) -> None:
    found = advise(routine(replace(KNEAD, **change)), known)  # type: ignore[arg-type]
    assert [(advice.kind, advice.spot.key) for advice in found] == [(kind, key)]


@pytest.mark.parametrize(
    "change",
    [
        {"hold": 300.0, "check_ins": (60.0, 120.0, 200.0)},
        {"areas": (Area.MID_BACK,), "pressure": 5, "cautions": ("Beside the spine, not on it.",)},
        {"technique": "deep_tissue", "cautions": ("Go slowly.",)},
        # Its caution is about the spine, which is far away.
        {"technique": "thumb_pressure", "areas": (Area.LEGS,)},
        {"areas": (), "pressure": None, "technique": ""},
        {"say": "Move on to the next hand's breadth, then lean back a little."},
    ],
)
def test_nothing_is_said_where_all_is_well(known: Known, change: dict[str, object]) -> None:
    assert kinds(known, replace(KNEAD, **change)) == []  # type: ignore[arg-type]


def test_two_steps_may_share_the_sides(known: Known) -> None:
    left = replace(KNEAD, sides=Sides.LEFT, title="Knead the left shoulder")
    right = replace(KNEAD, sides=Sides.RIGHT, title="Knead the right shoulder")
    assert kinds(known, left, right) == []


def test_hard_words_are_pointed_out_once(known: Known) -> None:
    learned = "Administer longitudinal compressive manipulations, alternating bilaterally. " * 19
    found = advise(routine(replace(KNEAD, say=learned)), known)
    assert [advice for advice in found if advice.kind is Kind.HARD_TO_READ] != []
    assert [advice.spot for advice in found] == [Spot()]


@pytest.mark.parametrize("name", library.shelf().ids())
def test_the_shipped_routines_follow_the_advice(name: str) -> None:
    shown = load_routine(shipped("routines") / f"{name}.yaml")
    # Stones lie for twenty minutes in peace: they are asked about at 1, 5, 10 and 15 minutes.
    patient = {"hot-stones": [Kind.SILENCE]}
    found = advise(shown, checking.known(shown))
    assert [advice.kind for advice in found] == patient.get(name, [])
