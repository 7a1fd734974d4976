"""Words and how they are pronounced."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from voice_guide.adapters.word_graph.phones import SOUNDS
from voice_guide.errors import InputError

FILE = "graph/lexicon.txt"
"""In a model's folder: a line for each way to pronounce a word, the word first."""

Sounds: TypeAlias = tuple[str, ...]
Lexicon: TypeAlias = Mapping[str, tuple[Sounds, ...]]
"""A word, to each way of saying it in the sounds of `phones.SOUNDS`."""


def read_lexicon(path: Path) -> Lexicon:
    """Raise InputError with what is wrong, OSError when there is no such file."""
    found: dict[str, list[Sounds]] = {}
    for number, line in enumerate(_text(path).splitlines(), start=1):
        word, *sounds = line.split() or [""]
        if wrong := wrong_sounds(sounds):
            raise InputError(f"{path}:{number}: {wrong}", hint=f"Allowed: {' '.join(SOUNDS)}")
        found.setdefault(word, []).append(tuple(sounds))
    return {word: tuple(ways) for word, ways in found.items()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: is not UTF-8 text", hint="Delete it; it is made anew."
        ) from error


def write_lexicon(lexicon: Lexicon, path: Path) -> None:
    """Sorted by word; a word's ways in their order."""
    lines = (" ".join((word, *way)) for word in sorted(lexicon) for way in lexicon[word])
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def wrong_sounds(sounds: Sequence[str]) -> str:
    """What is wrong with a pronunciation, or nothing."""
    if not sounds:
        return "no sound at all"
    unknown = sorted({*sounds} - {*SOUNDS})
    return f"{' '.join(unknown)}: no such sound" if unknown else ""


def merged(first: Lexicon, second: Lexicon) -> Lexicon:
    """Both; a word in both is pronounced in the ways of `second`."""
    return {**first, **second}
