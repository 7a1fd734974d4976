"""Words from sound where an answer is free: of a whole sentence, each with its confidence."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import vosk

from voice_guide.core.commit import UNKNOWN
from voice_guide.errors import MissingPartError
from voice_guide.sound.samples import SAMPLE_RATE, Samples


@dataclass(frozen=True, slots=True)
class Word:
    """One word, and how sure it is."""

    text: str
    confidence: float


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
        vosk.SetLogLevel(-1)
        try:
            self._recogniser = vosk.KaldiRecognizer(vosk.Model(str(model)), SAMPLE_RATE)
        except Exception as error:
            raise MissingPartError(
                f"the speech model in {called or model} cannot be loaded for answers",
                hint="`voice-guide models` lists the models that are there. Answers can be typed.",
            ) from error
        self._recogniser.SetWords(True)  # noqa: FBT003 - Vosk takes it by position
        self._found: list[Word] = []

    def accept(self, block: Samples) -> bool:
        """Hear a block; whether any word has been made out since the last `settle`."""
        pcm = (np.clip(block, -1.0, 1.0) * 32767).astype("<i2").tobytes()
        if self._recogniser.AcceptWaveform(pcm):
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
