"""A model narrowed to some phrases: its own folder, but for the grammar."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from voice_guide.adapters.word_graph.grammar import Costs, phrase_grammar
from voice_guide.adapters.word_graph.marks import check_marks
from voice_guide.adapters.word_graph.openfst import GRAMMAR_PROPERTIES, const
from voice_guide.adapters.word_graph.symbols import GRAMMAR, WORDS, numbered_words, write_words


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A folder that Vosk loads as a model."""

    folder: Path
    unknown_words: frozenset[str]
    """Words of the phrases that the model has never been taught."""
    unheard_phrases: tuple[str, ...]
    """Phrases that can only be typed, because of such a word."""


@contextmanager
def narrowed(
    model: Path,
    phrases: Iterable[str],
    decoys: Iterable[str] = (),
    everyday: Iterable[str] = (),
    costs: Costs | None = None,
) -> Iterator[Narrowed]:
    """The model that knows these phrases, and the other words to tell them from.

    Gone at the end, when Vosk has read it.

    OSError or ValueError when `model` lacks its list of words, or lists other marks than it has.
    """
    graph = model / "graph" if (model / "graph").is_dir() else model
    check_marks(graph)
    numbers = numbered_words(graph)
    wanted = tuple(dict.fromkeys(phrases))
    unknown = frozenset(word for phrase in wanted for word in phrase.split()) - numbers.keys()
    unheard = tuple(phrase for phrase in wanted if unknown & {*phrase.split()})
    silent = {*unheard}
    heard = [phrase for phrase in wanted if phrase not in silent]
    grammar = phrase_grammar(heard, decoys, everyday, numbers, costs or Costs())
    with tempfile.TemporaryDirectory(prefix="voice-guide-model-") as place:
        folder = Path(place)
        inside = folder / graph.relative_to(model)
        inside.mkdir(exist_ok=True)
        own = {graph, graph / GRAMMAR}
        _mirror(model, folder, own)
        if inside != folder:
            _mirror(graph, inside, own)
        (inside / GRAMMAR).write_bytes(const(grammar, GRAMMAR_PROPERTIES))
        if not (inside / WORDS).exists():
            write_words(numbers, inside)
        yield Narrowed(folder, unknown, unheard)


def _mirror(source: Path, target: Path, without: AbstractSet[Path]) -> None:
    """The same entries as links; copies where links may not be made."""
    for entry in sorted({*source.iterdir()} - without):
        link = target / entry.name
        try:
            link.symlink_to(entry.resolve(), target_is_directory=entry.is_dir())
        except OSError:
            (shutil.copytree if entry.is_dir() else shutil.copy2)(entry, link)
