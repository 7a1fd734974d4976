"""Puts a graph into a model's folder."""

from pathlib import Path

from voice_guide.adapters.word_graph.graph import Graph, build
from voice_guide.adapters.word_graph.lexicon import FILE, Lexicon, write_lexicon
from voice_guide.adapters.word_graph.openfst import const, lookahead
from voice_guide.adapters.word_graph.phones import PHONES, PLACES


def write_graph(lexicon: Lexicon, model: Path) -> Graph:
    """Write all of `model/graph` for `lexicon`, and the lexicon itself beside it."""
    folder = model / "graph"
    (folder / "phones").mkdir(parents=True, exist_ok=True)
    graph = build(lexicon)
    final_label = len(graph.words) + 1
    (folder / "HCLr.fst").write_bytes(lookahead(graph.lexicon, graph.reach, final_label))
    (folder / "Gr.fst").write_bytes(const(graph.grammar))
    numbered = (f"{word} {n}\n" for n, word in enumerate(("<eps>", *graph.words)))
    (folder / "words.txt").write_text("".join(numbered), encoding="utf-8")
    (folder / "disambig_tid.int").write_text("".join(f"{mark}\n" for mark in graph.marks))
    (folder / "phones" / "word_boundary.int").write_text("".join(_boundaries()))
    write_lexicon(lexicon, model / FILE)
    return graph


def _boundaries() -> list[str]:
    return [
        f"{number} {PLACES[phone[-1]] if '_' in phone else 'nonword'}\n"
        for number, phone in enumerate(PHONES, start=1)
    ]
