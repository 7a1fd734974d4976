"""Rehearsing: how a routine gets brisk, how it fades, and which steps come up again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.play import ROUTINE, Play, course
from voice_guide.adapters.progress import Progress
from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.beats import beats
from voice_guide.core.body import Area
from voice_guide.core.commands import Command
from voice_guide.core.record import Entry, Finished, HeardLine, Recalled, StepBegun
from voice_guide.core.rehearsing.brisk import HOLD, brisk
from voice_guide.core.rehearsing.by_area import levels
from voice_guide.core.rehearsing.fading import PASSES, cues, faded
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.order import SURE, order
from voice_guide.core.rehearsing.passing import Passing, after
from voice_guide.core.session.rehearsing import in_pass, read_through
from voice_guide.core.session.sight import view
from voice_guide.core.session.state import Pace, Stage
from voice_guide.language.replies import load_words
from voice_guide.resources import shipped

WORDS = load_words("en")
DOT = "\N{MIDDLE DOT}"
TEXTS = st.lists(
    st.sampled_from(
        [
            "Glide",
            "up",
            "both",
            "sides",
            "of",
            "the",
            "spine,",
            "ten",
            "times,",
            "with",
            "2",
            "hands",
            "(slowly).",
        ]
    ),
    min_size=1,
).map(" ".join)


def hidden(text: str) -> list[bool]:
    return [word.strip(".,()").startswith(DOT) for word in text.split()]


@given(TEXTS)
def test_each_pass_hides_what_the_one_before_hid_and_more_until_only_small_words_are_left(
    text: str,
) -> None:
    passes = [hidden(faded(text, number, WORDS.small)) for number in range(1, PASSES + 1)]
    assert not any(passes[0])
    for before, now in pairwise(passes):
        assert all(later for earlier, later in zip(before, now, strict=True) if earlier)
    for word, is_hidden in zip(text.lower().split(), passes[-1], strict=True):
        plain = word.strip(".,()")
        assert is_hidden != (plain in WORDS.small or plain.isdigit())
    longer = len(text.split())
    assert all(len(faded(text, number, WORDS.small).split()) == longer for number in range(1, 5))


def test_a_text_of_many_words_fades_steadily() -> None:
    said = " ".join(f"word{letter}" for letter in "abcdefghi")
    shares = [sum(hidden(faded(said, number, WORDS.small))) for number in range(1, PASSES + 1)]
    assert shares == [0, 3, 6, 9]


def test_cautions_are_on_the_screen_in_every_pass() -> None:
    for number in range(1, PASSES + 1):
        play = Play.of(in_pass(course(pace=Pace.MINE), number))
        play.until_silent()
        play.order(Command.NEXT)
        play.order(Command.GO_TO_STEP, 2)
        assert "Careful: Stay off the spine." in view(play.session, play.now).words.splitlines()


@pytest.mark.parametrize("number", range(1, PASSES + 1))
def test_every_pass_goes_to_its_end_by_itself(number: int) -> None:
    play = Play.of(in_pass(course(), number))
    play.to_the_end()
    assert play.outcome == "completed"


@pytest.mark.parametrize("name", ["back-rub", "ball-self-massage", "hot-stones", "sampler"])
def test_the_passes_of_a_shipped_routine_say_ever_less(name: str) -> None:
    routine = load_routine(shipped(f"routines/{name}.yaml"))
    spoken = []
    for number in range(1, PASSES + 1):
        play = Play.of(in_pass(course(routine=routine), number))
        play.to_the_end()
        spoken.append(sum(len(text.split()) for text in play.said))
    whole, brief, titled, cued = spoken
    # A title with its cues may be as long as the step in brief; it tells less.
    assert whole / 3 > brief > titled / 1.1
    assert titled > cued


def test_a_cue_tells_the_times_of_the_table_and_not_of_the_rehearsal() -> None:
    stroke, _, count = ROUTINE.steps[:3]
    assert cues(stroke, "left", 3, WORDS) == "Left side, 1 minute, pressure 3."
    assert cues(count, "", None, WORDS) == "3 times, 2 sets."
    assert cues(ROUTINE.steps[-1], "", None, WORDS) == ""


def test_a_step_without_any_cue_is_told_by_its_number() -> None:
    play = Play.of(in_pass(course(start=7), PASSES))
    play.to_the_end()
    assert "Step 7." in play.said


def test_brisk_both_sides_of_a_step_get_the_same_and_nothing_is_asked() -> None:
    quick = brisk(ROUTINE)
    assert len(beats(quick)) == len(beats(ROUTINE))
    for beat in beats(quick):
        assert beat.step.seconds <= HOLD
        assert beat.step.check_ins == ()
    by_number: dict[int, set[float]] = {}
    for beat in beats(quick):
        by_number.setdefault(beat.number, set()).add(beat.step.seconds)
    assert all(len(times) == 1 for times in by_number.values())


def test_a_rehearsal_waits_for_next_where_that_was_asked_for() -> None:
    play = Play.of(read_through(course(pace=Pace.MINE)))
    play.until_silent()
    play.order(Command.NEXT)
    play.until_stage(Stage.WAITING)
    assert not play.happen()


CHANCES = st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=12)


@given(CHANCES)
def test_weak_steps_come_first_the_weakest_before_all_and_then_the_new_in_order(
    chances: list[float | None],
) -> None:
    asked = order(chances)
    assert len(set(asked)) == len(asked) > 0
    known = [chances[number - 1] for number in asked]
    weak = [chance for chance in known if chance is not None]
    assert weak == sorted(weak)
    assert known == [*weak, *([None] * (len(known) - len(weak)))]
    new = [number for number in asked if chances[number - 1] is None]
    assert new == [number for number, chance in enumerate(chances, 1) if chance is None]
    left = set(range(1, len(chances) + 1)) - set(asked)
    assert all((chances[number - 1] or 0) >= SURE for number in left)


@settings(max_examples=4, deadline=None)
@given(good=st.integers(2, 6), bad=st.integers(1, 3))
def test_every_step_comes_up_and_what_is_not_known_more_often(
    tmp_path_factory: pytest.TempPathFactory, good: int, bad: int
) -> None:
    clock = [datetime(2026, 1, 1, tzinfo=UTC)]
    kept = Progress(tmp_path_factory.mktemp("p") / "progress.json", lambda: clock[0], _fail)
    titles = [f"good {n}" for n in range(good)] + [f"bad {n}" for n in range(bad)]
    for _ in range(20):
        known = kept.known("r")
        chances = [known[t].chance if t in known else None for t in titles]
        for number in order(chances):
            title = titles[number - 1]
            kept.note("r", title, Grade.GOOD if title.startswith("good") else Grade.AGAIN)
        clock[0] += timedelta(days=1)
    times = {title: known.times for title, known in kept.known("r").items()}
    assert set(times) == set(titles)
    weakest = min(n for title, n in times.items() if title.startswith("bad"))
    strongest = max(n for title, n in times.items() if title.startswith("good"))
    assert weakest > strongest


def _fail(error: Exception) -> None:
    pytest.fail(str(error))


def test_an_area_is_known_as_well_as_the_steps_that_touch_it() -> None:
    stroke, shoulder, _, arm, *_ = ROUTINE.steps
    found = levels([(stroke, 0.95), (shoulder, 0.3), (arm, None), (ROUTINE.steps[-1], 0.9)])
    assert found == {Area.MID_BACK: 5, Area.SHOULDERS: 1, Area.NECK: 2}


def step(number: int) -> StepBegun:
    return StepBegun(number, 3, f"Step {number}", None, None)


def said(command: Command) -> HeardLine:
    return HeardLine(command.value, command.value, {}, 1.0, 0.0, over_speech=False)


def grades(number: int, *entries: Entry) -> list[tuple[int, Grade]]:
    passing, found = Passing(number), list[Recalled]()
    for entry in entries:
        passing, recalled = after(passing, entry)
        found += [recalled] if recalled else []
    return [(one.number, one.grade) for one in found]


def test_in_a_pass_what_was_asked_for_was_not_known() -> None:
    entries = (step(1), said(Command.REPEAT), step(2), said(Command.NEXT), step(3))
    over = (*entries, Finished("completed"))
    assert grades(4, *over) == [(1, Grade.AGAIN), (2, Grade.GOOD), (3, Grade.GOOD)]
    assert grades(3, *over) == [(1, Grade.AGAIN), (2, Grade.HARD), (3, Grade.HARD)]
    assert grades(2, *over) == grades(1, *over) == []


def test_in_a_pass_a_step_that_was_left_or_broken_off_tells_nothing() -> None:
    assert grades(4, step(1), said(Command.SKIP_STEP), step(2), Finished("stopped")) == []


def test_in_a_pass_the_second_side_counts_once_unless_it_was_asked_for() -> None:
    arm = (step(1), step(2), step(1), step(2))
    assert grades(4, *arm, Finished("completed")) == [(1, Grade.GOOD), (2, Grade.GOOD)]
    asked = (*arm, said(Command.MORE_DETAIL), Finished("completed"))
    assert grades(4, *asked) == [(1, Grade.GOOD), (2, Grade.GOOD), (2, Grade.AGAIN)]
