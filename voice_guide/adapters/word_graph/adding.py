"""A model with a person's own words: the shipped one, its graph built anew."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from voice_guide.adapters.word_graph.files import write_graph
from voice_guide.adapters.word_graph.lexicon import (
    FILE,
    Lexicon,
    merged,
    read_lexicon,
    write_lexicon,
)
from voice_guide.errors import MissingPartError

OWN_WORDS = "own_words.txt"
"""In the folder of a model made here: the words that were added, as a lexicon."""

_PATIENCE = 60.0
"""Seconds; to make a model takes one or two, and on a small machine ten times that."""


@dataclass(frozen=True, slots=True)
class OwnModel:
    """The model in `folder`, made from the one in `base`."""

    base: Path
    folder: Path

    def words(self) -> Lexicon:
        """The words that were added so far."""
        file = self.folder / OWN_WORDS
        return read_lexicon(file) if file.is_file() else {}

    def known(self) -> Lexicon:
        """All words of the base; MissingPartError when it is no model of ours."""
        file = self.base / FILE
        if not file.is_file():
            raise MissingPartError(
                f"no words can be added to {self.base.name}: it does not tell how its words sound",
                hint="They can be added to the small model that comes with the product.",
            )
        return read_lexicon(file)

    def add(self, words: Lexicon) -> None:
        """Make the folder anew with these added to its own, whole or not at all.

        Raise OSError, or MissingPartError when another program is at it and does not end.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._make(merged(self.words(), words))

    def _make(self, words: Lexicon) -> None:
        lexicon = merged(self.known(), words)
        with tempfile.TemporaryDirectory(prefix=".making.", dir=self.folder.parent) as scratch:
            made = Path(scratch, "made")
            _copy_without_graph(self.base, made)
            write_graph(lexicon, made)
            write_lexicon(words, made / OWN_WORDS)
            if self.folder.exists():
                self.folder.rename(Path(scratch, "before"))
            made.rename(self.folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else adds words meanwhile: they would be lost."""
        lock = FileLock(
            self.folder.with_name(f".{self.folder.name}.lock"), timeout=_PATIENCE, mode=0o600
        )
        try:
            lock.acquire()
        except Timeout as error:
            raise MissingPartError(
                f"{self.folder} cannot be made: another program is adding words",
                hint="Wait until it is done, and try again.",
            ) from error
        try:
            yield
        finally:
            lock.release()


def _copy_without_graph(model: Path, target: Path) -> None:
    """File by file: `shutil.copytree` gives no cause of a failure, but a list of all of them."""
    for file in model.rglob("*"):
        inside = file.relative_to(model)
        if file.is_file() and inside.parts[0] != "graph":
            (target / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, target / inside)
