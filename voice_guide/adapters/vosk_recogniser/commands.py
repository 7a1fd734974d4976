"""Commands from sound: the words of an utterance, and how else it may be read."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import vosk

from voice_guide.adapters.vosk_recogniser.model import Hiss, loaded, pcm, recogniser, unpacked
from voice_guide.core.commit import UNKNOWN, Hypothesis, Reading
from voice_guide.core.units import Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.suppression import suppressed

LONGEST_OPINION = 3 * SAMPLE_RATE
"""Samples. Whoever has been speaking for longer than this is not giving a command."""


READINGS = 10
"""Ways to read an utterance that an opinion weighs against each other."""


class VoskRecogniser:
    """Hears what the grammar of its model allows, and `[unk]` for everything else."""

    def __init__(
        self,
        model_path: Path,
        called: Path | None = None,
        unknown_words: frozenset[str] = frozenset(),
    ) -> None:
        """Load the model; MissingPartError, which names it as `called`, when that fails."""
        self.unknown_words = unknown_words
        """Words of its phrases that the model has never been taught: those can only be typed."""
        model = loaded(model_path, called)
        self._recogniser = _with_readings(model)
        self._aside = _with_readings(model)
        """Hears the latest of an utterance: to hear all of it again after that may be 20 s; or all
        of it without its noise, of which a running guess knows nothing."""
        self._hiss = Hiss()
        self._heard: list[bytes] = []
        self._finished = False
        """It was made to tell what it thinks, and must hear all again if the utterance goes on."""
        self._ended = False
        """What was heard is over, and of use only to ask for an opinion on its end."""

    def restart(self) -> None:
        """Forget everything heard: by finishing, since Vosk's Reset keeps up to 0.25 s of it."""
        self._recogniser.FinalResult()
        self._afresh()

    def begin_with(self, latest: Seconds) -> None:
        """The utterance that has just ended is followed by one that began so long ago."""
        heard = b"".join(self._heard)
        self._heard = [heard[-2 * round(latest * SAMPLE_RATE) :]]
        self._ended, self._finished = False, True

    def accept(self, block: Samples) -> Hypothesis:
        """Hear a block: the running guess, or an opinion when Vosk sees the utterance end."""
        if self._ended:
            self._afresh()
        self._heard.append(pcm(self._hiss.under(block)))
        sound = b"".join(self._heard) if self._finished else self._heard[-1]
        self._finished = False
        # A result that is not fetched makes Vosk decode ever more slowly.
        if self._recogniser.AcceptWaveform(sound):
            self._ended = True
            return _opinion(self._recogniser.Result())
        return Hypothesis(tuple(json.loads(self._recogniser.PartialResult())["partial"].split()))

    def opinion(self, latest: Seconds | None = None, *, without_noise: bool = False) -> Hypothesis:
        """What all that was heard of the utterance says, or only the `latest` of it.

        `without_noise`: with what is always there turned down. Hearing goes on undisturbed; an
        utterance that has just ended can still be asked about.
        """
        heard = b"".join(self._heard)
        sound = heard if latest is None else heard[-2 * round(latest * SAMPLE_RATE) :]
        if len(sound) > 2 * LONGEST_OPINION:
            return Hypothesis((UNKNOWN,), (Reading(UNKNOWN, 1.0),), final=True)
        if latest is not None or without_noise:
            self._aside.AcceptWaveform(pcm(suppressed(unpacked(sound))) if without_noise else sound)
            return _opinion(self._aside.FinalResult())
        if self._ended or self._finished:
            self._recogniser.AcceptWaveform(sound)
        self._finished = True
        return _opinion(self._recogniser.FinalResult())

    def settle(self) -> Hypothesis:
        """The opinion on what was heard; then start afresh."""
        if self._finished:
            self._recogniser.AcceptWaveform(b"".join(self._heard))
        self._ended = True
        return _opinion(self._recogniser.FinalResult())

    def _afresh(self) -> None:
        self._heard.clear()
        self._hiss.restart()
        self._ended = self._finished = False


def _with_readings(model: vosk.Model) -> vosk.KaldiRecognizer:
    made = recogniser(model)
    made.SetMaxAlternatives(READINGS)
    return made


def _opinion(result: str) -> Hypothesis:
    readings = _readings(json.loads(result)["alternatives"])
    words = tuple(readings[0].text.split()) if readings else ()
    return Hypothesis(words, readings, final=True)


def _readings(alternatives: list[dict[str, Any]]) -> tuple[Reading, ...]:
    """Vosk's "confidence" of an alternative is a log-likelihood; shares are what they make."""
    best = alternatives[0]["confidence"]
    likely = [math.exp(each["confidence"] - best) for each in alternatives]
    return tuple(
        Reading(each["text"].strip(), one / sum(likely), _lasted(each.get("result", ())))
        for each, one in zip(alternatives, likely, strict=True)
        if each["text"].strip()
    )


def _lasted(words: Sequence[dict[str, Any]]) -> Seconds | None:
    return words[-1]["end"] - words[0]["start"] if words else None
