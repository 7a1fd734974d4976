"""The recogniser for some phrases: a model narrowed to them, and Vosk."""

from collections.abc import Callable
from pathlib import Path

from voice_guide.adapters.vosk_recogniser import VoskRecogniser
from voice_guide.adapters.word_graph.narrowed import narrowed
from voice_guide.core.phrases import Phrasebook
from voice_guide.errors import MissingPartError


def recogniser(
    model: Path,
    phrasebook: Phrasebook,
    unknown: Callable[[tuple[str, ...]], None] = lambda _: None,
) -> VoskRecogniser:
    """Narrow the model in this folder and load it; MissingPartError when it cannot be used.

    `unknown` is given the words of the phrasebook that the model does not know: phrases with such
    a word can only be typed.
    """
    try:
        with narrowed(model, phrasebook.meanings, phrasebook.decoys) as narrow:
            unknown(tuple(sorted(narrow.unknown_words)))
            return VoskRecogniser(narrow.folder, called=model)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise MissingPartError(
            f"the speech model in {model} cannot be narrowed to our phrases: {error}",
            hint="`voice-guide models` lists the models that are there.",
        ) from error
