"""Telling a routine from memory, spoken: from the sound of an answer to the grade in the log."""

import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.commands import events, voice_guide
from tests.table import Performance, converse
from tests.voices import Espeak, Flite
from voice_guide.adapters.people import Remark
from voice_guide.adapters.routine_file import load_routine
from voice_guide.cli import main
from voice_guide.core.record import AnswerLine, Entry, HeardLine, Recalled, Said, SpeechOver
from voice_guide.language.recall import recall_phrasebook
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring import library, recalling
from voice_guide.wiring.answering import answering

ROUTINE = """
title: Three strokes
summary: A short routine for a test.
parts:
  - title: Warming up
    steps:
      - title: Thumbs up
        say: Press with both thumbs up along the spine, five times.
        areas: [lower_back, upper_back]
        technique: thumb_pressure
        strokes: [{kind: press, direction: up along the spine, repetitions: 5}]
        repetitions: 5
        pressure: 3
      - title: Knead the shoulder
        say: Knead the left shoulder slowly, from the neck to the arm.
        areas: [shoulders]
        technique: kneading
        strokes: [{kind: knead}]
        sides: each
        hold: 60
        pressure: 3
        short: Knead the left shoulder slowly.
      - title: To rest
        say: Stroke lightly from the neck down to the lower back.
        areas: [neck, lower_back]
        technique: stroking
        strokes: [{kind: glide, direction: from the neck down to the lower back}]
        hold: 60
        pressure: 1
"""
RIGHT = "push with the thumbs up the spine five times"
HALF = "knead on both sides"
WRONG = "a hot stone on each foot"
ANSWERS = {1: [RIGHT], 2: [HALF], 3: [WRONG, "tell me"]}

VOICES = ("en-us+john", "en-us+victor", "flite slt", "flite rms")
"""None of them is the guide's own."""


@dataclass
class Learner:
    """Answers when a question is out, with what is known of its step."""

    answers: Mapping[int, list[str]]
    asked: int = 0
    asks: dict[int, int] = field(default_factory=dict)

    def __call__(self, entry: Entry) -> Remark | None:
        match entry:
            case Said(text):
                found = re.search(r"step (\d+)\. What comes next", text, re.IGNORECASE)
                self.asked = int(found[1]) if found else 0
            case SpeechOver(interrupted=False) if self.asked:
                times = self.asks.get(self.asked, 0)
                self.asks[self.asked] = times + 1
                return Remark("you", self.answers[self.asked][times], 0.7)
            case _:
                pass
        return None


@pytest.fixture(scope="module")
def routine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("recall") / "three-strokes.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    return file


@pytest.fixture(scope="module", params=VOICES)
def told(request: pytest.FixtureRequest, routine: Path) -> Performance:
    """A whole rehearsal: the first step told right, the second by half, the third wrong."""
    return rehearsed(routine, request.param)


@cache
def rehearsed(file: Path, name: str) -> Performance:
    voice = Flite(name.split()[1]) if name.startswith("flite") else Espeak(name)
    with closing(voice):
        return rehearse(file, voice)


def rehearse(file: Path, voice: Espeak | Flite) -> Performance:
    course = library.course(load_routine(file), Settings(skip_screening=True))
    book = recall_phrasebook("en")
    said = recalling.answers(course.routine, "en")
    return converse(
        recalling.conversation(recalling.beginning(course, (1, 2, 3), "en")),
        book,
        lambda spoken: answering(
            Settings(), book, said, spoken, lambda report: pytest.fail(str(report))
        ),
        Learner(ANSWERS),
        voice,
    )


def test_right_half_right_and_wrong_answers_are_graded_as_such(told: Performance) -> None:
    grades = [(entry.number, entry.grade.value) for entry in told.all(Recalled)]
    assert grades == [(1, "easy"), (2, "hard"), (3, "again"), (3, "again")]
    assert told.outcome == "completed"


def test_what_was_not_said_is_what_is_told_to_be_missing(told: Performance) -> None:
    by_half = told.all(Recalled)[1]
    assert by_half.missing == ("the shoulders", "slowly")
    spoken = [entry.text for entry in told.all(Said)]
    assert "Right." in spoken
    assert "In part." in spoken
    assert "Also: the shoulders and slowly." in spoken
    assert "Not quite." in spoken
    assert spoken[-2:] == ["2 of 3 steps known.", "Look again at: To rest."]


def test_the_guide_never_takes_its_own_questions_for_an_answer(told: Performance) -> None:
    assert len(told.all(AnswerLine)) == 3
    assert [entry.command for entry in told.all(HeardLine)] == ["tell_me"]


