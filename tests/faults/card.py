"""A session on a virtual sound card, for faults: what was told, and who still hears whom."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.pulse import Pulse, recorded, wait_until
from tests.test_on_a_sound_card import Event, Session, guided
from tests.voices import Espeak
from voice_guide.sound.samples import SAMPLE_RATE, Samples

ASKED = "where are we"
ANSWERED = "Step 1 of"


@dataclass(slots=True)
class Table:
    """Somebody at a table with a guide, who now and then asks where they are."""

    session: Session
    voice: Samples

    def lost(self) -> list[str]:
        """The parts that were told to be missing, in order."""
        return [event["part"] for event in self.session.events("part_failed")]

    def told(self, part: str, before: int = 0) -> Event:
        """Wait until the loss of a part was told more often than `before`."""

        def found() -> list[Event]:
            return [e for e in self.session.events("part_failed") if e["part"] == part]

        wait_until(lambda: len(found()) > before, f"the loss of the {part} to be told", 30)
        return found()[-1]

    def said_of(self, words: str) -> None:
        """Wait until the guide has said these words."""
        self.session.wait_for("said", lambda said: words in said["text"])

    def hears(self, pulse: Pulse, within: float = 30) -> None:
        """Ask until the question is heard."""
        before, until = self._questions(), time.monotonic() + within
        while self._questions() == before:
            assert time.monotonic() < until, "it hears nobody any more"
            pulse.play(self.voice)
            time.sleep(0.7)

    def answers(self, typed: str = ASKED, words: str = ANSWERED) -> None:
        """Type a question and wait until the answer has been said."""
        before = len(self._said(words))
        self.session.type(typed)
        wait_until(lambda: len(self._said(words)) > before, f"the answer to {typed!r}")

    def speaks(self, pulse: Pulse, folder: Path, within: float = 30) -> None:
        """Ask until an answer comes out of the loudspeaker."""
        until = time.monotonic() + within
        while True:
            with pulse.recording(folder / "speaker"):
                self.answers()
                time.sleep(0.7)
            if np.abs(recorded(folder / "speaker")).max(initial=0.0) > 0.02:
                return
            assert time.monotonic() < until, "nobody hears it any more"

    def leave(self) -> Event:
        """Finish the session; return how it ended."""
        self.session.type("finish the session")
        self.session.type("yes")
        finished = self.session.wait_for("finished")
        assert self.session.process.wait(30) == 0
        return finished

    def _said(self, words: str) -> list[Event]:
        return [event for event in self.session.events("said") if words in event["text"]]

    def _questions(self) -> int:
        heard = self.session.events("heard")
        return sum(event["command"] == "where_are_we" for event in heard)


@contextmanager
def table(
    environment: dict[str, str],
    folder: Path,
    *options: str,
    first: Callable[[], None] = lambda: None,
) -> Iterator[Table]:
    """Somebody who has reached the first step, at a pace of their own."""
    voice = Espeak("en-us+steph")
    question = voice.render(ASKED)
    voice.close()
    sound = np.concatenate([question, np.zeros(SAMPLE_RATE // 2, np.float32)])
    log = folder / "events"
    with guided(environment, log, "--typed", "--pace", "mine", *options) as session:
        session.wait_for("said")
        first()
        session.type("next")
        session.wait_for("step")
        yield Table(session, sound)
