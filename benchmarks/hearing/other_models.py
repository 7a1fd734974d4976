"""The same commands with every other model that is installed: the model's limit, or the rule's?"""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.hearing.commands import in_all
from benchmarks.hearing.report import Finding, Row, table
from benchmarks.hearing.scene import Said
from voice_guide.adapters.model_choice import SHIPPED, choose_model, found_models, missing_files
from voice_guide.core.phrases import Phrasebook
from voice_guide.resources import shipped

_WHAT = "the same commands with another model: in quiet, and the worst in noise or music"
_EVERY = 4
"""Every so many-th command, as over noise and music."""


def other_models(book: Phrasebook, said: Sequence[Said]) -> Finding:
    """A quarter of the commands, with each model that is here beside the one that is used."""
    others = _others()
    if not others:
        how = "`voice-guide models get vosk-model-small-en-us-0.15`"
        return Finding((Row(_WHAT, "reported", f"no other model is installed: {how}"),))
    figures = {model: in_all(book, said[::_EVERY], model) for model in (choose_model(), *others)}
    return Finding(
        tuple(_row(model, lines) for model, lines in figures.items()),
        "\n\n".join(
            (
                f"### With other models: {len(said[::_EVERY])} commands a line",
                table(
                    ("model", "over", "obeyed", "wrongly"),
                    [(model.name, *line) for model, lines in figures.items() for line in lines],
                ),
            )
        ),
    )


def _others() -> list[Path]:
    there = dict.fromkeys((shipped(SHIPPED), *found_models()))
    used = choose_model()
    return [model for model in there if model != used and not missing_files(model)]


def _row(model: Path, lines: Sequence[tuple[str, str, str]]) -> Row:
    quiet, *noisy = (obeyed for _, obeyed, _ in lines)
    worst = min(noisy, key=lambda share: float(share.split()[0]), default="not measured")
    return Row(f"{_WHAT} ({model.name})", "reported", f"{quiet}; {worst}")
