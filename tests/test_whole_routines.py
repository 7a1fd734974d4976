"""Every routine that comes along, from the first sentence to the last, by voice alone."""

from collections.abc import Iterator

import numpy as np
import pytest

from tests.table import Performance, perform
from tests.voices import Espeak, Flite, Remembering
from voice_guide.adapters.people import Remark
from voice_guide.core.record import (
    Entry,
    HeardLine,
    HoldStarted,
    Said,
    SpeechOver,
    StepBegun,
)
from voice_guide.settings import Settings
from voice_guide.wiring import library

ROUTINES = library.shelf().ids()


@pytest.fixture(scope="module", params=["espeak", "flite"])
def giver(request: pytest.FixtureRequest) -> Iterator[Remembering]:
    voice = Espeak() if request.param == "espeak" else Flite()
    yield Remembering(voice)
    voice.close()


class Giver:
    """Answers no to every question, begins, and says next when a step has been done a while."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        self._questions = questions
        self._asked = ""
        self._holds = 0

    def __call__(self, entry: Entry) -> Remark | None:
        match entry:
            case Said(text):
                self._asked = text
            case SpeechOver(interrupted=False) if self._asked in self._questions:
                self._asked = ""
                return Remark("you", "no", 0.8)
            case SpeechOver(interrupted=False) if self._asked.startswith("Say wait"):
                self._asked = ""
                return Remark("you", "ready", 0.8)
            case HoldStarted(seconds):
                self._holds += 1
                # Every fifth hold is done to its end.
                return Remark("you", "next", 3.0) if self._holds % 5 and seconds > 8 else None
            case _:
                pass
        return None


@pytest.mark.parametrize("name", ROUTINES)
def test_a_routine_is_performed_by_voice_from_the_first_sentence_to_the_last(
    name: str, giver: Remembering
) -> None:
    routine = library.shelf().load(name)
    course = library.course(routine, Settings())
    asked = tuple(question.ask for question in course.questions)
    found = perform(routine, Settings(), Giver(asked), giver)
    assert found.outcome == "completed"
    numbers = [step.number for step in found.all(StepBegun)]
    assert set(numbers) == set(range(1, len(routine.steps) + 1))
    obeyed = [heard.text for heard in found.all(HeardLine)]
    assert obeyed == found.spoken
    assert obeyed.count("no") == len(asked)
    the_voice_is_heard_where_the_log_says_so(found)


def the_voice_is_heard_where_the_log_says_so(found: Performance) -> None:
    assert float(np.abs(found.played).max()) < 10 ** (-3 / 20)
    said = {entry.ticket: at for at, entry in found.times(Said)}
    for at, entry in found.times(SpeechOver):
        if at - said[entry.ticket] > 1.0:
            assert found.level(said[entry.ticket], at) > -40, entry
    between = _silences(found)
    assert between
    assert max(found.level(start, end) for start, end in between) < -80


def _silences(found: Performance) -> list[tuple[float, float]]:
    """Stretches in which a hold runs and nothing is said or chimed."""
    stretches = []
    marks = sorted(at for at, entry in found.entries if not isinstance(entry, HoldStarted))
    for at, _ in found.times(HoldStarted):
        following = next((mark for mark in marks if mark > at), None)
        if following is not None and following - at > 4.0:
            stretches.append((at + 1.5, following - 0.5))
    return stretches
