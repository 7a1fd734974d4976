"""What a model makes of a phrase that it is handed alone: about as much as any rule can get."""

from collections import defaultdict
from pathlib import Path

from benchmarks.hearing.scene import Said, Scene
from voice_guide.adapters.model_choice import choose_model
from voice_guide.core.commands import Understood
from voice_guide.core.commit import Hypothesis
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring.recognising import recogniser

AROUND: Seconds = 0.3
"""Sound before and after a phrase that the model gets too."""


def at_best(scene: Scene, book: Phrasebook, model: Path | None = None) -> list[bool]:
    """Of each phrase, whether its meaning is the likeliest, cut out by hand and without a floor."""
    hears = recogniser(model or choose_model(), book.meanings, book.decoys, book.everyday)
    found = []
    for said in scene.said:
        hears.restart()
        hears.accept(_alone(scene.sound, said))
        found.append(_likeliest(hears.opinion(without_noise=True), book) == said.meaning)
    return found


def _alone(sound: Samples, said: Said) -> Samples:
    start, end = said.start - AROUND, said.end + AROUND
    return sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]


def _likeliest(opinion: Hypothesis, book: Phrasebook) -> Understood | None:
    shares: defaultdict[Understood, float] = defaultdict(float)
    for reading in opinion.readings:
        if reading.text in book.meanings:
            shares[book.meanings[reading.text]] += reading.share
    return max(shares, key=shares.__getitem__, default=None)
