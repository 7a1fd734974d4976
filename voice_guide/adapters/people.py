"""Synthetic people in a room of files: they follow the session, and speak when it is time."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from voice_guide.core.record import Entry, Said
from voice_guide.core.units import Seconds
from voice_guide.ports import Voice
from voice_guide.sound.samples import SAMPLE_RATE, Samples

_GONE_AFTER: Seconds = 60.0
"""People who have been silent for so long are not waited for."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that somebody says."""

    who: str
    text: str
    wait: Seconds
    """After what led to it."""
    chat: bool = False
    """Small talk, which is to change nothing."""


Mind: TypeAlias = Callable[[Entry], Remark | None]
"""What people say to an event of the session, if anything."""


@dataclass(slots=True)
class _Speech:
    at: Seconds
    remark: Remark
    samples: Samples
    played: int = 0


class People:
    """A microphone that hears them, and an event log that tells them how far the session is.

    They do not interrupt each other: a remark waits until the one before it is out.
    """

    def __init__(
        self, mind: Mind, voices: Mapping[str, Voice], speaks: Callable[[Remark], None]
    ) -> None:
        self._mind = mind
        self._voices = voices
        self._speaks = speaks
        self._to_say: deque[_Speech] = deque()
        self._now: Seconds = 0.0
        self._spoke: Seconds = 0.0

    @property
    def ended(self) -> bool:
        """Nobody has spoken for long."""
        return not self._to_say and self._now - self._spoke > _GONE_AFTER

    def write(self, at: Seconds, entry: Entry) -> None:
        """Notice an event."""
        remark = self._mind(entry)
        if remark is not None:
            samples = self._voices[remark.who].render(remark.text)
            self._to_say.append(_Speech(at + remark.wait, remark, samples))

    def pull(self, frames: int) -> Samples:
        """The next block of what they say."""
        block = np.zeros(frames, np.float32)
        self._now += frames / SAMPLE_RATE
        if not self._to_say or self._now < self._to_say[0].at:
            return block
        speech = self._to_say[0]
        if not speech.played:
            self._speaks(speech.remark)
        part = speech.samples[speech.played : speech.played + frames]
        block[: part.size] = part
        speech.played += frames
        self._spoke = self._now
        if speech.played >= speech.samples.size:
            self._to_say.popleft()
        return block


@dataclass(frozen=True, slots=True)
class Line:
    """A remark of a script, and the event that it waits for."""

    after: str
    """The event's name."""
    remark: Remark
    says: str = ""
    """For a `said` event: words it must contain."""

    def fits(self, entry: Entry) -> bool:
        if self.after != entry.event:
            return False
        return not isinstance(entry, Said) or self.says in entry.text


class Script:
    """A Mind that says its lines in order, each once."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = deque(lines)

    def __call__(self, entry: Entry) -> Remark | None:
        """Say the next line if this is what it waits for."""
        if self._lines and self._lines[0].fits(entry):
            return self._lines.popleft().remark
        return None
