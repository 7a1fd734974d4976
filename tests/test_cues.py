"""What keeps the hands in time, as it is heard in the room."""

import numpy as np
import pytest

from tests.table import Performance, perform
from tests.voices import Espeak
from voice_guide.adapters.people import Remark
from voice_guide.core.commit.hypothesis import UNKNOWN
from voice_guide.core.record import (
    Entry,
    HeardLine,
    HoldEnded,
    HoldStarted,
    IgnoredLine,
    Paused,
    Resumed,
)
from voice_guide.core.rhythm import Rhythm
from voice_guide.core.routine import Part, Routine, Step
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE

STROKES = Step("Glide", "Glide up the back.", repetitions=4, seconds_each=5.0)
REST = Step("Rest", "Rest your hands.", hold=35.0)
ROUTINE = Routine("cues", "Cues", "Two steps.", (Part("All", (STROKES, REST)),))


class Giver:
    """Waits for ten seconds in the middle of the first step, in a room with a loud echo."""

    def __init__(self) -> None:
        self._waits = True

    def __call__(self, entry: Entry) -> Remark | None:
        match entry:
            case HoldStarted() if self._waits:
                self._waits = False
                return Remark("you", "wait", 6.5)
            case Paused():
                return Remark("you", "go on", 10.0)
            case _:
                return None


def performed(rhythm: Rhythm, echo: float | None = None) -> Performance:
    giver = Espeak()
    settings = Settings(skip_screening=True, rhythm=rhythm, echo=echo)
    found = perform(ROUTINE, settings, Giver(), giver)
    giver.close()
    return found


@pytest.fixture(scope="module")
def stroke() -> Performance:
    return performed(Rhythm.STROKE)


def ticks(found: Performance, start: float, end: float) -> list[float]:
    """When something short and as soft as a tick is heard, in seconds from `start`."""
    part = found.played[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    blocks = np.abs(part[: len(part) // 320 * 320]).reshape(-1, 320).max(axis=1)
    firsts = np.flatnonzero((blocks > 0.004) & (np.roll(blocks, 1) <= 0.004))
    soft = [block for block in firsts if blocks[block : block + 5].max() < 0.035]
    return [round(float(block) * 0.02, 1) for block in soft]


def test_strokes_are_ticked_where_they_begin_and_nothing_ticks_in_a_pause(
    stroke: Performance,
) -> None:
    (begins, _), (goes_on, _), *_ = stroke.times(HoldStarted)
    (paused, _), (resumed, _) = stroke.times(Paused)[0], stroke.times(Resumed)[0]
    ended = stroke.times(HoldEnded)[0][0]
    assert ticks(stroke, begins, paused) == pytest.approx([0.0, 5.0], abs=0.1)
    assert stroke.level(paused + 4, resumed - 1.5) < -90
    # It stood still at `paused`: the last stroke comes as much later as that was long.
    last = 15.0 - (paused - begins)
    assert ticks(stroke, goes_on, ended - 0.1)[-1] == pytest.approx(last, abs=0.15)


def test_no_cue_is_given_in_a_step_that_has_no_strokes_to_count(stroke: Performance) -> None:
    begins, ends = stroke.times(HoldStarted)[-1][0], stroke.times(HoldEnded)[-1][0]
    assert stroke.level(begins + 1, begins + 20) < -90
    assert ends - begins == pytest.approx(35, abs=0.1)


def test_a_breathing_tone_fills_the_hold_and_no_word_is_heard_in_it() -> None:
    found = performed(Rhythm.BREATH, echo=0.0)
    begins, ends = found.times(HoldStarted)[-1][0], found.times(HoldEnded)[-1][0]
    turn = found.level(begins + 3.5, begins + 4.5)
    assert -40 < turn < -30
    assert found.level(begins + 9.6, begins + 10.2) < turn - 15
    assert [heard.text for heard in found.all(HeardLine)] == ["wait", "go on"]
    refused = {line.text for at, line in found.times(IgnoredLine) if begins < at <= ends}
    assert refused <= {UNKNOWN}
