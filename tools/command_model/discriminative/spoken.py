"""What is said in the rooms: lines by synthetic voices, and pieces of what people say.

People say no command here: a piece that happens to be one is left out, since cut out of a sentence
it is none.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from tools.command_model.export import SAMPLE_RATE
from tools.command_model.network import Network
from tools.command_model.training import texts
from tools.command_model.training.alignment import WORST_FIT, align, network_scores
from tools.command_model.training.corpus import Spoken, sound
from tools.command_model.training.features import STEP, log_bands
from voice_guide.adapters.word_graph.lexicon import Lexicon
from voice_guide.core.phrases import Phrasebook
from voice_guide.language.sentences import command_table
from voice_guide.sound.samples import Samples

NOTHING = ""
_COMMANDS = 0.75
"""Share of the lines of synthetic voices."""
_SHORT = (1, 1, 1, 1, 1, 2, 2, 3, 4, 6)
"""Words of a piece, each as likely."""
_EACH = 2
_AROUND = 480
"""Samples of the recording before and after a piece."""
_FADE = SAMPLE_RATE // 100
"""Samples."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that is said, or NOTHING."""

    text: str
    to_the_guide: bool
    """It may be a command."""
    file: Path | None = None
    start: int = 0
    end: int | None = None
    """Samples of the file, the piece of it that is said."""
    lasts: int = 0
    """Samples of silence where there is no file."""

    def sound(self) -> Samples:
        """At 16 kHz; a piece of something is faded in and out."""
        if self.file is None:
            return np.zeros(self.lasts, np.float32)
        whole = sound(self.file)
        if self.end is None:
            return whole
        part = whole[self.start : self.end].copy()
        rise = np.linspace(0, 1, _FADE, dtype=np.float32)
        part[:_FADE] *= rise
        part[-_FADE:] *= rise[::-1]
        return part


def lines(count: int, book: Phrasebook, lexicon: Lexicon, chance: Random) -> list[tuple[str, str]]:
    """`count` of (text, kind) for `training.voices`: the commonest wordings most of all."""
    phrases = [p for p in book.meanings if all(word in lexicon for word in p.split())]
    weights = [1 / len(phrase.split()) ** 2 for phrase in phrases]
    table = command_table("en")
    first, common = (
        [p for command in table for p in table[command][:some] if p in book.meanings]
        for some in (2, None)
    )
    others = [each for each in texts.texts(count, lexicon, chance) if each[1] != "phrase"]
    commands = [
        chance.choice(
            (chance.choice(first), chance.choice(common), *chance.choices(phrases, weights))
        )
        for _ in range(round(_COMMANDS * count))
    ]
    rest = others[: count - len(commands)]
    return [*((text, "phrase") for text in commands), *rest]


def pieces(
    recordings: Sequence[Spoken],
    network: Network,
    lexicon: Lexicon,
    phrases: Collection[str],
    chance: Random,
) -> Iterator[Utterance]:
    """Two of every recording, of a few words; what fits its words badly is left out."""
    for one in recordings:
        if not all(word in lexicon for word in one.words):
            continue
        whole = sound(one.file)
        found = align(one.words, lexicon, network_scores(network, log_bands(whole)))
        if found is None or found.misfit > WORST_FIT:
            continue
        for _ in range(_EACH):
            count = min(len(one.words), chance.choice(_SHORT))
            first = chance.randrange(len(one.words) - count + 1)
            text = " ".join(one.words[first : first + count])
            there = np.flatnonzero((found.words >= first) & (found.words < first + count))
            if there.size and text not in phrases:
                start, end = (there[[0, -1]] + (0, 1)) * STEP + (-_AROUND, _AROUND)
                yield Utterance(
                    text, to_the_guide=False, file=one.file, start=max(0, int(start)), end=int(end)
                )


def silences(count: int, chance: Random) -> Iterator[Utterance]:
    """Nobody says anything."""
    for _ in range(count):
        lasts = round(chance.uniform(0.4, 1.5) * SAMPLE_RATE)
        yield Utterance(NOTHING, to_the_guide=False, lasts=lasts)
