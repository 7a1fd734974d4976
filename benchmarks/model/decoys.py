"""Which words are taken for commands, and which decoys keep them from it.

`python3 -m benchmarks model PATH --choose-decoys`. A recogniser that knows every word of the
model beside the commands hears what people say that is no command: those words are what stands
near the commands. With all of them as decoys, and with none, the same is heard again. A decoy is
kept that is heard in other words; where commands are lost to it, only if it keeps out _PRICE times
as many. Chosen on half of the people; what the decoys do is measured on the other half.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from textwrap import fill

import yaml

from benchmarks.hearing.report import percent, table
from benchmarks.model import clips
from benchmarks.model.figures import counted, share, wrongly
from benchmarks.model.listening import Part, between, blocks, on_all_cores, parts, trials
from benchmarks.model.measuring import book
from benchmarks.model.trials import Trial, for_choosing
from voice_guide.adapters.word_graph.symbols import words_of
from voice_guide.core.phrases import Phrasebook
from voice_guide.resources import shipped
from voice_guide.wiring.recognising import recogniser

FILE = "voice_guide/language/en/decoys.yaml"
_EVERY_COMMAND = 6
_PRICE = 10
_LIST = re.compile(r"^decoys: \[\n.*?^\]\n", re.DOTALL | re.MULTILINE)
_WIDTH = 98


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decoy does, on the half that is chosen on."""

    heard: int
    """In so many clips that are no command."""
    kept_out: int
    """Of them, obeyed without decoys."""
    lost: int
    """Commands obeyed without decoys, and with them taken for this one."""

    @property
    def worth_it(self) -> bool:
        return self.heard > 0 and self.kept_out >= _PRICE * self.lost


def chosen(effects: dict[str, Effect]) -> list[str]:
    """The decoys to keep."""
    return sorted(word for word, effect in effects.items() if effect.worth_it)


def choose(model: Path) -> tuple[list[str], str]:
    """The decoys, and a report on what each does."""
    today = book()
    said = [*clips.single_words(today, for_choosing)]
    said += clips.commands(today, clips.FOR_CHOOSING)[::_EVERY_COMMAND]
    scenes = parts(said)
    print(f"{len(said)} phrases with every word of the model", flush=True)
    near = _near(model, today, scenes)
    every = tuple(sorted({*near, *today.decoys} - {*today.meanings}))
    print(f"the same with {len(every)} decoys, and with none", flush=True)
    bare = trials(model, replace(today, decoys=()), scenes)
    full = trials(model, replace(today, decoys=every), scenes)
    effects = {word: effect(word, bare, full) for word in every}
    kept = chosen(effects)
    fresh = parts(clips.single_words(today, lambda who: not for_choosing(who)))
    lines = [
        (name, *_counted(trials(model, replace(today, decoys=decoys), fresh)))
        for name, decoys in (("today's", today.decoys), ("chosen", tuple(kept)))
    ]
    report = (
        "Taken for a command without decoys:",
        _mistaken(bare),
        "What decoys do there:",
        _effects(effects, today.decoys),
        "The other half of the people:",
        table(("decoys", "single words that are commands", "other words obeyed"), lines),
    )
    return kept, "\n\n".join(report)


def effect(word: str, bare: Sequence[Trial], full: Sequence[Trial]) -> Effect:
    """From the same clips without decoys and with all of them."""
    here = [(old, new) for old, new in zip(bare, full, strict=True) if word in new.refused]
    others = [(old, new) for old, new in here if new.meant is None]
    return Effect(
        len(others),
        sum(old.wrong and not new.wrong for old, new in others),
        sum(old.right and not new.right for old, new in here if new.meant is not None),
    )


def written(words: Iterable[str], text: str) -> str:
    """The text of the file of decoys, with these."""
    spelt = ", ".join(word if yaml.safe_load(word) == word else f'"{word}"' for word in words)
    if not _LIST.search(text):
        raise SystemExit(f"{FILE} has no list of decoys")
    listed = fill(f"{spelt},", _WIDTH, initial_indent="  ", subsequent_indent="  ")
    return _LIST.sub(lambda _: f"decoys: [\n{listed}\n]\n", text)


def write(words: Iterable[str]) -> None:
    """Put the decoys into the language file."""
    file = shipped(FILE)
    file.write_text(written(words, file.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"written: {file}")


def _near(model: Path, today: Phrasebook, scenes: Sequence[Part]) -> Counter[str]:
    """Words heard in what is no command, by how often."""
    found = on_all_cores(partial(_wide, model, today), scenes)
    return Counter(word for words in found for word in words if word)


def _wide(model: Path, today: Phrasebook, part: Part) -> list[str]:
    """The one word heard in each clip that is none of our commands, or nothing."""
    known = words_of(model) or frozenset()
    others = [word for word in sorted(known) if word not in today.meanings and word.isalpha()]
    hears = recogniser(model, today.meanings, others)
    found = []
    for one, _, _, _ in between(part):
        if one.meaning is not None:
            continue
        for block, _ in blocks(clips.quietly(one.sound)):
            hears.accept(block)
        text = hears.settle().text
        found.append(text if text in known and text not in today.meanings else "")
    return found


def _counted(found: Sequence[Trial]) -> tuple[str, str]:
    meant = [trial for trial in found if trial.meant is not None]
    others = [trial for trial in found if trial.meant is None]
    return share(meant), percent(wrongly(others), len(others))


def _mistaken(bare: Sequence[Trial]) -> str:
    taken: dict[str, list[str]] = {}
    for trial in bare:
        if trial.meant is None:
            taken.setdefault(trial.said, []).extend(f'"{one.phrase}"' for one in trial.obeyed)
    by_number = sorted(taken.items(), key=lambda pair: -len(pair[1]))
    rows = [(said, len(phrases), counted(phrases)) for said, phrases in by_number if phrases]
    return table(("said", "times", "taken for"), rows)


def _effects(effects: dict[str, Effect], today: Sequence[str]) -> str:
    rows = [
        (
            word,
            "yes" if word in today else "",
            "yes" if each.worth_it else "",
            *(each.heard, each.kept_out, each.lost),
        )
        for word, each in sorted(effects.items(), key=lambda pair: -pair[1].kept_out)
        if each.heard or each.lost
    ]
    heads = ("decoy", "today", "chosen", "heard in others", "kept out", "commands lost")
    return table(heads, rows)
