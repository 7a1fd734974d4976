"""`python3 -m benchmarks model PATH`: one model's figures, by which two can be compared."""

import argparse
import os
import platform
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from benchmarks.hearing import recordings
from benchmarks.model import choosing, decoys, figures, floors
from benchmarks.model.measuring import ROUTINE, Measured, book, measure
from benchmarks.model.speed import cost
from benchmarks.model.sphinx import beside
from benchmarks.model.watching import watched
from voice_guide.adapters.model_choice import choose_model
from voice_guide.adapters.model_floors import FILE
from voice_guide.errors import UsageError, VoiceGuideError
from voice_guide.wiring.recognising import recogniser

_CARD = "README.md"
_BESIDE = (
    "Beside PocketSphinx 5 with its own model, the same phrases as a JSGF grammar and its "
    "endpointer, on every so many-th clip:"
)
_PLACE = re.compile(r"(<!-- figures -->\n).*(<!-- end of figures -->\n)", re.DOTALL)


def run(arguments: Sequence[str]) -> None:
    """Measure, print, and write where asked to."""
    options = _options(arguments)
    model: Path = options.model
    print(f"{model}", flush=True)
    if options.choose_decoys:
        kept, report = decoys.choose(model)
        print(f"{report}\n\nChosen: {', '.join(kept)}")
        if options.write:
            decoys.write(kept)
        return
    if options.choose_floors:
        _choose_floors(model)
    found = measure(model, quick=options.quick)
    text = _figures(model, found)
    if options.beside:
        text = f"{text}\n\n{_BESIDE}\n\n{beside(found)}"
    print(text)
    if options.write:
        write(model / _CARD, text)


def _choose_floors(model: Path) -> None:
    """Measure the curves, and put the floors into the model's folder."""
    heard = choosing.scenes(book())
    print(f"{sum(len(part.who) for part in heard)} phrases to choose floors on", flush=True)
    found = watched(model, book(), heard)
    rules = floors.choose(found)
    print(floors.curves(found, rules))
    floors.write(found, rules, model)
    print(f"written: {model / FILE}", flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks model")
    parser.add_argument(
        "model", nargs="?", metavar="PATH", help="a folder or a name; default: the one in use"
    )
    parser.add_argument(
        "--quick", action="store_true", help="a third of the commands, noise at one level"
    )
    parser.add_argument(
        "--beside", action="store_true", help="PocketSphinx on some clips, too; it takes long"
    )
    parser.add_argument("--write", action="store_true", help="into the model's card, README.md")
    parser.add_argument(
        "--choose-floors", action="store_true", help="measure them, and write floors.yaml"
    )
    parser.add_argument(
        "--choose-decoys",
        action="store_true",
        help="alone: measure what each decoy does; with "
        "--write, put those that help into the language file",
    )
    options = parser.parse_args(arguments)
    try:
        options.model = _usable(options.model)
    except VoiceGuideError as error:
        parser.error(f"{error}. {error.hint}")
    return options


def _usable(asked: str | None) -> Path:
    """Raise VoiceGuideError now, and not in the middle of the measurements."""
    if asked is not None and not asked.strip():
        raise UsageError("PATH is empty", hint="Without it the model in use is measured.")
    model = choose_model(asked, "PATH")
    recogniser(model, ())
    return model


def _figures(model: Path, found: Measured) -> str:
    return "\n\n".join(
        (
            "\n".join(f"- {line}" for line in _circumstances(model)),
            figures.summary(cost(model), found),
            figures.details(found),
        )
    )


def _circumstances(model: Path) -> list[str]:
    today = datetime.now().astimezone().date().isoformat()
    load = f"load of the machine {os.getloadavg()[2]:.1f} of {os.cpu_count()}"
    found = [
        f"{today}, {platform.system()} {platform.machine()}, {load}",
        f"grammar: {len(book().meanings)} phrases (`{ROUTINE}`), and decoys",
        f"through the product's ears: its commit rule, {_floors(model)}",
        "people's single words and reading: by the half of the people that nothing was chosen on",
    ]
    if not recordings.there():
        found.append(f"recordings of people, noise and music {recordings.MISSING}")
    return found


def _floors(model: Path) -> str:
    measured = (model / FILE).is_file()
    return "its floors for this model" if measured else "the usual floors; none are measured"


def write(card: Path, text: str) -> None:
    """Put the figures into their place in the card."""
    before = card.read_text(encoding="utf-8")
    if not _PLACE.search(before):
        raise SystemExit(f"{card} has no place for figures (<!-- figures -->)")
    after = _PLACE.sub(lambda place: f"{place[1]}{text}\n{place[2]}", before)
    card.write_text(after, encoding="utf-8")
    print(f"written: {card}")
