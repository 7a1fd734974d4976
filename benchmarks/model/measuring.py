"""Everything that is said to a model, and what it made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hearing import recordings
from benchmarks.hearing.people import LEVEL
from benchmarks.hearing.scene import Said, Scene, scene
from benchmarks.model import clips
from benchmarks.model.trials import GAP, Listener, Trial
from voice_guide.core.commit import Rules
from voice_guide.core.phrases import Phrasebook
from voice_guide.sound.level import ratio
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring import library

ROUTINE = "back-rub"
"""Its phrases are the grammar: all commands, its steps, the areas and techniques."""
LEVELS = (20, 10, 5)
"""Of the speech above noise or music, in dB."""
_EVERY = 8
"""Of the commands, over each noise."""


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


def measure(model: Path, rules: Rules | None = None, *, quick: bool = False) -> Measured:
    """Say everything to the model in `model`, through ears with these rules.

    `rules` None: those of a session with this model. `quick`: a third of the commands, and noise
    and music at one level.
    """
    phrasebook = book()
    listener = Listener(model, phrasebook, rules)
    said = clips.commands(phrasebook)[:: 3 if quick else 1]
    print(f"{len(said)} commands by {len(clips.HELD_OUT)} voices", flush=True)
    commands = listener.phrases(*_apart(said))
    if not recordings.there():
        return Measured(commands, {}, (), ())
    few, who = _apart(said[:: 3 if quick else _EVERY])
    clean, over = scene(few, gap=GAP), {}
    for kind in ("noise", "music"):
        for level in (10,) if quick else LEVELS:
            print(f"{len(few)} commands over {kind} at {level} dB", flush=True)
            over[kind, level] = listener.in_scene(mixed_with(clean, kind, level), who)
    single = clips.single_words(phrasebook)
    print(f"{len(single)} single words", flush=True)
    words = listener.phrases(*_apart(single))
    print("people reading", flush=True)
    reading = [listener.talk(sound, name) for name, sound in clips.talk()]
    return Measured(commands, over, words, reading)


def _apart(said: clips.Clips) -> tuple[list[Said], list[str]]:
    """What was said, and by whom."""
    return [one for one, _ in said], [who for _, who in said]


def mixed_with(clean: Scene, kind: str, level: float) -> Scene:
    """Over pieces of all recordings of a kind, `level` dB below the speech."""
    track = recordings.track(kind, clean.sound.size / SAMPLE_RATE)
    return Scene(clean.sound + track * ratio(LEVEL - level), clean.said)
