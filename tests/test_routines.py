"""The shipped routines: complete, kind to the body, fit to be spoken, in words of our own."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from voice_guide.adapters.routine_file import (
    check_file,
    load_questions,
    load_routine,
    load_techniques,
)
from voice_guide.core.beats import Beat, beats, minutes, sentences
from voice_guide.core.body import Area
from voice_guide.core.mirror import exchange
from voice_guide.core.phrases import normal
from voice_guide.core.routine import Routine, Side, Sides, Step
from voice_guide.core.screening import Question
from voice_guide.core.techniques import Technique
from voice_guide.language.replies import load_words
from voice_guide.language.sentences import load_phrasebook

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "routines"
SEEDS = ROOT.parent / "shared" / "seeds"
HEARABLE = frozenset(
    line.split()[0]
    for line in (ROOT / "models/command-en/graph/words.txt").read_text("utf-8").splitlines()
)

ROUTINES = {path.stem: load_routine(path) for path in sorted(FOLDER.glob("*.yaml"))}
QUESTIONS = {q.id: q for q in load_questions(FOLDER / "common" / "screening.yaml")}
TECHNIQUES = {t.id: t for t in load_techniques(FOLDER / "common" / "techniques.yaml")}
EXCHANGE = load_words("en").exchange

every_routine = pytest.mark.parametrize("routine", ROUTINES.values(), ids=ROUTINES.keys())


def texts(value: object) -> Iterator[str]:
    """Every string inside nested tuples, lists and dictionaries."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from texts(inner)
        case tuple() | list():
            for inner in value:
                yield from texts(inner)


def whole(routine: Routine) -> str:
    return " ".join(" ".join(texts(asdict(routine))).split())


def of_step(step: Step) -> Iterator[str]:
    yield from (step.say, step.other_side, step.short, step.gentler, step.firmer, step.why)
    yield from step.cautions


def spoken(routine: Routine) -> Iterator[str]:
    """Every sentence that a session of `routine` may say out of its file."""
    found = [routine.position, *routine.equipment, *routine.aftercare]
    for step in routine.steps:
        found += of_step(step)
    for text in found:
        yield from sentences(text)


def answers() -> Iterator[str]:
    """Every sentence of the screening and of the glossary."""
    for question in QUESTIONS.values():
        yield from (*sentences(question.ask), *sentences(question.advice))
    for technique in TECHNIQUES.values():
        yield from (*sentences(technique.what), *sentences(technique.why))


def step(routine: str, title: str) -> Step:
    return next(s for s in ROUTINES[routine].steps if s.title == title)


def as_said(beat: Beat) -> str:
    """The words of a beat for its side."""
    if beat.mirrored and beat.step.other_side:
        return beat.step.other_side
    return exchange(beat.step.say, EXCHANGE) if beat.mirrored else beat.step.say


# The files


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_file_is_without_a_mistake(path: Path) -> None:
    assert [str(mistake) for mistake in check_file(path)] == []


@every_routine
def test_cautions_are_whole_sentences(routine: Routine) -> None:
    cautions = [c for s in routine.steps for c in s.cautions]
    assert [c for c in (*cautions, *routine.aftercare) if not re.match(r"[A-Z].*[.!]$", c)] == []


def test_all_the_routines_are_there() -> None:
    assert set(ROUTINES) == {
        "aftercare-and-sleep",
        "back-rub",
        "ball-self-massage",
        "foam-roller",
        "four-step-upper-back",
        "hot-stones",
        "massage-tools",
        "reverse-presses-and-neck",
        "sampler",
        "shoulder-neck-thumb-walk",
        "step-by-step-back",
        "trigger-points",
    }


# The facts of the sources

