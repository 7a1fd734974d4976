"""Writes a model's folder: `python3 -m tools.command_model export NETWORK.npz MODEL`.

`python3 -m tools.command_model words MODEL` gives the model in a folder today's words, and leaves
its network as it is.
"""

import argparse
from pathlib import Path

from tools.command_model.dictionary import pronounced
from tools.command_model.export import OperatingPoint, export
from tools.command_model.network import read_network
from tools.command_model.vocabulary import vocabulary
from voice_guide.adapters.word_graph.files import write_graph


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m tools.command_model")
    commands = parser.add_subparsers(required=True)
    exporting = commands.add_parser("export", help="a network to a model's folder")
    exporting.add_argument("network", type=Path, help="network.npz")
    exporting.add_argument("model", type=Path, help="the folder to write")
    point = OperatingPoint()
    for name in ("acoustic_scale", "unknown_bias", "silence_bias"):
        option = f"--{name.replace('_', '-')}"
        exporting.add_argument(option, type=float, default=getattr(point, name))
    exporting.set_defaults(run=_export)
    words = commands.add_parser("words", help="today's words into a model")
    words.add_argument("model", type=Path, help="the folder to change")
    words.set_defaults(run=_words)
    options = parser.parse_args()
    options.run(options)


def _export(options: argparse.Namespace) -> None:
    at = OperatingPoint(options.acoustic_scale, options.unknown_bias, options.silence_bias)
    lexicon = pronounced(vocabulary())
    export(read_network(options.network), lexicon, options.model, at)
    _tell(options.model, len(lexicon))


def _words(options: argparse.Namespace) -> None:
    lexicon = pronounced(vocabulary())
    write_graph(lexicon, options.model)
    _tell(options.model, len(lexicon))


def _tell(model: Path, words: int) -> None:
    size = sum(file.stat().st_size for file in model.rglob("*") if file.is_file())
    print(f"{model}: {words} words, {size / 1e6:.1f} MB")


main()
