"""Which words are taken for commands, and which decoys would keep them from it.

`python3 -m benchmarks model PATH --propose-decoys`. A recogniser that knows every word of the
model beside the commands hears what people say that is no command: those words are what stands
near the commands. A word that it also hears in commands would cost more than it saves. Proposed
on half of the speakers; what it does is measured on the other half.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.hearing.report import percent, table
from benchmarks.model import clips
from benchmarks.model.figures import share, wrongly
from benchmarks.model.measuring import book
from benchmarks.model.trials import Listener, Trial, for_choosing
from voice_guide.adapters.word_graph.symbols import words_of
from voice_guide.core.phrases import Phrasebook
from voice_guide.sound.samples import BLOCK, Samples
from voice_guide.wiring.recognising import recogniser

_EVERY_COMMAND = 4


def propose(model: Path) -> str:
    """The words, what they would do, and which of today's decoys stand in a command's way."""
    today = book()
    single = clips.single_words(today)
    others = [clip for clip in single if clip[0].meaning is None and for_choosing(clip[1])]
    meant = [clip for clip in single if clip[0].meaning is not None and for_choosing(clip[1])]
    meant += clips.commands(today)[::_EVERY_COMMAND]
    wide = _Wide(model, today)
    near = Counter(word for said, _ in others for word in [wide.hears(said.sound)] if word)
    costly = Counter(word for said, _ in meant for word in [wide.hears(said.sound)] if word)
    fresh = [clip for clip in single if not for_choosing(clip[1])]
    chosen = [word for word in near if word not in costly and word not in today.decoys]
    harmful = sorted(set(today.decoys) & set(costly))
    more = replace(today, decoys=(*(d for d in today.decoys if d not in harmful), *chosen))
    lines = [
        (name, *_effect(_trials(model, phrasebook, fresh)))
        for name, phrasebook in (("today's decoys", today), ("with the proposed", more))
    ]
    return "\n\n".join(
        (
            f"Proposed: {', '.join(sorted(chosen)) or 'none'}",
            f"Heard in commands: {_told(costly)}",
            f"Of these, decoys today: {', '.join(harmful) or 'none'}",
            table(("", "single words that are commands", "other words obeyed"), lines),
        )
    )


class _Wide:
    """A recogniser of all words of the model, beside the commands."""

    def __init__(self, model: Path, phrasebook: Phrasebook) -> None:
        self._known = words_of(model) or frozenset()
        self._meanings = phrasebook.meanings
        every = [word for word in sorted(self._known) if word not in self._meanings]
        heard = [word for word in every if word.isalpha()]
        self._ears = recogniser(model, phrasebook.meanings, heard)

    def hears(self, sound: Samples) -> str:
        """The one word that is heard, where it is no command; else nothing."""
        whole = clips.quietly(sound)
        for start in range(0, whole.size - BLOCK + 1, BLOCK):
            self._ears.accept(whole[start : start + BLOCK])
        text = self._ears.settle().text
        return text if text in self._known and text not in self._meanings else ""


def _trials(model: Path, phrasebook: Phrasebook, said: clips.Clips) -> list[Trial]:
    listener = Listener(model, phrasebook)
    return listener.phrases([one for one, _ in said], [who for _, who in said])


def _effect(trials: Sequence[Trial]) -> tuple[str, str]:
    meant = [trial for trial in trials if trial.meant is not None]
    others = [trial for trial in trials if trial.meant is None]
    return share(meant), percent(wrongly(others), len(others))


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{word} {number}" for word, number in counts.most_common()) or "none"
