"""A past session told step by step."""

from voice_guide.core.past import Line, PastStep, seconds_by_step, steps


def step(at: float, number: int, side: str | None = None, pressure: int | None = 3) -> Line:
    values = {"number": number, "title": f"Step {number}", "side": side, "pressure": pressure}
    return Line(at, "step", values)


def test_each_step_has_its_time_without_the_pauses() -> None:
    lines = [
        Line(0.0, "session_started", {"resumed": False}),
        step(10.0, 1),
        Line(12.0, "hold_started", {"seconds": 60.0}),
        Line(30.0, "paused"),
        Line(90.0, "resumed"),
        step(100.0, 2),
        Line(115.0, "hold_ended"),
        Line(130.0, "finished", {"outcome": "completed"}),
    ]
    first, second = steps(lines)
    assert first == PastStep(10.0, 1, "Step 1", None, 3, seconds=30.0, paused=True)
    # The farewell is no part of the last step.
    assert second.seconds == 15.0


def test_pressure_and_pain_are_told_with_the_step_they_belong_to() -> None:
    lines = [
        step(0.0, 1),
        Line(5.0, "pressure", {"level": 2, "area": "neck"}),
        step(10.0, 2),
        Line(12.0, "pain", {"areas": ["neck", "hips"], "choice": "stay_gentle"}),
        Line(13.0, "pressure", {"level": 1, "area": "neck"}),
        Line(20.0, "finished", {"outcome": "stopped"}),
    ]
    first, second = steps(lines)
    assert (first.pressure, first.pain) == (2, ())
    assert (second.pressure, second.pain, second.choice) == (1, ("neck", "hips"), "stay_gentle")


def test_a_step_that_was_cut_off_and_taken_up_is_told_once() -> None:
    lines = [
        step(0.0, 1, "left"),
        Line(30.0, "session_started", {"resumed": True}),
        step(30.0, 1, "left"),
        Line(30.0, "resumed"),
        step(50.0, 1, "right"),
    ]
    told = steps(lines)
    assert [(one.side, one.seconds) for one in told] == [("left", 50.0), ("right", 0.0)]


def test_a_step_that_was_gone_back_to_adds_to_its_time() -> None:
    lines = [step(0.0, 1), step(10.0, 2), step(15.0, 1), Line(20.0, "finished")]
    assert seconds_by_step(steps(lines)) == {(1, "Step 1"): 15.0, (2, "Step 2"): 5.0}


def test_a_session_without_steps_has_none() -> None:
    assert steps([Line(0.0, "session_started", {}), Line(3.0, "finished", {})]) == ()
