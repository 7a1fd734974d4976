"""Our ears and the rivals, all as: sound in, decisions with their time in the sound out.

Times count samples: what a program spends on decoding is not in them, in favour of the rivals,
who decode a whole phrase after its end.
"""

import importlib
import importlib.util
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import vosk

from benchmarks.hearing.scene import Decision, Listener
from voice_guide.adapters.model_choice import choose_model
from voice_guide.adapters.word_graph.grammar import SHORT_WEIGHT
from voice_guide.core.phrases import Phrasebook
from voice_guide.ports import Heard
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.hearing import new_ears

_VOSK_BLOCK = 8000
"""Of Vosk's own test_microphone.py."""


def ours(book: Phrasebook, model: Path | None = None) -> Listener:
    """The ears of the product, floors of the model included; `model`: another than the best."""
    fresh = partial(new_ears, str(model or choose_model()), book)
    loaded = [fresh()]

    def listen(sound: Samples) -> list[Decision]:
        ears = loaded.pop() if loaded else fresh()
        found = []
        for end in range(BLOCK, sound.size + 1, BLOCK):
            at = end / SAMPLE_RATE
            heard = ears.hear(sound[end - BLOCK : end], at)
            found += [Decision(at, h.text, h.order) for h in heard if isinstance(h, Heard)]
        return found

    return listen


def vosk_example(book: Phrasebook) -> Listener:
    """Vosk's test_microphone.py with our grammar: blocks of half a second, final results."""
    model = vosk.Model(str(choose_model()))
    grammar = _grammar(book, model)

    def listen(sound: Samples) -> list[Decision]:
        recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE, grammar)
        found: list[Decision] = []
        for start in range(0, sound.size, _VOSK_BLOCK):
            block = sound[start : start + _VOSK_BLOCK]
            if recogniser.AcceptWaveform(_pcm(block)):
                at = (start + block.size) / SAMPLE_RATE
                found += _decided(book, json.loads(recogniser.Result())["text"], at)
        return found

    return listen


def speech_recognition(book: Phrasebook) -> Listener:
    """The listening loop of SpeechRecognition as it comes, Vosk with our grammar behind it."""
    package = importlib.import_module("speech_recognition")
    model = vosk.Model(str(choose_model()))
    decoder = vosk.KaldiRecognizer(model, SAMPLE_RATE, _grammar(book, model))

    def listen(sound: Samples) -> list[Decision]:
        source = _source(package, sound)
        recognizer = package.Recognizer()
        recognizer.adjust_for_ambient_noise(source)  # as its example for listening all the time
        found: list[Decision] = []
        while source.stream.at < sound.size:
            audio = recognizer.listen(source)
            decoder.AcceptWaveform(audio.get_raw_data())
            text = json.loads(decoder.FinalResult())["text"]
            found += _decided(book, text, min(source.stream.at, sound.size) / SAMPLE_RATE)
        return found

    return listen


def pocketsphinx(book: Phrasebook) -> Listener:
    """The live example of PocketSphinx: its endpointer, its model, our phrases as JSGF."""
    package = importlib.import_module("pocketsphinx")
    decoder = package.Decoder(lm=None, loglevel="FATAL")
    known = [p for p in book.meanings if all(map(decoder.lookup_word, p.split()))]
    decoder.add_jsgf_string("all", f"#JSGF V1.0; grammar all; public <all> = {' | '.join(known)};")
    decoder.activate_search("all")

    def listen(sound: Samples) -> list[Decision]:
        found: list[Decision] = []
        for at, text in _sphinx(decoder, package.Endpointer(), _pcm(sound)):
            found += _decided(book, text, at)
        return found

    return listen


def _sphinx(decoder: Any, endpointer: Any, pcm: bytes) -> Iterator[tuple[float, str]]:  # noqa: ANN401
    size, speaking = endpointer.frame_bytes, False
    for end in range(size, len(pcm) + 1, size):
        speech = endpointer.process(pcm[end - size : end])
        if speech is None:
            continue
        if not speaking:
            decoder.start_utt()
            speaking = True
        decoder.process_raw(speech)
        if not endpointer.in_speech:
            decoder.end_utt()
            speaking = False
            if decoder.hyp():
                yield end / 2 / SAMPLE_RATE, decoder.hyp().hypstr
    if speaking:
        decoder.end_utt()


@dataclass(frozen=True, slots=True)
class Rival:
    """Another way to listen."""

    make: Callable[[Phrasebook], Listener]
    package: str
    every: int = 1
    """It hears every so many-th phrase of a scene: the slow ones fewer."""

    @property
    def there(self) -> bool:
        return importlib.util.find_spec(self.package) is not None


RIVALS: Mapping[str, Rival] = {
    "Vosk's microphone example": Rival(vosk_example, "vosk"),
    "SpeechRecognition's loop": Rival(speech_recognition, "speech_recognition"),
    "PocketSphinx 5, JSGF": Rival(pocketsphinx, "pocketsphinx", every=5),
}


class _Stream:
    """Reads a sound as a microphone's stream, and knows how far it is."""

    def __init__(self, sound: Samples) -> None:
        self._sound = sound
        self.at = 0

    def read(self, frames: int) -> bytes:
        part = self._sound[self.at : self.at + frames]
        self.at += frames
        return _pcm(part)


def _source(package: Any, sound: Samples) -> Any:  # noqa: ANN401 - no types to name
    """A source with the block size of its Microphone."""

    class Source(package.AudioSource):  # type: ignore[misc]  # the package is not always there
        def __init__(self) -> None:
            self.stream = _Stream(sound)
            self.CHUNK, self.SAMPLE_RATE, self.SAMPLE_WIDTH = 1024, SAMPLE_RATE, 2

    return Source()


def _grammar(book: Phrasebook, model: vosk.Model) -> str:
    """The same as ours, decoys and weights included, though the examples have neither."""
    often = [
        phrase
        for phrase in (*book.meanings, *book.decoys)
        if all(model.vosk_model_find_word(word) >= 0 for word in phrase.split())
        for _ in range(max(1, round(SHORT_WEIGHT / len(phrase.split()) ** 2)))
    ]
    return json.dumps([*often, "[unk]"])


def _decided(book: Phrasebook, text: str, at: float) -> list[Decision]:
    meaning = book.understand(text)
    return [] if meaning is None else [Decision(at, text, meaning)]


def _pcm(sound: Samples) -> bytes:
    return (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
