"""Everything that is said to a model, and what it made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hearing import recordings
from benchmarks.hearing.people import LEVEL
from benchmarks.hearing.scene import Scene, scene
from benchmarks.model import clips
from benchmarks.model.listening import GAP, PAUSE, Part, parts, trials
from benchmarks.model.trials import Trial
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Decibels
from voice_guide.sound.level import ratio
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring import library

ROUTINE = "back-rub"
"""Its phrases are the grammar: all commands, its steps, the areas and techniques."""
LEVELS = (20, 10, 5)
"""Of the speech above noise or music, in dB."""
_EVERY = 8
"""Of the commands, over each noise."""
_QUICK = 3
"""Of the commands where it must be quick."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Trials, by what was said; empty where there are no recordings."""

    commands: Sequence[Trial]
    """By synthetic voices that were held out, in quiet."""
    over: Mapping[tuple[str, int], Sequence[Trial]]
    """Some of them, by what they were mixed with and how far below."""
    words: Sequence[Trial]
    """Single words of people."""
    reading: Sequence[Trial]
    """People reading books, a clip a person."""


def book() -> Phrasebook:
    """What can be said in a session of ROUTINE."""
    return library.phrasebook(library.shelf().load(ROUTINE), "en")


def measure(model: Path, *, quick: bool = False) -> Measured:
    """Say everything to the model in `model`, through the ears of a session with it.

    `quick`: a third of the commands, and half of them over noise and music, at one level.
    """
    phrasebook = book()
    said = clips.commands(phrasebook)[:: _QUICK if quick else 1]
    print(f"{len(said)} commands by {len(clips.HELD_OUT)} voices", flush=True)
    commands = trials(model, phrasebook, parts(said))
    if not recordings.there():
        return Measured(commands, {}, (), ())
    few = said[:: 2 if quick else _EVERY]
    clean, who = scene([one for one, _ in few], GAP), tuple(who for _, who in few)
    conditions = [(kind, level) for kind in ("noise", "music") for level in LEVELS]
    if quick:
        conditions = [("noise", 10), ("music", 10)]
    mixed = [Part(_mixed(clean, kind, level), who) for kind, level in conditions]
    print(f"{len(few)} commands over noise and music", flush=True)
    heard = trials(model, phrasebook, mixed)
    over = {
        condition: heard[len(few) * n : len(few) * (n + 1)]
        for n, condition in enumerate(conditions)
    }
    print("single words", flush=True)
    words = trials(model, phrasebook, parts(clips.single_words(phrasebook)))
    print("people reading", flush=True)
    reading = trials(model, phrasebook, parts(list(clips.talk()), PAUSE, in_step=True))
    return Measured(commands, over, words, reading)


def mixed(clean: Scene, track: Samples, level: Decibels) -> Scene:
    """Over a track whose RMS is 1, `level` dB below the speech."""
    return Scene(clean.sound + track * ratio(LEVEL - level), clean.said)


def _mixed(clean: Scene, kind: str, level: Decibels) -> Scene:
    """Over pieces of all recordings of a kind."""
    return mixed(clean, recordings.track(kind, clean.sound.size / SAMPLE_RATE), level)
