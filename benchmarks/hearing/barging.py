"""Interrupting the guide in the middle of a sentence, in a room of files."""

from collections.abc import Iterator

from benchmarks.hearing.people import Speaker, people
from benchmarks.hearing.report import Finding, Row, high, middle
from benchmarks.hearing.table import Room, visit
from voice_guide.adapters.people import Remark
from voice_guide.core.record import Entry, HeardLine, Said, SpeechOver
from voice_guide.core.units import Seconds
from voice_guide.sound.samples import Samples
from voice_guide.sound.speech import LEAD_IN
from voice_guide.wiring import library

_SAID = (
    "where are we", "louder", "what's next", "repeat", "how long is left", "quieter", "next",
    "what can i say", "back", "too much pressure", "more time", "next", "why", "where are we",
    "slower", "what's next", "next", "how long is left", "faster", "repeat",
)  # fmt: skip
_INTO: Seconds = 1.2
_LONG = 60
"""Letters: such a sentence is still being said when the command ends."""


class _Giver:
    """Says the next command into every long sentence."""

    def __init__(self) -> None:
        self._left: Iterator[str] = iter(_SAID)

    def __call__(self, entry: Entry) -> Remark | None:
        if not isinstance(entry, Said) or len(entry.text) < _LONG:
            return None
        text = next(self._left, "finish the session")
        return Remark("you", text, _INTO)


class _Voice:
    def __init__(self, person: Speaker) -> None:
        self._person = person

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        del pace
        return self._person.say(text)


def barge_in() -> Finding:
    """From the decision to silence, and to the first sound of what is said then."""
    with people() as everybody:
        giver = Room(_Giver(), _Voice(everybody[0]))
        found = visit(library.shelf().load("back-rub"), giver, 6 * 60)
    silences, answers = [], []
    for at, _ in found.times(HeardLine):
        cut = [over - at for over, one in found.times(SpeechOver) if one.interrupted and over >= at]
        said = [begun - at for begun, _ in found.times(Said) if begun >= at]
        if cut and said and cut[0] < 0.5:
            silences.append(cut[0])
            answers.append(said[0] + LEAD_IN)
    where = f"WAV room, {len(silences)} interruptions"
    if not silences:
        return Finding((Row("barge-in", "30 ms, 60 ms", f"{where}: nothing to measure", None),))
    return Finding(
        (
            Row(
                f"decision to silence, {where}",
                "at most 30 ms of sound",
                f"at most {1000 * max(silences):.0f} ms",
                max(silences) <= 0.03,
            ),
            Row(
                f"decision to the first sound of what is said then, {where}",
                "at most 60 ms of sample time",
                f"median {1000 * middle(answers):.0f}, p95 {1000 * high(answers):.0f}, "
                f"most {1000 * max(answers):.0f} ms",
                max(answers) <= 0.06,
            ),
        ),
        "### Barge-in\n\nCounted to the end of the block in which the voice is cut off, and of the "
        "one in which the answer begins, the 15 ms that it takes to swell included. Rendering the "
        "answer takes no sample time; on a sound card it does, where it was not rendered ahead.",
    )