FACTS = {
    "hot-stones": (
        r"saniti[sz]e",
        r"basalt",
        r"several shapes and sizes",
        r"largest .*shoulder.*hip",
        r"mid-size .*both sides of the spine",
        r"never lay a stone on the spine",
        r"about twenty minutes.*sooner",
        r"120 to 130 degrees Fahrenheit",
        r"49 to 54 degrees Celsius",
        r"thermometer",
        r"microwave",
        r"inner forearm",
        r"five seconds",
        r"two layers",
    ),
    "four-step-upper-back": (
        r"stand at their right side",
        r"top of the right shoulder with your right hand",
        r"left hand on the lower back",
        r"two hands meet",
        r"up and down and over the shoulder",
        r"down the right arm",
        r"hold the right elbow with your right hand, and their hand with your left",
        r"behind the back",
        r"cup .*right shoulder",
        r"left thumb or fingers",
        r"upwards beside the shoulder blade",
        r"all the way round the blade",
        r"strongly .*edge|edge.*strongly",
        r"carry the arm back",
        r"turn their head",
        r"hot stone rest first",
    ),
    "shoulder-neck-thumb-walk": (
        r"outside end of each shoulder",
        r"0\.5 in \(1\.27 cm\)",
        r"half an inch, which is 1\.27 centimetres",
        r"reach the spine together",
        r"crawl the thumbs out to the shoulder joints",
        r"four or five times",
    ),
    "trigger-points": (
        r"knots? between .*shoulder blade",
        r"fibres",
        r"neighbouring",
    ),
    "ball-self-massage": (
        r"small hard ball, such as a lacrosse ball",
        r"against the tight spot",
        r"no more room",
        r"ease the pain in the place next to it",
    ),
    "foam-roller": (
        r"back flat on the floor",
        r"shoulder-width apart",
        r"just under your shoulder blades",
        r"up and down, away from the feet and towards them",
        r"pressure point",
    ),
    "reverse-presses-and-neck": (
        r"elbows to 90 degrees",
        r"loose fists, and point them at the ceiling",
        r"down and together in a squeeze, and then let them go",
        r"muscles between the blades",
        r"three sets of ten",
        r"slowly",
        r"up and down",
        r"side to side",
        r"from ear to ear",
        r"no jerks",
        r"keep moving",
    ),
    "aftercare-and-sleep": (
        r"cold comes first",
        r"ice pack",
        r"once the inflammation has calmed down, warmth",
        r"heating pad",
        r"posture",
        r"medium-firm mattress",
        r"on your side, slightly long",
        r"curl",
        r"slim pillow between your knees",
        r"pain relievers",
        r"sitting with rounded shoulders",
    ),
    "back-rub": (
        r"check with a doctor or caregiver before",
        r"any pain",
        r"painful area out, or work on it very gently",
        r"both at the same time",
        r"from the lower back to the neck",
        r"spread your fingers",
        r"pads of your thumbs",
        r"more firmly than in the warm-up",
        r"circles up and down both sides of the spine",
        r"between the spine and the left shoulder blade",
        r"slow(er)? .*soothe",
        r"support each working thumb",
        r"base of the neck",
        r"over the top of the shoulder",
        r"across the left upper arm",
        r"deltoid",
        r"nearest you. Lean down and push up with your thumbs",
        r"reach across",
        r"second time round",
        r"twice round the back",
    ),
    "massage-tools": (
        r"beside the spine, never on it",
        r"lowest setting",
        r"Thumper Minipro 2,? [^.]*along the spine",
        r"Thumper Versapro, with 13 massage settings, a remote control and 7 automatic programs",
        r"feet, calves, thighs or lower back",
        r"Massagenius Magic Massager.*10 speeds, 2-way heat and several preset programs",
        r"less money",
        r"mid-back",
        r"tested none",
    ),
    "step-by-step-back": (
        r"on their belly",
        r"firm, comfortable place .* mat on the floor or a firm bed",
        r"reach the whole back",
        r"stand at their side",
        r"one hand on the lower back",
        r"between the neck and the height of the heart",
        r"both sides of the spine",
        r"effleurage",
        r"oil",
        r"down beside the spine to the pelvis, in one smooth stroke",
        r"round the hips",
        r"up the sides of the back to the shoulders",
        r"keep contact",
        r"base of the head",
        r"outward in opposite directions",
        r"from the low back up to the shoulders",
        r"top of the left shoulder",
        r"mid-back",
        r"buttock",
        r"fascia",
        r"less oil there is, the more friction .* deeper",
        r"lightly .* change from one place or one movement to another",
    ),
    "sampler": (
        r"swedish",
        r"kneading",
        r"percussion",
        r"long strokes",
        r"milder",
        r"deep tissue",
        r"stayed a long time",
        r"acupressure",
        r"trigger points",
        r"compression",
        r"friction",
        r"effleurage",
    ),
}


@pytest.mark.parametrize(
    ("routine", "fact"), [(name, fact) for name, facts in FACTS.items() for fact in facts]
)
def test_a_fact_of_the_sources_survives(routine: str, fact: str) -> None:
    assert re.search(fact, whole(ROUTINES[routine]), re.IGNORECASE)


def test_every_routine_has_its_facts_checked() -> None:
    assert set(FACTS) == set(ROUTINES)


def test_stones_rest_for_twenty_minutes_and_are_asked_about_at_1_5_10_and_15() -> None:
    rest = step("hot-stones", "Set the warm stone and rest")
    assert rest.heat
    assert rest.seconds == 20 * 60
    assert rest.check_ins == (60, 300, 600, 900)
    assert {Area.SHOULDERS, Area.HIPS} <= set(rest.areas)


