"""Scenes heard through the product's ears, one process a core."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from benchmarks.hearing.scene import Said, Scene, scene
from benchmarks.model.clips import Clips
from benchmarks.model.trials import Obeyed, Trial
from voice_guide.core.commands import CLASS_OF, Command
from voice_guide.core.commit import EVERYTHING
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds
from voice_guide.ports import Heard, Ignored
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.hearing import Hearing, new_ears

GAP: Seconds = 1.2
"""Between two phrases: all of ours are decided by then."""
PAUSE: Seconds = 2.0
"""Between two people who read."""
_PIECE = 40
"""Clips in one scene, so that there is something for each core."""

_ONLY_ANSWERS = frozenset(
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

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """A scene, and who says each phrase of it."""

    scene: Scene
    who: tuple[str, ...]
    in_step: bool = False
    """In the course of a step, in which answers are not expected."""


def parts(clips: Clips, gap: Seconds = GAP, *, in_step: bool = False) -> list[Part]:
    """The clips in scenes of some."""
    pieces = (clips[start : start + _PIECE] for start in range(0, len(clips), _PIECE))
    return [
        Part(scene([said for said, _ in some], gap), tuple(who for _, who in some), in_step)
        for some in pieces
    ]


def trials(model: Path, book: Phrasebook, said: Sequence[Part]) -> list[Trial]:
    """What the model's ears, with its floors, make of the phrases of all parts, in their order."""
    found = on_all_cores(partial(_trials, model, book), said)
    return [trial for some in found for trial in some]


def on_all_cores(work: Callable[[Part], T], said: Sequence[Part]) -> list[T]:
    """What `work` makes of each part. Each has ears of its own: the order does not matter."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        return list(processes.map(work, said))


def expect(ears: Hearing, part: Part) -> None:
    ears.expect(EVERYTHING - _ONLY_ANSWERS if part.in_step else EVERYTHING)


def blocks(sound: Samples) -> Iterator[tuple[Samples, Seconds]]:
    """With the time at which each ends."""
    for end in range(BLOCK, sound.size + 1, BLOCK):
        yield sound[end - BLOCK : end], end / SAMPLE_RATE


def between(part: Part) -> Iterator[tuple[Said, str, Seconds, Seconds]]:
    """Each phrase, by whom, and from when to when what is heard belongs to it."""
    starts = [one.start for one in part.scene.said]
    ends = [*starts[1:], float("inf")]
    return zip(part.scene.said, part.who, starts, ends, strict=True)


def heard(ears: Hearing, sound: Samples) -> Iterator[tuple[Seconds, Heard | Ignored]]:
    """What the ears tell of `sound`, and when."""
    for block, at in blocks(sound):
        for one in ears.hear(block, at):
            yield at, one


def _trials(model: Path, book: Phrasebook, part: Part) -> list[Trial]:
    ears = new_ears(str(model), book)
    expect(ears, part)
    told = list(heard(ears, part.scene.sound))
    found = []
    for one, who, start, end in between(part):
        here = [report for at, report in told if start <= at < end]
        obeyed = tuple(
            Obeyed(x.text, x.order, CLASS_OF[x.order.command], x.confidence)
            for x in here
            if isinstance(x, Heard)
        )
        refused = tuple(x.text for x in here if isinstance(x, Ignored))
        seconds = one.sound.size / SAMPLE_RATE
        found.append(Trial(one.phrase, one.meaning, who, obeyed, seconds, refused))
    return found
