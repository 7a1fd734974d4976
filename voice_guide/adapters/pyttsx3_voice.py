"""pyttsx3 as a Voice: it renders in a child process, which may hang or die."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

import numpy as np

import voice_guide
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError, VoiceError
from voice_guide.language.speakable import load_speakable
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.speech import POLISH, polished

CALM_VOICE = "" if sys.platform in {"darwin", "win32"} else "en-us+m7"
"""Of espeak-ng's voices the one best understood in noise among those that are not harsh: at most
-22 dB from 3 to 8 kHz against 0.1 to 1 kHz. Chosen with `python -m benchmarks.calm_voice`; the
table is in docs/decisions/0003-a-calm-voice.md. Elsewhere it is the machine's own."""

CALM_RATE = 130
"""Words a minute as espeak-ng counts; 142 are spoken, pauses between sentences included."""

RATES = range(80, 451)
"""Words a minute that espeak-ng can speak."""

_TRIES = 3
_TO_START: Seconds = 20.0
_PER_CHARACTER: Seconds = 0.01
_HINT = "The words stay on the screen. 'voice-guide doctor' looks into what is wrong."


@dataclass(frozen=True, slots=True)
class VoiceNames:
    """What the voices of this machine are called."""

    bases: tuple[str, ...]
    variants: tuple[str, ...]
    """May follow a base and a plus sign."""

    def find(self, voice: str) -> str:
        """Return `voice` spelt as it must be; raise InputError naming those that are near."""
        base, plus, variant = voice.partition("+")
        bases = {name.lower(): name for name in self.bases}
        variants = {name.lower(): name for name in self.variants}
        if base.lower() not in bases:
            raise _unknown(voice, base, bases, "voice")
        if plus and variant.lower() not in variants:
            raise _unknown(voice, variant, variants, "variant")
        return bases[base.lower()] + plus + variants.get(variant.lower(), "")


def _unknown(voice: str, part: str, known: Mapping[str, str], kind: str) -> InputError:
    near = get_close_matches(part.lower(), known, n=4, cutoff=0.4)
    near += sorted(name for name in known if part and name.startswith(part.lower()))[:6]
    hint = ", ".join(known[name] for name in dict.fromkeys(near)) or ", ".join(known.values())
    return InputError(f"there is no {kind} {part!r} ({voice})", hint=f"Try one of: {hint}.")


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
        self._child: _Child | None = None

    @property
    def key(self) -> str:
        """Everything but text and pace that decides how a sentence sounds."""
        return f"pyttsx3 {self._voice} {self._rate} {POLISH} {self._speakable.version}"

    def warm(self) -> None:
        """Start what the first sentence would start; raise InputError for an unknown voice."""
        with self._turn:
            self._started()

    def voices(self) -> tuple[str, ...]:
        """Return the English voices by name, with their variants, and the others without."""
        with self._turn:
            names = self._started().names
        if not names.variants:
            return names.bases
        plain, varied = CALM_VOICE.partition("+")[0], names.variants
        return names.bases + tuple(f"{plain}+{variant}" for variant in varied)

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
                return self._ask(text, rate)
        return self._ask(text, rate)

    def _ask(self, text: str, rate: int) -> Mapping[str, Any]:
        child = self._started()
        limit = self._per_sentence + _PER_CHARACTER * len(text)
        try:
            return child.ask({"text": text, "voice": child.voice, "rate": rate}, limit)
        except VoiceError:
            # Nobody knows what state it is in.
            self._end()
            raise

    def _started(self) -> "_Child":
        if self._child is None:
            try:
                child = _Child()
            except OSError as error:
                raise VoiceError(f"the voice cannot be started ({error})", hint=_HINT) from error
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


class _Child:
    """One process of voice_child.py."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="voice-guide-"))
        self._complaints = self._folder / "complaints.txt"
        root = str(Path(voice_guide.__file__).parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        with self._complaints.open("wb") as complaints:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "voice_guide.adapters.voice_child", str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,  # Ctrl-C in the terminal is not for it
                encoding="ascii",
            )
        self._answers: SimpleQueue[str] = SimpleQueue()
        reader = threading.Thread(
            target=_hand_over, args=(self._process.stdout, self._answers), daemon=True
        )
        reader.start()
        self.names = VoiceNames((), ())
        self.voice = ""

    def greet(self, voice: str) -> None:
        """Wait until it is up and has the voice; raise VoiceError or InputError."""
        hello = self._answer(_TO_START)
        self.names = VoiceNames(tuple(hello["bases"]), tuple(hello["variants"]))
        self.voice = self.names.find(voice) if voice else ""

    def ask(self, request: Mapping[str, Any], limit: Seconds) -> Mapping[str, Any]:
        """Return the answer to one request; raise VoiceError."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise self._died() from error
        return self._answer(limit)

    def end(self) -> None:
        """End the process, whatever it is doing, and clean up after it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, limit: Seconds) -> Mapping[str, Any]:
        try:
            line = self._answers.get(timeout=limit)
        except Empty:
            raise VoiceError(f"the voice took longer than {limit:.1f} s", hint=_HINT) from None
        if not line:
            raise self._died()
        answer: Mapping[str, Any] = json.loads(line)
        if "problem" in answer:
            raise VoiceError(answer["problem"], hint=answer["remedy"] or _HINT)
        return answer

    def _died(self) -> VoiceError:
        last = self._complaints.read_text("utf-8", "replace").strip().splitlines()[-1:]
        reason = f": {last[0]}" if last else ""
        return VoiceError(f"the voice's process ended{reason}", hint=_HINT)


def _hand_over(answers: IO[str] | None, queue: "SimpleQueue[str]") -> None:
    """Put every line into the queue, and at last an empty one."""
    assert answers is not None
    try:
        for line in answers:
            queue.put(line)
    finally:
        queue.put("")


def _close(pipe: IO[str] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        # What was still to be written has no reader any more.
        return


def _samples(answer: Mapping[str, Any]) -> Samples:
    whole = np.frombuffer(base64.b64decode(answer["pcm"]), "<i2")
    resampler = Resampler(answer["rate"], SAMPLE_RATE)
    sound = (whole / 32768).astype(np.float32)
    return np.concatenate([resampler.convert(sound), resampler.flush()])