def test_stones_lie_on_a_body_no_longer_than_twenty_minutes() -> None:
    hot = [s.seconds for s in ROUTINES["hot-stones"].steps if s.heat]
    assert sum(hot) <= 20 * 60


def test_the_four_step_massage_is_done_whole_on_the_right_then_whole_on_the_left() -> None:
    done = [b for b in beats(ROUTINES["four-step-upper-back"]) if b.side]
    half = len(done) // 2
    assert {b.side for b in done[:half]} == {Side.RIGHT}
    assert {b.side for b in done[half:]} == {Side.LEFT}
    assert [b.number for b in done[:half]] == [b.number for b in done[half:]]


def test_the_thumbs_walk_four_or_five_times() -> None:
    walk = step("shoulder-neck-thumb-walk", "Thumb walk in and out")
    assert walk.repetitions in {4, 5}
    assert [stroke.kind for stroke in walk.strokes] == ["press", "crawl"]


def test_reverse_presses_come_in_three_sets_of_ten() -> None:
    press = step("reverse-presses-and-neck", "Reverse press")
    assert (press.sets, press.repetitions) == (3, 10)
    assert press.rest > 0


def test_the_back_rub_goes_twice_round_the_back() -> None:
    titles = [part.title for part in ROUTINES["back-rub"].parts]
    first = [t for t in titles if t.startswith("First time round")]
    second = [t for t in titles if t.startswith("Second time round")]
    assert len(first) == len(second) == 2


def test_back_rub_circles_are_firmer_than_its_warm_up() -> None:
    warm_up, circles = (step("back-rub", t) for t in ("Thumbs up the spine", "Firm circles"))
    assert (warm_up.pressure or 0) < (circles.pressure or 0)


def test_less_oil_means_more_pressure() -> None:
    oiled = step("step-by-step-back", "One long stroke")
    dry = step("step-by-step-back", "Deep friction beside the spine")
    assert (oiled.pressure or 0) < (dry.pressure or 0)


# In our own words


def eights(text: str) -> set[tuple[str, ...]]:
    words = normal(text).split()
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


@pytest.fixture(scope="module")
def copied_from() -> set[tuple[str, ...]]:
    sources = sorted(SEEDS.glob("*.txt"))
    if not sources:
        pytest.skip(f"the source texts are not at {SEEDS}")
    return set().union(*(eights(path.read_text(encoding="utf-8")) for path in sources))


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_sentence_of_the_sources_is_copied(
    path: Path, copied_from: set[tuple[str, ...]]
) -> None:
    assert eights(path.read_text(encoding="utf-8")) & copied_from == set()


# Care


@every_routine
def test_heat_is_asked_about_early_and_comes_with_cautions(routine: Routine) -> None:
    for hot in (s for s in routine.steps if s.heat):
        assert hot.check_ins, hot.title
        assert hot.check_ins[0] <= 60, hot.title
        assert hot.cautions, hot.title
        assert "heat" in routine.screening


@every_routine
def test_whoever_is_pressed_is_asked_more_than_once(routine: Routine) -> None:
    if any((s.pressure or 0) > 1 for s in routine.steps):
        assert sum(len(b.step.check_ins) for b in beats(routine)) >= 2


@every_routine
def test_pressure_on_the_neck_keeps_off_its_front_and_sides(routine: Routine) -> None:
    for pressed in (s for s in routine.steps if (s.pressure or 0) > 1 and Area.NECK in s.areas):
        assert re.search(r"front.*sides?|sides?.*front", " ".join(pressed.cautions)), pressed.title


@every_routine
def test_a_routine_that_presses_the_back_keeps_off_the_spine(routine: Routine) -> None:
    backs = {Area.UPPER_BACK, Area.MID_BACK, Area.LOWER_BACK, Area.BETWEEN_SHOULDER_BLADES}
    by_hand = any((s.pressure or 0) > 1 and backs & set(s.areas) for s in routine.steps)
    if by_hand and routine.id != "foam-roller":
        cautions = " ".join(c for s in routine.steps for c in s.cautions)
        assert re.search(r"never on (it|the spine|the bone)|never touches the spine", cautions)


@every_routine
def test_deep_work_is_screened_for(routine: Routine) -> None:
    if any((s.pressure or 0) >= 4 for s in routine.steps):
        assert "deep" in routine.screening


