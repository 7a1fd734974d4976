"""What there is to know of a step, and what counts as having told it."""

import pytest

from voice_guide.core.body import Area
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.judge import grade, judge
from voice_guide.core.rehearsing.points import Kind, Point, Subject, key_points
from voice_guide.core.routine import Sides, Step, Stroke
from voice_guide.core.techniques import Tool
from voice_guide.language.recall_terms import load_terms
from voice_guide.language.replies import load_words
from voice_guide.settings import Settings
from voice_guide.wiring import library
from voice_guide.wiring.recalling import tasks

TERMS = load_terms("en", library.techniques())
WORDS = load_words("en")

THUMBS = Step(
    "Thumbs up the spine",
    "Set one thumb on each side of the spine. Press, and move up to the neck.",
    areas=(Area.LOWER_BACK, Area.UPPER_BACK),
    technique="thumb_pressure",
    strokes=(Stroke("press", "up both sides of the spine", 5),),
    repetitions=5,
    pressure=2,
    cautions=("Press the muscle on each side, never the spine itself.",),
    short="Thumbs together up both sides of the spine, five times.",
)
SHOULDER = Step(
    "Knead the shoulder",
    "Knead the left shoulder slowly, for two minutes.",
    areas=(Area.SHOULDERS,),
    technique="kneading",
    sides=Sides.EACH,
    hold=120.0,
)


def points(step: Step, sides: Sides = Sides.NONE, tool: Tool = Tool.HANDS) -> tuple[Point, ...]:
    return key_points(Subject(step, sides, tool), TERMS, WORDS)


def missing(answer: str, found: tuple[Point, ...]) -> set[str]:
    return {point.name for point in judge(TERMS.reader.read(answer), found).missing}


def graded(answer: str, found: tuple[Point, ...]) -> Grade:
    return grade(judge(TERMS.reader.read(answer), found))


STEPS = {
    f"{routine.id} {task.number}": (routine.steps[task.number - 1], task.points)
    for routine in library.all_routines(lambda error: pytest.fail(str(error)))
    for task in tasks(library.course(routine, Settings()), "en").values()
}
every_step = pytest.mark.parametrize(("step", "found"), STEPS.values(), ids=STEPS)


def test_the_points_of_a_step_are_drawn_from_its_own_data() -> None:
    assert {(p.kind, p.name) for p in points(THUMBS)} == {
        (Kind.ACTION, "pressing"),
        (Kind.AREA, "the back"),
        (Kind.WAY, "up"),
        (Kind.WAY, "along the spine"),
        (Kind.COUNT, "five times"),
        (Kind.TOOL, "the thumbs"),
        (Kind.CAUTION, "Press the muscle on each side, never the spine itself."),
    }
    assert {(p.kind, p.name) for p in points(SHOULDER, Sides.EACH)} == {
        (Kind.ACTION, "kneading"),
        (Kind.AREA, "the shoulders"),
        (Kind.SIDE, "on both sides"),
        (Kind.TIME, "two minutes"),
        (Kind.MANNER, "slowly"),
    }


@pytest.mark.parametrize(
    "answer",
    [
        "Knead both shoulders for two minutes, slowly.",
        "kneading of the shoulder 2 minutes on each side in a slow way",
        "first the left then the right shoulder you squeeze it slowly for 120 seconds",
        "two minutes massage the shoulders unhurried and then the other side",
    ],
)
def test_any_wording_of_a_point_will_do(answer: str) -> None:
    assert missing(answer, points(SHOULDER, Sides.EACH)) == set()
    assert graded(answer, points(SHOULDER, Sides.EACH)) is Grade.EASY


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("knead the left shoulder slowly for two minutes", {"on both sides"}),
        ("knead both sides slowly for two minutes", {"the shoulders"}),
        ("knead the shoulder blades on both sides slowly for two minutes", {"the shoulders"}),
        ("knead both shoulders slowly for twelve minutes", {"two minutes"}),
        ("stroke both shoulders slowly for two minutes", {"kneading"}),
        ("knead both shoulders for two minutes", {"slowly"}),
    ],
)
def test_what_was_not_said_is_missing_and_nothing_else(answer: str, left: set[str]) -> None:
    assert missing(answer, points(SHOULDER, Sides.EACH)) == left


@pytest.mark.parametrize(
    ("answer", "warned"),
    [
        ("never on the spine", True),
        ("stay off the spine", True),
        ("beside the spine", False),
        ("press it", False),
    ],
)
def test_a_caution_is_said_when_something_is_warned_of(answer: str, *, warned: bool) -> None:
    (caution,) = (point for point in points(THUMBS) if point.kind is Kind.CAUTION)
    assert caution.said(TERMS.reader.read(answer)) is warned


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("", Grade.AGAIN),
        ("something with stones", Grade.AGAIN),
        ("press with the thumbs", Grade.HARD),
        ("press with the thumbs up along the spine", Grade.GOOD),
        ("press up the spine with the thumbs five times never on the spine", Grade.EASY),
    ],
)
def test_the_grade_follows_from_what_was_said(answer: str, wanted: Grade) -> None:
    assert graded(answer, points(THUMBS)) is wanted


def test_a_hint_makes_it_hard_and_being_told_is_not_knowing() -> None:
    everything = judge(TERMS.reader.read(f"{THUMBS.short} Never on the spine."), points(THUMBS))
    assert grade(everything) is Grade.EASY
    assert grade(everything, hints=1) is Grade.HARD


@every_step
def test_every_shipped_step_has_points_and_its_own_words_tell_them_all(
    step: Step, found: tuple[Point, ...]
) -> None:
    own = " ".join((step.say, step.short, step.other_side, *step.cautions))
    left = judge(TERMS.reader.read(own), found).missing
    assert len(found) > 1
    assert [point for point in left if point.kind is not Kind.SIDE] == []


@every_step
def test_who_tells_a_step_in_its_short_wording_is_not_told_that_it_is_wrong(
    step: Step, found: tuple[Point, ...]
) -> None:
    assert graded(step.short or step.say, found) is not Grade.AGAIN


def test_the_short_wording_is_nearly_always_a_good_answer() -> None:
    grades = [graded(step.short or step.say, found) for step, found in STEPS.values()]
    well = sum(one in {Grade.GOOD, Grade.EASY} for one in grades)
    assert well > 0.9 * len(grades)


def test_small_talk_tells_no_step() -> None:
    talk = "did you remember to call your mother about sunday"
    assert {graded(talk, found) for _, found in STEPS.values()} == {Grade.AGAIN}