def test_the_answer_counts_two_and_a_half_seconds_after_its_last_word(told: Performance) -> None:
    answered = {entry.text: entry.speech_ended_at for entry in told.all(AnswerLine)}
    ended = list(answered.values())[1]
    counted = told.times(Recalled)[1][0]
    assert counted - ended == pytest.approx(2.5, abs=0.05)


@pytest.fixture(scope="module")
def recording(routine: Path) -> tuple[Path, Performance]:
    """What a learner said in a rehearsal, as the microphone had it, and what came of it."""
    told = rehearsed(routine, VOICES[0])
    file = routine.with_name("answers.wav")
    soundfile.write(file, np.concatenate(told.microphone), SAMPLE_RATE)
    return file, told


@pytest.mark.parametrize(
    "room", [("--echo", "0"), ("--echo", "0", "--no-echo-removal")], ids=" ".join
)
def test_the_whole_way_from_a_recording_to_the_log_whatever_the_room_gives_back(
    room: tuple[str, ...], routine: Path, recording: tuple[Path, Performance], tmp_path: Path
) -> None:
    answers, told = recording
    log = tmp_path / "log"
    options = ("--microphone", answers, "--loudspeaker", tmp_path / "out.wav", "--events", log)
    run = voice_guide("rehearse", routine, "--mode", "recall", "--all", *options, *room)
    assert run.code == 0, run.err
    found = events(log.read_text("utf-8"))
    assert found[0]["rehearsal"] == "recall"
    assert [
        (line["number"], line["grade"], tuple(line["missing"]))
        for line in found
        if line["event"] == "recalled"
    ] == [(entry.number, entry.grade.value, entry.missing) for entry in told.all(Recalled)]
    assert found[-1] == {"at": found[-1]["at"], "event": "finished", "outcome": "completed"}
    known = voice_guide("rehearse", routine, "--progress", "--json")
    assert known.code == 0
    assert "To rest" in known.out


def test_it_can_begin_at_a_step_and_be_typed(routine: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    typed = "Stroke the neck, lightly down to the lower back!\n"
    options = ("--mode", "recall", "--all", "--start", "3", "--typed", "--microphone", "none")
    heard = ("--loudspeaker", tmp_path / "out.wav", "--events", log)
    run = voice_guide("rehearse", routine, *options, *heard, typed=typed)
    assert run.code == 0, run.err
    found = [line for line in events(log.read_text("utf-8")) if line["event"] == "recalled"]
    assert [(line["number"], line["grade"]) for line in found] == [(3, "easy")]


def test_plain_lines_tell_of_a_step_before_they_name_the_next(
    routine: Path, tmp_path: Path
) -> None:
    options = ("--mode", "recall", "--all", "--typed", "--microphone", "none")
    typed = "@20 no idea\n@50 finish\n"
    run = voice_guide(
        "rehearse", routine, *options, "--loudspeaker", tmp_path / "out.wav", typed=typed
    )
    assert run.code == 0, run.err
    lines = [line.partition(": ")[2] or line for line in run.out.splitlines()]
    told = lines.index("Press with both thumbs up along the spine, five times.")
    following = next(n for n, line in enumerate(lines) if line.startswith("Step 2 of 3"))
    assert told < following
    assert lines[following + 1] == "Step 2. What comes next?"


def test_history_tells_who_ended_it_and_which_step_was_asked_last(
    routine: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    options = ("--mode", "recall", "--all", "--start", "2", "--typed", "--microphone", "none")
    heard = ("--loudspeaker", tmp_path / "out.wav")
    run = voice_guide("rehearse", routine, *options, *heard, typed="tell me\nfinish\n")
    assert run.code == 0, run.err
    assert main(["history"]) == 0
    listed = capsys.readouterr().out
    assert "ended by the giver" in listed
    assert listed.splitlines()[-1].rstrip().endswith("step 3")
    assert main(["history", "1"]) == 0
    assert "ended by the giver" in capsys.readouterr().out


def test_where_nobody_can_answer_a_question_is_put_once(routine: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    mute = ("--typed", "--microphone", "none", "--loudspeaker", "none", "--no-page")
    run = voice_guide("rehearse", routine, "--mode", "recall", "--all", *mute, "--events", log)
    assert run.code == 0, run.err
    found = events(log.read_text("utf-8"))
    questions = [line for line in found if "What comes next" in line.get("text", "")]
    assert len(questions) == 1
    assert found[-1]["outcome"] == "ended"


@pytest.mark.parametrize(
    "option", [("--minutes", "20"), ("--pace", "mine"), ("--receiver", "Anna")]
)
def test_an_option_of_a_session_is_not_passed_over(option: tuple[str, str], routine: Path) -> None:
    run = voice_guide("rehearse", routine, "--mode", "recall", *option)
    assert run.code != 0
    assert option[0] in run.err