@every_routine
def test_every_pressed_step_can_be_done_gentler_and_firmer(routine: Routine) -> None:
    for pressed in (s for s in routine.steps if s.pressure is not None):
        assert pressed.gentler, pressed.title
        assert pressed.firmer, pressed.title


@every_routine
def test_every_routine_sends_people_to_a_doctor_or_physiotherapist(routine: Routine) -> None:
    assert "not clinical guidance" in routine.credit
    assert "ask a doctor or physiotherapist" in routine.credit
    assert re.search(r"\bdoctor\b", " ".join(routine.aftercare))


# Fit to be spoken


@every_routine
def test_steps_say_two_to_five_sentences_with_a_short_form_and_a_reason(routine: Routine) -> None:
    for each in routine.steps:
        assert 2 <= len(sentences(each.say)) <= 5, each.title
        assert each.short, each.title
        assert each.why, each.title
        assert len(each.short) < len(each.say), each.title


@every_routine
def test_spoken_sentences_are_short(routine: Routine) -> None:
    assert [s for s in spoken(routine) if len(s.split()) >= 25] == []


def test_questions_and_explanations_are_short() -> None:
    assert [s for s in answers() if len(s.split()) >= 25] == []


@every_routine
def test_no_sentence_is_a_command(routine: Routine) -> None:
    book = load_phrasebook(
        "en",
        steps=len(routine.steps),
        titles={s.title: str(number) for number, s in enumerate(routine.steps, 1)},
        techniques={t.id: t.said for t in TECHNIQUES.values()},
    )
    said = [*spoken(routine), *answers()]
    assert [s for s in said if book.understand(s)] == []


URGENT = re.compile(
    r"\b(stop|wait|pause|hold on|ouch|hurts|too (hot|hard|much|deep))\b", re.IGNORECASE
)


@every_routine
def test_urgent_words_are_left_to_the_people_in_the_room(routine: Routine) -> None:
    assert [s for s in (*spoken(routine), *answers()) if URGENT.search(s)] == []


@every_routine
def test_titles_can_be_heard_by_the_small_model(routine: Routine) -> None:
    titles = [routine.title, *(s.title for s in routine.steps)]
    unknown = {t: [w for w in normal(t).split() if w not in HEARABLE] for t in titles}
    assert {t: words for t, words in unknown.items() if words} == {}


@pytest.mark.parametrize("technique", TECHNIQUES.values(), ids=TECHNIQUES.keys())
def test_every_technique_can_be_asked_for_aloud(technique: Technique) -> None:
    ways = [set(normal(way).split()) for way in technique.said]
    assert any(way <= HEARABLE for way in ways)
    assert ways[0] <= HEARABLE


def test_every_technique_of_a_routine_is_explained() -> None:
    used = {s.technique for r in ROUTINES.values() for s in r.steps if s.technique}
    assert used <= set(TECHNIQUES)
    for known in TECHNIQUES.values():
        assert 1 <= len(sentences(known.what)) <= 2
        assert len(sentences(known.why)) == 1


def test_the_techniques_of_the_sources_are_explained() -> None:
    assert {
        "swedish",
        "deep_tissue",
        "acupressure",
        "compression",
        "percussion",
        "friction",
        "effleurage",
        "kneading",
        "long_strokes",
        "trigger_point",
    } <= set(TECHNIQUES)


# Sides and time


@every_routine
def test_both_sides_get_equal_time(routine: Routine) -> None:
    time = {Side.LEFT: 0.0, Side.RIGHT: 0.0}
    for beat in beats(routine):
        if beat.side:
            time[beat.side] += beat.step.seconds
    assert time[Side.LEFT] == time[Side.RIGHT]


ON_A_SIDE = re.compile(
    r"\b(left|right) (?:shoulder|arm|elbow|upper arm|mid-back|ribs|buttock|calf|thigh"
    r"|side of your|of the spine)",
)


@every_routine
def test_the_words_for_a_side_name_that_side_only(routine: Routine) -> None:
    for beat in (b for b in beats(routine) if b.side):
        assert set(ON_A_SIDE.findall(as_said(beat))) <= {str(beat.side)}, as_said(beat)


@every_routine
def test_steps_for_each_side_say_which_side_unless_hands_lead_on(routine: Routine) -> None:
    for part in routine.parts:
        if part.sides is Sides.EACH:
            assert any(ON_A_SIDE.search(s.say) for s in part.steps), part.title


@every_routine
def test_near_and_far_agree_with_where_the_giver_stands(routine: Routine) -> None:
    far = "left" if "the left side is the far one" in routine.position else None
    for beat in (b for b in beats(routine) if b.side):
        words = set(normal(as_said(beat)).split())
        if "far" in words:
            assert str(beat.side) == far, as_said(beat)
        if words & {"near", "nearest"}:
            assert str(beat.side) != far, as_said(beat)


