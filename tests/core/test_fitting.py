"""A routine fitted to a time: what must stay stays, and both sides get the same."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.beats import beats, seconds
from voice_guide.core.body import Area
from voice_guide.core.fitting import Plan, fit, tasks
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.routine import Part, Routine, Side, Sides, Step
from voice_guide.core.session import advance
from voice_guide.core.session.fitting import fitted
from voice_guide.core.session.fitting import planned as planned_session
from voice_guide.core.session.rehearsing import in_pass
from voice_guide.core.session.telling import time_left
from voice_guide.resources import shipped
from voice_guide.settings import Settings
from voice_guide.wiring import library

AREAS = st.lists(st.sampled_from(Area), min_size=1, max_size=2, unique=True).map(tuple)
HOLDS = st.builds(
    lambda areas, sides, hold, priority: Step(
        "T", "Stroke down.", areas, sides=sides, hold=float(hold), priority=priority
    ),
    AREAS,
    st.sampled_from([Sides.NONE, Sides.EACH]),
    st.integers(10, 900),
    st.integers(1, 3),
)
COUNTED = st.builds(
    lambda areas, times, sets: Step(
        "T", "Press.", areas, sides=Sides.EACH, repetitions=times, sets=sets, rest=10.0
    ),
    AREAS,
    st.integers(1, 20),
    st.integers(1, 4),
)
ASKING = st.just(Step("T", "Ask how it is."))
ROUTINES = st.lists(HOLDS | COUNTED | ASKING, min_size=1, max_size=8).map(
    lambda steps: Routine("r", "R", "", (Part("P", tuple(steps)),))
)


def planned(routine: Routine, budget: float) -> tuple[Plan, float]:
    unrolled = beats(routine)
    wanted = tasks(unrolled)
    whole = sum(map(seconds, unrolled))
    changeable = sum(task.words + task.doing(1) for task in wanted)
    return fit(wanted, whole - changeable, budget), whole


@given(ROUTINES, st.integers(30, 7200))
def test_what_must_stay_stays(routine: Routine, budget: int) -> None:
    plan, _ = planned(routine, budget)
    for number in plan.left_out:
        step = routine.steps[number - 1]
        assert step.areas
        assert step.priority > 1


@given(ROUTINES, st.integers(30, 7200))
def test_both_sides_get_the_same(routine: Routine, budget: int) -> None:
    plan, _ = planned(routine, budget)
    for beat in beats(routine):
        if beat.side is not None:
            assert plan.times.get(beat.key) == plan.times.get((beat.number, beat.side.other))


def taken(routine: Routine, plan: Plan) -> float:
    """How long the routine lasts with this plan."""
    kept = [beat for beat in beats(routine) if beat.number not in plan.left_out]
    words = sum(seconds(beat) - beat.step.seconds for beat in kept)
    return words + sum(plan.times.get(beat.key, beat.step.seconds) for beat in kept)


@given(ROUTINES, st.integers(30, 7200))
def test_fitting_never_makes_it_last_longer(routine: Routine, budget: int) -> None:
    plan, whole = planned(routine, budget)
    assert taken(routine, plan) <= whole + 1e-6


@given(ROUTINES, st.integers(30, 7200))
def test_nothing_is_taken_away_that_there_is_time_for(routine: Routine, budget: int) -> None:
    plan, whole = planned(routine, budget)
    if whole <= budget:
        assert (plan.times, plan.left_out) == ({}, ())


@given(ROUTINES, st.integers(30, 7200))
def test_more_than_the_time_is_taken_only_by_what_must_stay(routine: Routine, budget: int) -> None:
    plan, _ = planned(routine, budget)
    if taken(routine, plan) <= budget:
        return
    kept = [step for n, step in enumerate(routine.steps, 1) if n not in plan.left_out]
    assert all(step.priority == 1 or not step.areas for step in kept)


def test_extras_go_before_anything_is_halved() -> None:
    usual = Step("Usual", "Stroke.", (Area.NECK,), hold=600.0)
    extra = Step("Extra", "Stroke.", (Area.ARMS,), hold=600.0, priority=3)
    plan, _ = planned(Routine("r", "R", "", (Part("P", (usual, extra)),)), 700)
    assert plan.left_out == (2,)
    assert plan.times == {}


def test_two_steps_for_one_side_each_stay_or_go_together() -> None:
    left = Step("Left", "Stroke.", (Area.ARMS,), sides=Sides.LEFT, hold=300.0, priority=3)
    right = replace(left, title="Right", sides=Sides.RIGHT)
    usual = Step("Usual", "Stroke.", (Area.NECK,), hold=300.0)
    plan, _ = planned(Routine("r", "R", "", (Part("P", (left, usual, right)),)), 400)
    assert plan.left_out == (1, 3)


@pytest.mark.parametrize("minutes", [5, 10, 15, 20])
@pytest.mark.parametrize("name", library.shelf().ids())
def test_a_shipped_routine_fits_or_says_so(name: str, minutes: int) -> None:
    routine = load_routine(shipped("routines") / f"{name}.yaml")
    course = library.course(routine, Settings(skip_screening=True, minutes=minutes))
    session = fitted(advance.begin(course).session, 60.0 * minutes)
    kept = [n for n in range(1, len(routine.steps) + 1) if n not in session.left_out]
    can_go = [n for n in kept if routine.steps[n - 1].areas and routine.steps[n - 1].priority > 1]
    assert time_left(session) <= 60 * minutes or not can_go
    each: Counter[tuple[Area, Side]] = Counter()
    for beat in session.beats:
        if beat.side is None or beat.number in session.left_out:
            continue
        twin = session.times.get((beat.number, beat.side.other), beat.step.seconds)
        for area in beat.step.areas:
            each[area, beat.side] += round(session.times.get(beat.key, twin))
    for area in Area:
        assert each[area, Side.LEFT] == each[area, Side.RIGHT]


def test_a_pass_that_says_little_leaves_out_no_step_that_there_is_time_for() -> None:
    routine = load_routine(shipped("routines") / "back-rub.yaml")
    course = in_pass(library.course(routine, Settings(minutes=3)), PASSES)
    session = planned_session(advance.begin(course).session)
    assert (session.left_out, session.times) == (frozenset(), {})
    assert 150 < time_left(session) <= 180
