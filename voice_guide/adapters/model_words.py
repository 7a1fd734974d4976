"""The words that a Vosk model knows, without loading it."""

from pathlib import Path


def words_of(model: Path) -> frozenset[str] | None:
    """All words of the model in this folder; None when it does not list them.

    Kaldi's symbol table: a word and its number in each line. Large models have none outside
    their graph.
    """
    try:
        lines = (model / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    return frozenset(line.split()[0] for line in lines if line.split())
