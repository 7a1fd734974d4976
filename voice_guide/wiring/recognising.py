"""The recogniser for some phrases: a model narrowed to them, and Vosk."""

from collections.abc import Iterable
from pathlib import Path

from voice_guide.adapters.vosk_recogniser import VoskRecogniser
from voice_guide.adapters.word_graph.narrowed import narrowed
from voice_guide.errors import MissingPartError


def recogniser(
    model: Path,
    phrases: Iterable[str],
    decoys: Iterable[str] = (),
    everyday: Iterable[str] = (),
) -> VoskRecogniser:
    """Narrow the model in this folder and load it; MissingPartError when it cannot be used."""
    try:
        with narrowed(model, phrases, decoys, everyday) as narrow:
            return VoskRecogniser(narrow.folder, model, narrow.unknown_words)
    except (OSError, ValueError) as error:
        raise MissingPartError(
            f"the speech model in {model} cannot be narrowed to our phrases: {error}",
            hint="`voice-guide models` lists the models that are there.",
        ) from error
