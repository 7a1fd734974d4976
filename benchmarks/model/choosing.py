"""What floors and decoys are chosen on: other voices, noises and people than the card's."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from benchmarks.hearing import recordings
from benchmarks.hearing.scene import scene
from benchmarks.model import clips
from benchmarks.model.listening import GAP, PAUSE, Part, parts
from benchmarks.model.measuring import mixed
from benchmarks.model.trials import for_choosing
from tools.command_model.training import noises
from voice_guide.core.phrases import Phrasebook
from voice_guide.sound.samples import SAMPLE_RATE, Samples

_LEVELS = (20, 10)
_EVERY = 8
"""Of the commands, over each noise."""
_SEED = 7
_PIECE = 6 * SAMPLE_RATE


def scenes(book: Phrasebook) -> list[Part]:
    """Commands and reading, in quiet and over computed noise and music; single words of people."""
    if not recordings.there():
        raise SystemExit(
            "Floors and decoys are chosen with recordings of people, too: "
            "put them into ../shared/audio."
        )
    said = clips.commands(book, clips.FOR_CHOOSING)
    return [
        *parts(said),
        *_over(said[::_EVERY]),
        *parts(clips.single_words(book, for_choosing)),
        *parts(read := list(clips.talk(for_choosing)), PAUSE, in_step=True),
        *_read_over(read),
    ]


def _over(said: clips.Clips) -> list[Part]:
    clean, who = scene([one for one, _ in said], GAP), tuple(who for _, who in said)
    chance = np.random.default_rng(_SEED)
    tracks = [_track(made, clean.sound.size, chance) for made in (noises.noise, noises.music)]
    return [Part(mixed(clean, track, level), who) for track in tracks for level in _LEVELS]


def _read_over(read: clips.Clips) -> list[Part]:
    """Who reads in a room with noise or music is not to be obeyed either; half of them each."""
    chance = np.random.default_rng(_SEED)
    return [
        replace(
            one, scene=mixed(one.scene, _track(made, one.scene.sound.size, chance), _LEVELS[-1])
        )
        for made, some in ((noises.noise, read[::2]), (noises.music, read[1::2]))
        for one in parts(some, PAUSE, in_step=True)
    ]


def _track(
    made: Callable[[np.random.Generator], noises.Sound], size: int, chance: np.random.Generator
) -> Samples:
    """One noise after another, each of RMS 1."""
    count = -(-size // _PIECE)
    pieces = (made(chance)[:_PIECE] for _ in range(count))
    loud = [piece / np.sqrt(np.mean(piece**2) + 1e-9) for piece in pieces]
    return np.concatenate(loud)[:size].astype(np.float32)
