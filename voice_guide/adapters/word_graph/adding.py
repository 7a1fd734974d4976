"""A model with a person's own words: the shipped one, its graph built anew."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

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

    def make(self, words: Lexicon) -> None:
        """Make the folder anew with `words` added, whole or not at all; raises OSError."""
        lexicon = merged(self.known(), words)
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".making.", dir=self.folder.parent) as scratch:
            made = Path(scratch, "made")
            shutil.copytree(self.base, made, ignore=shutil.ignore_patterns("graph"))
            write_graph(lexicon, made)
            write_lexicon(words, made / OWN_WORDS)
            if self.folder.exists():
                self.folder.rename(Path(scratch, "before"))
            made.rename(self.folder)
