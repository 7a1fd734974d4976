"""What the sound was like while calibration went on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from voice_guide.core.calibration import Ask, Done
from voice_guide.core.commands import CLASS_OF, Command
from voice_guide.core.microphone import Answer, Echo, Measured
from voice_guide.core.units import Decibels, Seconds
from voice_guide.ports import Heard, Ignored
from voice_guide.sound.activity import level_of
from voice_guide.sound.level import decibels, peak
from voice_guide.sound.samples import BLOCK, Samples
from voice_guide.wiring.hearing import Hearing
from voice_guide.wiring.rooms import Room

NOISE, OWN_VOICE = "noise", "own_voice"
"""Names of the beats that are measured."""
TAIL: Seconds = 0.7
"""What the guide said is still to be heard for so long."""

_PHRASE: Seconds = 1.5
"""No phrase that is asked for lasts longer."""
_LOOK: Seconds = 0.25
"""Between two looks at the echo."""
_PAUSE: Decibels = -20.0
"""Blocks so far below the loudest are pauses."""


@dataclass(slots=True)
class Tape:
    """Ears that keep what they heard, and how loud it was."""

    ears: Hearing
    room: Room
    found: list[tuple[Seconds, Heard | Ignored]] = field(default_factory=list)
    levels: list[tuple[Seconds, Decibels, float]] = field(default_factory=list)
    """The end of each block, its level, and its peak."""
    echoes: list[tuple[Seconds, Echo]] = field(default_factory=list)

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]:
        found = self.ears.hear(block, at)
        self.found += [(at, each) for each in found]
        self.levels.append((at, level_of(block), peak(block)))
        if not self.echoes or at >= self.echoes[-1][0] + _LOOK:
            self._look(at)
        return found

    def attend(self, *, listening: bool) -> None:
        self.ears.attend(listening=listening)

    def expect(self, commands: frozenset[Command]) -> None:
        self.ears.expect(commands)

    def forget(self, at: Seconds) -> None:
        self.ears.forget(at)

    def shut_out(self, faintest: Decibels) -> None:
        self.ears.shut_out(faintest)

    def _look(self, at: Seconds) -> None:
        echo = self.room.echo()
        if echo is not None and echo.known:
            self.echoes.append((at, Echo(echo.echo, echo.leakage, echo.delay, echo.trusted)))


def measured(tape: Tape, done: tuple[Done, ...], own_voice: Samples | None) -> Measured:
    """What the tape tells of the beats; `own_voice` is what was played in OWN_VOICE."""
    spoken = [each for beat in done for each in _answer_of(tape, beat)]
    noise = [
        level
        for beat in _named(done, NOISE)
        for level, _ in _between(tape, beat.began + TAIL, beat.ended)
    ]
    return Measured(
        noise=float(np.median(noise)) if noise else -90.0,
        voice=_loudness([level for level, _ in spoken]),
        peak=decibels(max((top for _, top in spoken), default=0.0)),
        own_voice=None if own_voice is None else _loudness(_levels(own_voice)),
        echo=_echo(tape, done),
        answers=tuple(
            _judged(tape, each, each.beat, before.ended)
            for before, each in pairwise(done)
            if isinstance(each.beat, Ask)
        ),
    )


def _between(tape: Tape, start: Seconds, end: Seconds) -> list[tuple[Decibels, float]]:
    return [(level, top) for at, level, top in tape.levels if start < at <= end]


def _answer_of(tape: Tape, done: Done) -> list[tuple[Decibels, float]]:
    """Levels and peaks of the phrase that was said, if it was."""
    if done.answer is None or done.answer.spoken_at is None:
        return []
    end = done.answer.spoken_at
    return _between(tape, max(end - _PHRASE, done.began), end)


def _judged(tape: Tape, done: Done, ask: Ask, since: Seconds) -> Answer:
    shares = [
        found.confidence
        for at, found in tape.found
        if since < at <= done.ended and _means(found, ask) and found.confidence is not None
    ]
    heard = done.answer is not None
    kind = CLASS_OF[ask.order.command]
    return Answer(ask.phrase, kind, heard, done.tries, min(shares, default=None))


def _means(found: Heard | Ignored, ask: Ask) -> bool:
    return found.order == ask.order if isinstance(found, Heard) else found.text == ask.phrase


def _echo(tape: Tape, done: tuple[Done, ...]) -> Echo | None:
    """As it was known when the guide had spoken alone."""
    seen = [
        echo
        for beat in _named(done, OWN_VOICE)
        for at, echo in tape.echoes
        if beat.began < at <= beat.ended + TAIL
    ]
    return seen[-1] if seen else None


def _named(done: tuple[Done, ...], name: str) -> Iterator[Done]:
    return (each for each in done if not isinstance(each.beat, Ask) and each.beat.name == name)


def _levels(sound: Samples) -> list[Decibels]:
    blocks = sound[: sound.size // BLOCK * BLOCK].reshape(-1, BLOCK)
    return [level_of(block) for block in blocks]


def _loudness(levels: list[Decibels]) -> Decibels | None:
    """Mean power of the blocks that are not pauses."""
    if not levels:
        return None
    active = [level for level in levels if level > max(levels) + _PAUSE]
    return float(10 * np.log10(np.mean([10 ** (level / 10) for level in active])))
