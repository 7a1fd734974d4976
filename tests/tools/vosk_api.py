"""What programs ask of a model through the stock `vosk` package, tried on any folder."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import vosk

from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

Result = dict[str, Any]


def ways_to_ask(model: Path, words: tuple[str, str], sound: Samples) -> dict[str, str]:
    """Ask for all that Vosk offers; the text that each way gave for `sound`, by the way's name.

    Asserts that every answer has its form. `words`: two that the model knows.
    """
    vosk.SetLogLevel(-1)
    loaded = vosk.Model(str(model))
    assert all(loaded.vosk_model_find_word(word) >= 0 for word in words)
    assert loaded.vosk_model_find_word("no such word") < 0
    grammar = json.dumps([*words, "[unk]"])
    ears = vosk.KaldiRecognizer(loaded, SAMPLE_RATE, grammar)
    ears.SetWords(True)  # noqa: FBT003 - Vosk takes it by position
    heard = {}
    *guesses, last = fed(ears, np.concatenate([sound, np.zeros(2 * SAMPLE_RATE, np.float32)]))
    assert all({*guess["partial"].split()} <= {*words, "[unk]"} for guess in guesses)
    heard["an endpoint after silence"] = told_in_words(last, words)
    *_, last = fed(ears, sound)
    assert "partial" in last
    heard["the end of the sound"] = told_in_words(json.loads(ears.FinalResult()), words)
    ears.SetGrammar(json.dumps([words[1], "zebra crossing", "[unk]"]))
    *_, _ = fed(ears, sound)
    heard["a grammar changed under way"] = told_in_words(json.loads(ears.FinalResult()), words)
    several = vosk.KaldiRecognizer(loaded, SAMPLE_RATE, grammar)
    several.SetMaxAlternatives(3)
    *_, _ = fed(several, sound)
    found = json.loads(several.FinalResult())["alternatives"]
    assert 1 <= len(found) <= 3
    heard["alternatives"] = found[0]["text"].strip()
    free = vosk.KaldiRecognizer(loaded, SAMPLE_RATE)
    *_, _ = fed(free, sound)
    heard["no grammar"] = json.loads(free.FinalResult())["text"]
    return heard


def fed(ears: vosk.KaldiRecognizer, sound: Samples) -> Iterator[Result]:
    """Running guesses, block by block, to the end or to the first endpoint with its result."""
    for start in range(0, sound.size - BLOCK + 1, BLOCK):
        pcm = (sound[start : start + BLOCK] * 32_767).astype("<i2").tobytes()
        if ears.AcceptWaveform(pcm):
            yield json.loads(ears.Result())
            return
        yield json.loads(ears.PartialResult())


def told_in_words(result: Result, words: tuple[str, ...]) -> str:
    """The text of a result, whose words have places and confidences."""
    text = str(result.get("text", ""))
    told = result.get("result", [])
    assert [word["word"] for word in told] == text.split()
    assert {*text.split()} <= {*words, "[unk]"}
    assert all(0 <= word["conf"] <= 1.001 for word in told)
    assert all(0 <= word["start"] < word["end"] for word in told)
    return text
