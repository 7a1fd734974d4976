"""Synthetic people in a room of files: they listen to the session, and speak when it is time."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voice_guide.core.record import Entry, Said
from voice_guide.core.units import Seconds
from voice_guide.ports import Voice
from voice_guide.sound.samples import SAMPLE_RATE, Samples


@dataclass(frozen=True, slots=True)
class Line:
    """Something a person says, some time after an event of the session."""

    after: str
    """The event's name."""
    wait: Seconds
    who: str
    text: str
    says: str = ""
    """For a `said` event: words it must contain."""
    chat: bool = False
    """Small talk, which is to change nothing."""


@dataclass(slots=True)
class _Speech:
    at: Seconds
    line: Line
    samples: Samples
    played: int = 0


class People:
    """A microphone that hears them, and an event log that tells them how far the session is.

    Their lines come in order, each once: a line waits for its event, and the next one waits for
    that line to have been spoken.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        voices: Mapping[str, Voice],
        speaks: Callable[[Line], None],
    ) -> None:
        self._lines = deque(lines)
        self._voices = voices
        self._speaks = speaks
        self._speech: _Speech | None = None
        self._now: Seconds = 0.0

    @property
    def ended(self) -> bool:
        """They have said all."""
        return not self._lines and self._speech is None

    def write(self, at: Seconds, entry: Entry) -> None:
        """Notice an event."""
        if self._speech is None and self._lines and _fits(self._lines[0], entry):
            line = self._lines.popleft()
            samples = self._voices[line.who].render(line.text)
            self._speech = _Speech(at + line.wait, line, samples)

    def pull(self, frames: int) -> Samples:
        """The next block of what they say."""
        block = np.zeros(frames, np.float32)
        self._now += frames / SAMPLE_RATE
        speech = self._speech
        if speech is None or self._now < speech.at:
            return block
        if not speech.played:
            self._speaks(speech.line)
        part = speech.samples[speech.played : speech.played + frames]
        block[: part.size] = part
        speech.played += frames
        if speech.played >= speech.samples.size:
            self._speech = None
        return block


def _fits(line: Line, entry: Entry) -> bool:
    if line.after != entry.event:
        return False
    return not isinstance(entry, Said) or line.says in entry.text
