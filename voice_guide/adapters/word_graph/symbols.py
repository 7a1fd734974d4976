"""The words of a model and their numbers, wherever the model keeps them.

Ours and the large published ones have Kaldi's `words.txt`; small published ones keep the same
table inside `Gr.fst`, behind its header, as OpenFst's `symbol-table.cc` writes it.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_FST, _SYMBOLS = 2125659606, 2125658996
_HAS_INPUT, _HAS_OUTPUT = 1, 2

_HIGHEST = 2**31 - 1
"""Of the numbers that a graph can hold."""
_NUMBER = re.compile("[0-9]{1,10}")

WORDS = "words.txt"
GRAMMAR = "Gr.fst"


def numbered_words(graph: Path) -> Mapping[str, int]:
    """Of the model whose graph is in this folder; OSError or ValueError where it tells none."""
    table = graph / WORDS
    if table.is_file():
        return dict(_of_lines(table))
    try:
        numbers = _of_grammar(_Reader((graph / GRAMMAR).read_bytes()))
    except (struct.error, UnicodeDecodeError) as error:
        raise ValueError(f"{graph / GRAMMAR} has no list of words") from error
    for word, number in numbers.items():
        if not 0 <= number <= _HIGHEST:
            raise ValueError(f"{graph / GRAMMAR}: {word!r} has {_wrong(number)}")
    return numbers


def words_of(model: Path) -> frozenset[str] | None:
    """All words of the model in this folder; None when it does not tell them."""
    graph = model / "graph" if (model / "graph").is_dir() else model
    try:
        return frozenset(numbered_words(graph))
    except (OSError, ValueError):
        return None


def write_words(numbers: Mapping[str, int], graph: Path) -> None:
    """As `words.txt`."""
    lines = (f"{word} {number}\n" for word, number in numbers.items())
    (graph / WORDS).write_text("".join(lines), encoding="utf-8")


def _of_lines(table: Path) -> Iterator[tuple[str, int]]:
    for at, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
        word, *numbers = line.split() or [""]
        if len(numbers) != 1:
            continue
        if not _NUMBER.fullmatch(numbers[0]) or int(numbers[0]) > _HIGHEST:
            raise ValueError(f"{table}:{at}: {word!r} has {_wrong(numbers[0])}")
        yield word, int(numbers[0])


def _wrong(number: object) -> str:
    return f"the number {number!s:.20}, and must have a whole one from 0 to {_HIGHEST}"


@dataclass(slots=True)
class _Reader:
    """Little-endian numbers and texts, one after another."""

    data: bytes
    at: int = 0

    def number(self, form: str) -> int:
        (value,) = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(form)
        return int(value)

    def text(self) -> str:
        length = self.number("i")
        end = self.at + length
        if not 0 <= length <= len(self.data) - self.at:
            raise ValueError("a text that is longer than the file")
        raw, self.at = self.data[self.at : end], end
        return raw.decode("utf-8")


def _of_grammar(file: _Reader) -> Mapping[str, int]:
    """The words that are written; as the grammar writes what it reads, either table will do."""
    if file.number("i") != _FST:
        raise ValueError("it is no finite-state transducer")
    file.text()
    file.text()
    file.number("i")
    flags = file.number("i")
    for form in "Qqqq":
        file.number(form)
    if not flags & (_HAS_INPUT | _HAS_OUTPUT):
        raise ValueError("it has no list of words")
    return _table(file)


def _table(file: _Reader) -> Mapping[str, int]:
    if file.number("i") != _SYMBOLS:
        raise ValueError("its list of words is none")
    file.text()
    file.number("q")
    count = file.number("q")
    return {file.text(): file.number("q") for _ in range(count)}
