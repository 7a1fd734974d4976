"""From sentence templates to the phrases that are obeyed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from voice_guide.core.commands import Command, Understood
from voice_guide.core.phrases import Phrasebook, normal
from voice_guide.language.naming import FOLDER, words_of
from voice_guide.language.numbers import digits, words_for
from voice_guide.language.sentence_file import (
    SentenceFile,
    Wording,
    is_empty,
    phrases,
    read_sentences,
)

_LIST = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Filling:
    """Something that can stand in the place of a list, and what it names."""

    said: str
    number: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A phrase with the meaning that one template gives it."""

    phrase: str
    order: Understood
    line: int
    listed: bool
    """It came out of a list, whose words depend on the routine."""


Lists = Mapping[str, Sequence[Filling]]


def load_phrasebook(  # noqa: PLR0913 - one argument for each kind of thing that can be named
    code: str,
    *,
    steps: int = 0,
    titles: Mapping[str, str] | None = None,
    techniques: Mapping[str, Sequence[str]] | None = None,
    areas: Mapping[str, Sequence[str]] | None = None,
    routines: Sequence[str] = (),
    receivers: Sequence[str] = (),
    extra: Path | None = None,
) -> Phrasebook:
    """All phrases for a routine with receivers who are known, or for choosing among `routines`.

    `titles`: what is said, to the name in the command. `techniques`, `areas`: id to ways to
    say it. `extra`: a file of the user's own. Raises InputError with every mistake in it.
    """
    shipped = read_sentences(FOLDER / code / "sentences.yaml")
    shipped.refuse_mistakes()
    named = _named(titles or {}, techniques or {}, areas or {}, routines, receivers)
    lists = _ranges(shipped, code, steps, len(routines)) | named
    meanings: dict[str, Understood] = {}
    for claim in sorted(claims(shipped, shipped, lists), key=lambda claim: claim.listed):
        meanings.setdefault(claim.phrase, claim.order)
    shipped.refuse_mistakes()
    if routines:
        meanings = {**_homophones(code, meanings), **meanings}
    if extra is not None and not is_empty(extra):
        _add(meanings, read_sentences(extra), shipped, lists)
    spelt = {**digits(code), **shipped.spellings}
    return Phrasebook(
        meanings,
        _decoys(code, meanings),
        spelt,
        introductions=_introductions(shipped),
        language=code,
        everyday=_everyday(code),
    )


def _introductions(shipped: SentenceFile) -> tuple[str, ...]:
    """The words before a receiver's name."""
    templates = (
        template
        for wording in shipped.wordings
        if wording.command is Command.RECEIVER
        for template in phrases(wording.template, shipped.rules)
    )
    return tuple(normal(template.partition("{")[0]) for template in templates)


def command_table(code: str) -> Mapping[Command, tuple[str, ...]]:
    """A few phrases of every command, for people to read, in the order of the commands."""
    with words_of(code, "examples.yaml") as examples:
        return {command: tuple(map(str, examples[command.value])) for command in Command}


def claims(file: SentenceFile, shipped: SentenceFile, lists: Lists) -> Iterator[Claim]:
    """Every phrase of every template; mistakes go to `file.mistakes`."""
    rules = {**shipped.rules, **file.rules}
    for wording in file.wordings:
        try:
            for template in phrases(wording.template, rules):
                yield from _filled(wording, template, lists, shipped.spellings)
        except ValueError as error:
            file.wrong(wording.line, f"{wording.template!r} {error}")


def _filled(
    wording: Wording, template: str, lists: Lists, spellings: Mapping[str, str]
) -> Iterator[Claim]:
    places = _LIST.findall(template)
    if len(places) > 1:
        raise ValueError("has more than one list in a sentence")
    if places and places[0] not in lists:
        raise ValueError(f"names an unknown list; allowed: {', '.join(sorted(lists))}")
    for filling in lists[places[0]] if places else (Filling("", wording.number),):
        words = normal(_LIST.sub(filling.said, template)).split()
        if not words:
            raise ValueError("could be nothing at all")
        phrase = " ".join(spellings.get(word, word) for word in words)
        order = Understood(wording.command, filling.number, filling.name)
        yield Claim(phrase, order, wording.line, bool(places))


def _add(
    meanings: dict[str, Understood], own: SentenceFile, shipped: SentenceFile, lists: Lists
) -> None:
    for claim in claims(own, shipped, lists):
        taken = meanings.setdefault(claim.phrase, claim.order)
        if taken != claim.order and not claim.listed:
            own.wrong(claim.line, f"{claim.phrase!r} already means {taken.command}")
    own.refuse_mistakes()


def _named(
    titles: Mapping[str, str],
    techniques: Mapping[str, Sequence[str]],
    areas: Mapping[str, Sequence[str]],
    routines: Sequence[str],
    receivers: Sequence[str],
) -> dict[str, Sequence[Filling]]:
    offered = enumerate(routines, start=1)
    return {
        "title": [Filling(said, name=name) for said, name in titles.items()],
        "technique": [Filling(said, name=id_) for id_, ways in techniques.items() for said in ways],
        "area": [Filling(said, name=id_) for id_, ways in areas.items() for said in ways],
        "receiver": [Filling(name, name=name) for name in receivers],
        "routine": [Filling(said, number, said) for number, said in offered],
    }


def _ranges(
    file: SentenceFile, code: str, steps: int, routines: int
) -> dict[str, Sequence[Filling]]:
    def spelt(numbers: range, multiplier: int = 1) -> Sequence[Filling]:
        return [Filling(words_for(number, code), number * multiplier) for number in numbers]

    ranges: dict[str, Sequence[Filling]] = {
        name: spelt(
            range(int(each["from"]), int(each["to"]) + 1, int(each.get("step", "1"))),
            int(each.get("multiplier", "1")),
        )
        for name, each in file.lists.items()
        if "from" in each
    }
    return ranges | {"number": spelt(range(1, steps + 1)), "choice": spelt(range(1, routines + 1))}


def _homophones(code: str, meanings: Mapping[str, Understood]) -> dict[str, Understood]:
    with words_of(code, "decoys.yaml") as data:
        alike = data["sound_like"].items()
        return {said: meanings[meant] for said, meant in alike if meant in meanings}


def _everyday(code: str) -> tuple[str, ...]:
    lines = (FOLDER / code / "everyday.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _decoys(code: str, meanings: Mapping[str, Understood]) -> tuple[str, ...]:
    with words_of(code, "decoys.yaml") as data:
        return tuple(word for word in data["decoys"] if word not in meanings)
