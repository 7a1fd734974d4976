"""The language's files, and the words of a person's own."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any
from warnings import simplefilter

import yaml

from benchmarks.fuzz.mutation import spoilt, twisted
from benchmarks.fuzz.reader import Case, Reader
from voice_guide.core.commands import Command
from voice_guide.errors import VoiceGuideError
from voice_guide.language import sentence_file
from voice_guide.language.areas import load_areas
from voice_guide.language.drafting import load_terms
from voice_guide.language.labels import load_labels, load_page_words
from voice_guide.language.naming import held
from voice_guide.language.pronunciations import load_pronunciations
from voice_guide.language.replies import load_words
from voice_guide.language.sentences import Filling, claims
from voice_guide.language.speakable import load_speakable

_LANGUAGE = Path(sentence_file.__file__).parent / "en"
_OWN = """
spellings: {"21": twenty one}
lists:
  minutes: {from: "1", to: "9", step: "2", multiplier: "60"}
expansion_rules: {please: "[please|kindly]"}
intents:
  next:
    data:
      - sentences: ["<please> (go|move) on", "onward"]
  more_time:
    data:
      - sentences: ["{minutes} more"]
      - slots: {number: 2}
        sentences: ["a bit more"]
"""
_TEMPLATES = (
    "[", "]", "(", ")", "|", "<please>", "<a>", "{minutes}", "{x}", ";", "(a;b;c)", " ", "''",
    "(" * 50, "[a]" * 20, "(a|b)" * 40, "<please>" * 9, ":", "\\", "{", "}", "<", ">",
)  # fmt: skip


@contextmanager
def _sentences(folder: Path) -> Iterator[Case]:
    shipped = sentence_file.read_sentences(_LANGUAGE / "sentences.yaml")
    seeds = [_OWN.encode(), b"intents: {next: {data: [{sentences: [along]}]}}"]
    tree = yaml.safe_load(_OWN)
    lists = {"minutes": [Filling("one", 1)], "title": [Filling("the neck", name="1")]}
    keys = [*Command, "data", "sentences", "slots", "number", "lists", "intents", "from", "to"]
    file = folder / "sentences.yaml"

    def case(chance: Random) -> None:
        if chance.random() < 0.4:
            file.write_bytes(spoilt(chance.choice(seeds), chance, seeds))
        else:
            file.write_text(_plain(_other(tree, chance, keys)), "utf-8", errors="replace")
        with suppress(VoiceGuideError):
            own = sentence_file.read_sentences(file)
            for claim in claims(own, shipped, lists):
                assert claim.phrase
            own.refuse_mistakes()

    yield case


def _other(tree: Any, chance: Random, keys: list[str]) -> Any:  # noqa: ANN401
    if chance.random() < 0.5:
        return twisted(tree, chance, keys)
    template = "".join(chance.choice((*_TEMPLATES, "go", "on", "now")) for _ in range(6))
    rule = chance.choice((*_TEMPLATES, "a", "<please>"))
    return {
        "expansion_rules": {"please": rule, "a": chance.choice((rule, "b"))},
        "intents": {"next": {"data": [{"sentences": [template]}]}},
    }


@contextmanager
def _language(folder: Path) -> Iterator[Case]:
    """A path in place of a code: the files of a language lie beside each other."""
    names = ("replies", "labels", "page", "areas", "drafting", "speakable", "sentences")
    seeds = {f"{name}.yaml": (_LANGUAGE / f"{name}.yaml").read_bytes() for name in names}
    trees = {name: yaml.safe_load(seed) for name, seed in seeds.items()}
    readers: dict[str, Callable[[str], object]] = {
        "replies.yaml": load_words.__wrapped__,
        "labels.yaml": load_labels.__wrapped__,
        "page.yaml": load_page_words.__wrapped__,
        "areas.yaml": load_areas.__wrapped__,
        "drafting.yaml": lambda code: load_terms(code, ()),
        "speakable.yaml": lambda code: load_speakable(code)("5 cm and ½ of it"),
        "sentences.yaml": lambda code: sentence_file.read_sentences(Path(code, "sentences.yaml")),
    }
    for name, seed in seeds.items():
        (folder / name).write_bytes(seed)

    # What patterns may mean one day is nothing that a person should be told.
    simplefilter("ignore", FutureWarning)

    def case(chance: Random) -> None:
        name = chance.choice(list(seeds))
        tree = trees[name]
        load_areas.cache_clear()
        held.cache_clear()
        if chance.random() < 0.5:
            content = spoilt(seeds[name], chance)
        else:
            content = _plain(twisted(tree, chance, list(tree))).encode("utf-8", "replace")
        (folder / name).write_bytes(content)
        try:
            with suppress(VoiceGuideError):
                readers[name](str(folder))
        finally:
            (folder / name).write_bytes(seeds[name])

    yield case


@contextmanager
def _pronunciations(folder: Path) -> Iterator[Case]:
    seed = b"effleurage: EH F L ER AA ZH\nno: [N OW, N AA]\n"
    file = folder / "pronunciations.yaml"

    def case(chance: Random) -> None:
        file.write_bytes(spoilt(seed, chance))
        with suppress(VoiceGuideError):
            load_pronunciations("en", file)

    yield case


def _plain(data: Any) -> str:  # noqa: ANN401
    try:
        return json.dumps(data, ensure_ascii=False)
    except RecursionError:
        return "[" * 5000


READERS = [
    Reader("own sentences", 20, _sentences),
    Reader("language files", 3, _language),
    Reader("pronunciations", 60, _pronunciations),
]