NOT_A_SIDE = re.compile(
    r"\b(?:near|far)\b(?! (?:side|one)\b)|\bnear(?:er|est)\b(?! you\b)"
    r"|\bleft (?:over|alone|out|off)\b|\bright (?:away|now|after|before|on)\b",
    re.IGNORECASE,
)


@every_routine
def test_words_that_are_exchanged_for_the_other_side_are_used_for_sides_only(
    routine: Routine,
) -> None:
    sided = {b.number for b in beats(routine) if b.side}
    said = (text for n, s in enumerate(routine.steps, 1) if n in sided for text in of_step(s))
    assert [text for text in said if NOT_A_SIDE.search(text)] == []


@every_routine
def test_no_question_falls_on_a_count(routine: Routine) -> None:
    for counted in (s for s in routine.steps if s.repetitions):
        assert all(at % counted.seconds_each for at in counted.check_ins), counted.title


@every_routine
def test_a_session_takes_ten_to_forty_minutes(routine: Routine) -> None:
    assert 10 <= minutes(routine) <= 40


# Screening


def test_few_questions_are_asked_every_time() -> None:
    assert 1 <= sum(q.always for q in QUESTIONS.values()) <= 5


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_every_question_is_one_question_and_leads_to_something(question: Question) -> None:
    assert question.ask.endswith("?")
    assert question.ask.count("?") == 1
    assert question.advice
    assert (
        question.stop
        or question.clinician
        or question.ask_where
        or question.leave_out
        or question.leave_out_heat
        or question.leave_out_techniques
    )


@pytest.mark.parametrize(
    "reason",
    [
        "fever",
        "illness that others could catch",
        "strong or sudden pain",
        "fresh injury",
        "alcohol or drugs",
        "unstable heart",
        "very high blood pressure",
        "swollen, hot and painful",
    ],
)
def test_what_forbids_a_massage_ends_the_session(reason: str) -> None:
    asked = [q for q in QUESTIONS.values() if q.stop and q.always]
    assert any(reason in q.ask for q in asked)


@pytest.mark.parametrize(
    "reason",
    [
        "injury",
        "operation",
        "pregnancy",
        "cancer",
        "blood thinners",
        "fragile bones",
        "numbness from diabetes",
        "epilepsy",
        "medical condition",
    ],
)
def test_what_needs_a_clinician_is_asked_every_time(reason: str) -> None:
    condition = QUESTIONS["condition"]
    assert condition.always
    assert condition.clinician
    assert (condition.pressure_at_most or 5) <= 2
    assert reason in condition.ask


@pytest.mark.parametrize(
    "reason",
    ["open wound", "burn", "bruise", "rash", "varicose vein", "lump", "inflamed joint"],
)
def test_a_sore_place_is_left_out(reason: str) -> None:
    skin = QUESTIONS["skin"]
    assert skin.always
    assert skin.ask_where
    assert reason in skin.ask


def test_numb_skin_means_no_stones_and_something_remains() -> None:
    heat = QUESTIONS["heat"]
    assert heat.leave_out_heat
    left = [
        s
        for s in ROUTINES["hot-stones"].steps
        if not s.heat and s.technique not in heat.leave_out_techniques
    ]
    assert left
    assert not any(re.search(r"\bstone", s.say) for s in left)


def test_what_a_question_leaves_out_never_leaves_nothing() -> None:
    for routine in ROUTINES.values():
        for asked in (QUESTIONS[name] for name in routine.screening):
            left = [
                s
                for s in routine.steps
                if s.technique not in asked.leave_out_techniques
                and not (s.heat and asked.leave_out_heat)
            ]
            assert left, (routine.id, asked.id)


def test_every_optional_question_is_used_and_known() -> None:
    named = {name for routine in ROUTINES.values() for name in routine.screening}
    assert named == {q.id for q in QUESTIONS.values() if not q.always}


def test_the_screening_says_once_what_the_sources_are() -> None:
    advice = " ".join(q.advice for q in QUESTIONS.values())
    assert len(re.findall("not clinical guidance", advice)) == 1


@pytest.mark.parametrize("word", ["you have", "diagnos", "cure", "heals"])
def test_nothing_diagnoses_or_promises_a_cure(word: str) -> None:
    said = " ".join((*answers(), *(s for r in ROUTINES.values() for s in spoken(r))))
    assert not re.search(rf"\b{word}", said, re.IGNORECASE)
