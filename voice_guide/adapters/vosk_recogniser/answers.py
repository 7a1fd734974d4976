"""Answers from sound: the words of whole sentences, each with its confidence."""

import json
from pathlib import Path

from voice_guide.adapters.vosk_recogniser.model import Hiss, loaded, pcm, recogniser
from voice_guide.core.commit import UNKNOWN
from voice_guide.ports import Word
from voice_guide.sound.samples import Samples


class AnswerRecogniser:
    """Hears what the grammar of its model allows, piece by piece."""

    def __init__(
        self,
        model: Path,
        called: Path | None = None,
        unknown_words: frozenset[str] = frozenset(),
    ) -> None:
        """Load the model; MissingPartError, which names it as `called`, when that fails."""
        self.unknown_words = unknown_words
        """Words of its phrases that the model has never been taught: those can only be typed."""
        self._recogniser = recogniser(loaded(model, called, " for answers"))
        self._hiss = Hiss()
        self._found: list[Word] = []

    def accept(self, block: Samples) -> bool:
        """Hear a block; whether any word has been made out since the last `settle`."""
        if self._recogniser.AcceptWaveform(pcm(self._hiss.under(block))):
            self._found += _words(self._recogniser.Result())
            return bool(self._found)
        guess = json.loads(self._recogniser.PartialResult())["partial"]
        return bool(self._found) or any(word != UNKNOWN for word in guess.split())

    def settle(self) -> tuple[Word, ...]:
        """All that was made out; then start afresh."""
        found = (*self._found, *_words(self._recogniser.FinalResult()))
        self._found.clear()
        return found


def _words(result: str) -> list[Word]:
    heard = json.loads(result).get("result", ())
    return [Word(each["word"], each["conf"]) for each in heard if each["word"] != UNKNOWN]
