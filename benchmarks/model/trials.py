"""What the ears make of phrases and of talk, with a given model."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hearing.scene import Said, Scene, scene
from voice_guide.core.commands import Command, CommandClass, Understood
from voice_guide.core.commit import EVERYTHING, Rules
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds
from voice_guide.ports import Heard
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.hearing import new_ears

GAP: Seconds = 1.2
"""Between two phrases: all of ours are decided by then."""

ONLY_ANSWERS = frozenset(
    {
        Command.YES,
        Command.NO,
        Command.NOT_SURE,
        Command.LEAVE_OUT,
        Command.STAY_GENTLE,
        Command.AREA,
        Command.CHOOSE,
        Command.SKIP_SCREENING,
    }
)
"""Not obeyed in the course of a step, when nothing was asked."""

ANY_DOUBT = Rules(
    at_once=0.9,
    floors=dict.fromkeys(CommandClass, (0.0, 0.0)),
)
"""Every whole phrase is obeyed, however doubtful: to see what floors would do."""


def for_choosing(who: str) -> bool:
    """Whether figures may be chosen on what this person says; about half of all may."""
    return hashlib.sha256(who.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Obeyed:
    """A phrase that was taken for a command."""

    phrase: str
    order: Understood
    kind: CommandClass
    confidence: float

    @property
    def several(self) -> bool:
        """It has more than one word."""
        return " " in self.phrase


@dataclass(frozen=True, slots=True)
class Trial:
    """Something that was said, and what was obeyed of it."""

    said: str
    meant: Understood | None
    """None where it is no command."""
    who: str
    obeyed: tuple[Obeyed, ...]
    seconds: Seconds

    @property
    def for_choosing(self) -> bool:
        """Whether figures may be chosen on it."""
        return for_choosing(self.who)

    @property
    def right(self) -> bool:
        return bool(self.obeyed) and self.obeyed[-1].order == self.meant

    @property
    def wrong(self) -> bool:
        """Something else than what was meant was obeyed; "stop" in "stop listening" is meant."""
        starts = self.meant is not None and self.meant.command is Command.STOP_LISTENING
        return any(
            one.order != self.meant and not (starts and one.order.command is Command.STOP)
            for one in self.obeyed
        )


class Listener:
    """Ears with the model in `model`, for the phrases of `book`; they hear one thing after another.

    `rules` None: as a session would have them.
    """

    def __init__(self, model: Path, book: Phrasebook, rules: Rules | None = None) -> None:
        self._ears = new_ears(str(model), book, rules=rules)
        self._book = book
        self._clock = 0

    def phrases(self, said: Sequence[Said], who: Sequence[str]) -> list[Trial]:
        """Phrases one after another, as in a session."""
        return self.in_scene(scene(said, gap=GAP), who)

    def in_scene(self, whole: Scene, who: Sequence[str]) -> list[Trial]:
        """Each phrase with what was obeyed from its start to the next one's."""
        heard = list(self.hear(whole.sound))
        starts = [one.start for one in whole.said]
        ends = [*starts[1:], float("inf")]
        return [
            Trial(
                one.phrase,
                one.meaning,
                name,
                tuple(found for at, found in heard if start <= at < end),
                one.sound.size / SAMPLE_RATE,
            )
            for one, name, start, end in zip(whole.said, who, starts, ends, strict=True)
        ]

    def talk(self, sound: Samples, who: str) -> Trial:
        """Speech of which nothing is meant, in the course of a step, with silence around it."""
        self._ears.expect(EVERYTHING - ONLY_ANSWERS)
        found = tuple(one for _, one in self.hear(sound))
        self._ears.expect(EVERYTHING)
        return Trial("", None, who, found, sound.size / SAMPLE_RATE)

    def hear(self, sound: Samples) -> Iterator[tuple[Seconds, Obeyed]]:
        """What is obeyed, and when in `sound`."""
        for end in range(BLOCK, sound.size + 1, BLOCK):
            self._clock += BLOCK
            for one in self._ears.hear(sound[end - BLOCK : end], self._clock / SAMPLE_RATE):
                if isinstance(one, Heard):
                    kind = self._book.class_of(one.text)
                    yield end / SAMPLE_RATE, Obeyed(one.text, one.order, kind, one.confidence)
