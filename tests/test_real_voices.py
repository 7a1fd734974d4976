"""People of flesh and blood, recorded word by word: a session obeys them."""

from itertools import count

import numpy as np

from tests.conftest import needs_shared
from tests.table import perform
from tests.voices import Espeak, levelled
from voice_guide.adapters.people import Remark
from voice_guide.adapters.wav_file import read_wav
from voice_guide.core.record import Entry, HoldStarted, Paused, Said, SpeechOver
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring import library


class Recorded:
    """Says "stop", "yes" and "no" with a new person's voice each time; the rest with espeak's."""

    def __init__(self) -> None:
        words = needs_shared() / "audio" / "words"
        self._clips = {word: sorted(words.glob(f"{word}__*")) for word in ("stop", "yes", "no")}
        self._people = count()
        self._synthetic = Espeak("en-us+steph")

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        clips = self._clips.get(text)
        if clips is None:
            return self._synthetic.render(text, pace=pace)
        word = levelled(read_wav(clips[next(self._people) % len(clips)]))
        loud = np.flatnonzero(np.abs(word) > 0.02)
        return word[: loud[-1] + SAMPLE_RATE // 20]

    def close(self) -> None:
        self._synthetic.close()


class Giver:
    """Answers the questions, begins, says stop, then finish and yes.

    An answer that was not understood is given again when the question comes again.
    """

    def __init__(self, questions: tuple[str, ...]) -> None:
        self._questions = questions
        self._said = ""
        self._stopped = False

    def __call__(self, entry: Entry) -> Remark | None:
        match entry:
            case Said(text):
                self._said = text
            case SpeechOver(interrupted=False):
                said, self._said = self._said, ""
                return self._answer(said)
            case HoldStarted() if not self._stopped:
                self._stopped = True
                return Remark("you", "stop", 2.0)
            case _:
                pass
        return None

    def _answer(self, said: str) -> Remark | None:
        answers = {
            "Say wait if you need longer.": "ready",
            "Stopped. Say go on, or finish.": "finish",
            "Finish the session? Yes or no?": "yes",
        }
        if said in answers:
            return Remark("you", answers[said], 0.6)
        return Remark("you", "no", 0.6) if said in self._questions else None


def test_recorded_people_answer_stop_and_finish_a_session() -> None:
    routine = library.shelf().load("step-by-step-back")
    questions = tuple(question.ask for question in library.course(routine, Settings()).questions)
    giver = Recorded()
    found = perform(routine, Settings(), Giver(questions), giver)
    giver.close()
    assert "stop" in found.spoken
    assert found.all(Paused)
    assert found.outcome == "stopped"
    assert found.spoken.count("no") >= 5
