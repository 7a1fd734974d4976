"""The recogniser for some phrases: a model narrowed to them, and Vosk."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from voice_guide.adapters.vosk_recogniser import AnswerRecogniser, VoskRecogniser
from voice_guide.adapters.word_graph.grammar import Costs
from voice_guide.adapters.word_graph.narrowed import narrowed
from voice_guide.errors import MissingPartError

ANSWERS = Costs(unknown=15.0, decoy=4.0, word=3.0, again=-3.0)
"""Of an answer in words of one's own: see docs/decisions/0050-recall.md."""


def answer_recogniser(
    model: Path, phrases: Iterable[str], everyday: Iterable[str]
) -> AnswerRecogniser:
    """The same for answers that are made of these phrases, one after another, and other words.

    The model has no idea what word follows which, and heard word by word all is mush. So the ways
    to say something, and the routine's own clauses, are whole phrases of its grammar.
    """
    said = tuple(phrases)
    words = {word for phrase in said for word in phrase.split()}
    talk = [word for word in everyday if word not in words]
    with _refusing(model, "answers"), narrowed(model, said, talk, words, ANSWERS) as narrow:
        return AnswerRecogniser(narrow.folder, model, narrow.unknown_words)


def recogniser(
    model: Path,
    phrases: Iterable[str],
    decoys: Iterable[str] = (),
    everyday: Iterable[str] = (),
) -> VoskRecogniser:
    """Narrow the model in this folder and load it; MissingPartError when it cannot be used."""
    with _refusing(model, "our phrases"), narrowed(model, phrases, decoys, everyday) as narrow:
        return VoskRecogniser(narrow.folder, model, narrow.unknown_words)


@contextmanager
def _refusing(model: Path, phrases: str) -> Iterator[None]:
    """MissingPartError for a model that cannot be narrowed."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise MissingPartError(
            f"the speech model in {model} cannot be narrowed to {phrases}: {error}",
            hint="`voice-guide models` lists the models that are there.",
        ) from error
