"""pyttsx3 as a Voice: it renders in a child process, which may hang or die."""

import base64
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from voice_guide.adapters.pyttsx3_voice.names import CALM_VOICE, ranked
from voice_guide.adapters.pyttsx3_voice.process import HINT, VoiceProcess
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceError
from voice_guide.language.speakable import load_speakable
from voice_guide.ports import KnownVoice
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.speech import POLISH, polished

CALM_RATE = 130
"""Words a minute as espeak-ng counts; 142 are spoken, pauses between sentences included."""

RATES = range(80, 451)
"""Words a minute that espeak-ng can speak."""

_TRIES = 3
_TO_LIST: Seconds = 10.0
_PER_CHARACTER: Seconds = 0.01


class Pyttsx3Voice:
    """A Voice for any thread; an empty name is the machine's own choice.

    The child starts with the first sentence, or with `warm`.
    """

    def __init__(
        self, voice: str = CALM_VOICE, rate: int = CALM_RATE, *, per_sentence: Seconds = 3.0
    ) -> None:
        self._voice = voice
        self._rate = rate
        self._per_sentence = per_sentence
        self._speakable = load_speakable("en")
        self._turn = threading.Lock()
        self._child: VoiceProcess | None = None

    @property
    def key(self) -> str:
        """Everything but text and pace that decides how a sentence sounds."""
        return f"pyttsx3 {self._voice} {self._rate} {POLISH} {self._speakable.version}"

    def warm(self) -> None:
        """Start what the first sentence would start; raise InputError for an unknown voice."""
        with self._turn:
            self._started()

    def voices(self) -> tuple[KnownVoice, ...]:
        """Return what there is, the calm ones first; raise VoiceError."""
        with self._turn:
            return ranked(self._ask({"about": "voices"}, _TO_LIST)["voices"])

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        """Return the spoken text; raise VoiceError when trying again does not help."""
        spoken = self._speakable(text)
        if not spoken:
            return polished(np.zeros(0, np.float32))
        rate = min(max(round(self._rate * pace), RATES[0]), RATES[-1])
        with self._turn:
            answer = self._ask_again_and_again(spoken, rate)
        return polished(_samples(answer))

    def close(self) -> None:
        """End the child; a later sentence starts another."""
        with self._turn:
            self._end()

    def _ask_again_and_again(self, text: str, rate: int) -> Mapping[str, Any]:
        for _ in range(_TRIES - 1):
            with suppress(VoiceError):
                return self._ask_for(text, rate)
        return self._ask_for(text, rate)

    def _ask_for(self, text: str, rate: int) -> Mapping[str, Any]:
        request = {"text": text, "voice": self._started().voice, "rate": rate}
        return self._ask(request, self._per_sentence + _PER_CHARACTER * len(text))

    def _ask(self, request: Mapping[str, Any], limit: Seconds) -> Mapping[str, Any]:
        child = self._started()
        try:
            return child.ask(request, limit)
        except VoiceError:
            # Nobody knows what state it is in.
            self._end()
            raise

    def _started(self) -> VoiceProcess:
        if self._child is None:
            try:
                child = VoiceProcess()
            except OSError as error:
                raise VoiceError(f"the voice cannot be started ({error})", hint=HINT) from error
            try:
                child.greet(self._voice)
            except BaseException:
                child.end()
                raise
            self._child = child
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def _samples(answer: Mapping[str, Any]) -> Samples:
    whole = np.frombuffer(base64.b64decode(answer["pcm"]), "<i2")
    resampler = Resampler(answer["rate"], SAMPLE_RATE)
    sound = (whole / 32768).astype(np.float32)
    return np.concatenate([resampler.convert(sound), resampler.flush()])
