"""Sound with known words in it, and what a listener made of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from voice_guide.core.commands import CLASS_OF, Command, CommandClass, Understood
from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.level import ratio
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

GAP: Seconds = 2.0
"""Between two phrases: enough for the slowest rival to decide."""
HUM: Decibels = -74.0
"""Of the quiet room."""


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase in the sound."""

    phrase: str
    meaning: Understood | None
    """None where it is no command."""
    sound: Samples
    start: Seconds = 0.0

    @property
    def end(self) -> Seconds:
        return self.start + self.sound.size / SAMPLE_RATE

    @property
    def kind(self) -> CommandClass:
        assert self.meaning is not None
        return CLASS_OF[self.meaning.command]


@dataclass(frozen=True, slots=True)
class Decision:
    """A listener takes something for a command."""

    at: Seconds
    text: str
    meaning: Understood


Listener: TypeAlias = Callable[[Samples], list[Decision]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Phrases one after another in a room."""

    sound: Samples
    said: tuple[Said, ...]

    @property
    def minutes(self) -> float:
        return self.sound.size / SAMPLE_RATE / 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one phrase."""

    said: Said
    decisions: tuple[Decision, ...]

    @property
    def right(self) -> bool:
        return bool(self.decisions) and self.decisions[-1].meaning == self.said.meaning

    @property
    def wrong(self) -> bool:
        """Something else than what was meant was obeyed.

        "Stop" before "stop listening" is meant: an urgent word acts at once.
        """
        return any(one.meaning != self.said.meaning for one in self._counted)

    @property
    def delay(self) -> Seconds:
        """From the end of the phrase to the decision."""
        first = next(one for one in self.decisions if one.meaning == self.said.meaning)
        return first.at - self.said.end

    @property
    def _counted(self) -> Iterable[Decision]:
        meant = self.said.meaning
        if meant is None or meant.command is not Command.STOP_LISTENING:
            return self.decisions
        return [one for one in self.decisions if one.meaning.command is not Command.STOP]


def hum(frames: int, seed: int) -> Samples:
    noise = np.random.default_rng(seed).standard_normal(frames) * ratio(HUM)
    return noise.astype(np.float32)


def scene(phrases: Sequence[Said], gap: Seconds = GAP) -> Scene:
    """Put phrases one after another in a quiet room."""
    silence = np.zeros(round(gap * SAMPLE_RATE), np.float32)
    parts, placed, at = [silence], [], silence.size
    for one in phrases:
        placed.append(Said(one.phrase, one.meaning, one.sound, at / SAMPLE_RATE))
        parts += [one.sound, silence]
        at += one.sound.size + silence.size
    whole = np.concatenate([*parts, np.zeros(BLOCK, np.float32)])
    whole = whole[: whole.size // BLOCK * BLOCK]
    return Scene(whole + hum(whole.size, len(phrases)), tuple(placed))


def outcomes(of: Scene, decisions: Sequence[Decision]) -> list[Outcome]:
    """Each phrase with what was decided from its start to the next one's."""
    ends = [*(one.start for one in of.said[1:]), np.inf]
    return [
        Outcome(one, tuple(d for d in decisions if one.start <= d.at < end))
        for one, end in zip(of.said, ends, strict=True)
    ]
