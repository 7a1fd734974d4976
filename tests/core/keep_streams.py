"""Records streams of hypotheses anew: `python -m tests.core.keep_streams [NAME ...]`.

They are what the ears get from the real recogniser while somebody speaks: with each block the
running guess, and the opinion that it would give. Only words and figures are kept, no sound.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.voices import Flite
from voice_guide.adapters.vosk_recogniser import VoskRecogniser
from voice_guide.core.commit import Hypothesis
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds
from voice_guide.ears import Ears
from voice_guide.language.areas import load_areas
from voice_guide.language.sentences import load_phrasebook
from voice_guide.resources import shipped
from voice_guide.sound.activity import Activity, listen
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.recognising import recogniser

FOLDER = Path(__file__).parent / "streams"
ALONE = ("next", "next part", "step two", "step twenty two", "go to step two",
         "go to step twenty two", "stop", "stop listening", "finish the session")  # fmt: skip
BREATH: Seconds = 0.38
STREAMS: Mapping[str, Sequence[str]] = {
    **{phrase.replace(" ", "-"): [phrase] for phrase in ALONE},
    "louder-next-next-louder": ["louder", "next", "next", "louder"],
}
"""By the name of the file, what is said, with a breath in between."""
_BEFORE, _AFTER = 0.6, 0.8


def book() -> Phrasebook:
    """What can be said in these streams."""
    areas = {area.value: words.said for area, words in load_areas("en").items()}
    return load_phrasebook("en", steps=24, titles={"warming up": "1"}, areas=areas)


class Overheard:
    """A recogniser with all that it says written down."""

    def __init__(self, inner: VoskRecogniser) -> None:
        self._inner = inner
        self.said: list[dict[str, Any]] = []

    def accept(self, block: Samples) -> Hypothesis:
        guess = self._inner.accept(block)
        readings = [] if guess.final else self._inner.opinion().readings
        told = [
            [
                each.text,
                round(each.share, 3),
                None if each.lasted is None else round(each.lasted, 2),
            ]
            for each in readings
            if each.share >= _WORTH
        ]
        self.said.append({"guess": guess.text, "readings": told})
        return guess

    def opinion(self, latest: Seconds | None = None, *, without_noise: bool = False) -> Hypothesis:
        return self._inner.opinion(latest, without_noise=without_noise)

    def settle(self) -> Hypothesis:
        return self._inner.settle()

    def begin_with(self, latest: Seconds) -> None:
        self._inner.begin_with(latest)

    def restart(self) -> None:
        self._inner.restart()


_WORTH = 0.005


def stream(sound: Samples) -> Iterator[dict[str, Any]]:
    """One entry for each block that the recogniser was given."""
    words = book()
    model = recogniser(shipped("models/command-en"), words.meanings, words.decoys, words.everyday)
    overheard = Overheard(model)
    ears, activity = Ears(overheard, words), Activity()
    for number, block in enumerate(sound.reshape(-1, BLOCK), start=1):
        activity = listen(activity, block)
        overheard.said.clear()
        ears.hear(block, number * BLOCK / SAMPLE_RATE)
        # An utterance begins with sound from before it was noticed.
        first = number - len(overheard.said) + 1
        for at, told in enumerate(overheard.said, start=first):
            seconds = round(at * BLOCK / SAMPLE_RATE, 2)
            yield {"at": seconds, "quiet": round(activity.quiet_for, 2), **told}


def spoken(phrases: Sequence[str]) -> Samples:
    giver = Flite()
    parts = [np.zeros(round(_BEFORE * SAMPLE_RATE), np.float32)]
    for phrase in phrases:
        parts += [giver.render(phrase), np.zeros(round(BREATH * SAMPLE_RATE), np.float32)]
    parts.append(np.zeros(round(_AFTER * SAMPLE_RATE), np.float32))
    sound = np.concatenate(parts)
    hum = np.random.default_rng(1).standard_normal(sound.size) * 2e-4
    return (sound + hum).astype(np.float32)[: sound.size // BLOCK * BLOCK]


if __name__ == "__main__":
    for name in sys.argv[1:] or STREAMS:
        entries = [json.dumps(entry) for entry in stream(spoken(STREAMS[name]))]
        (FOLDER / f"{name}.jsonl").write_text("\n".join(entries) + "\n", encoding="utf-8")
