"""Which of espeak-ng's voices is calm and still understood: `python -m benchmarks.calm_voice`.

Nobody listens here. Harsh is the energy from 3 to 8 kHz against 0.1 to 1 kHz, of what is played;
understood is the part of the words that the shipped command model finds, all of them in one loop,
in pink noise below the speech by so many dB. Its figures only compare voices: the model was made
for commands, and most of these words in a row are hard for it.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np
import vosk

from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.resources import shipped
from voice_guide.sound.level import ratio
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.speech import LEVEL

VOICES = (
    *("en-us", "en", "en-us+steph", "en-us+belinda", "en-us+Michael", "en-us+m7", "en-us+adam"),
    *("en-us+quincy", "en-us+paul", "en-us+Reed", "en-us+Lee", "en-us+klatt4", "en-us+f2"),
)
RATES = (120, 130, 140, 150)
NOISES = (30.0, 10.0)

SENTENCES = (
    "Warm the oil in your hands and stand at the side.",
    "Glide both hands slowly from the lower back up to the shoulders.",
    "Press gently with your thumbs on both sides of the spine.",
    "Keep breathing and keep your own shoulders soft.",
    "Squeeze the shoulder down and together.",
    "Hold the elbow and the hand and lay the arm behind the back.",
    "Work the painful area very gently or not at all.",
    "Slide outward from the spine low to high.",
    "Turn the head and change to the other side.",
    "Rest for thirty seconds.",
    "Stroke lightly down the arm.",
)


def _words(sentence: str) -> list[str]:
    return sentence.lower().rstrip(".").split()


def _harshness(sounds: Sequence[Samples]) -> float:
    everything = np.concatenate(sounds)
    power = np.abs(np.fft.rfft(everything)) ** 2
    at = np.fft.rfftfreq(len(everything), 1 / SAMPLE_RATE)
    high, low = (at >= 3000) & (at < 8000), (at >= 100) & (at < 1000)
    return float(10 * np.log10(power[high].sum() / power[low].sum()))


def _noise(frames: int) -> Samples:
    """Pink, with an RMS of 1, the same every time."""
    spectrum = np.fft.rfft(np.random.default_rng(5).normal(size=frames))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    pink = np.fft.irfft(spectrum, frames)
    return np.asarray(pink / np.sqrt(np.mean(pink**2)), np.float32)


def _understood(model: vosk.Model, sounds: Sequence[Samples], below: float) -> float:
    vocabulary = json.dumps(
        [*sorted({word for each in SENTENCES for word in _words(each)}), "[unk]"]
    )
    noise = _noise(30 * SAMPLE_RATE) * ratio(LEVEL - below)
    found = 0
    for sentence, sound in zip(SENTENCES, sounds, strict=True):
        heard = np.pad(sound, SAMPLE_RATE // 4)
        heard = np.clip(heard + noise[: len(heard)], -1, 1) * 32767
        recogniser = vosk.KaldiRecognizer(model, SAMPLE_RATE, vocabulary)
        recogniser.AcceptWaveform(heard.astype("<i2").tobytes())
        words = json.loads(recogniser.FinalResult())["text"].split()
        matches = SequenceMatcher(None, _words(sentence), words, autojunk=False)
        found += sum(block.size for block in matches.get_matching_blocks())
    return found / sum(len(_words(sentence)) for sentence in SENTENCES)


def _rows(voices: Sequence[str], rates: Sequence[int]) -> Iterator[str]:
    vosk.SetLogLevel(-1)
    model = vosk.Model(str(shipped("models/command-en")))
    for name in voices:
        for rate in rates:
            voice = Pyttsx3Voice(name, rate)
            sounds = [voice.render(sentence) for sentence in SENTENCES]
            voice.close()
            minutes = sum(map(len, sounds)) / SAMPLE_RATE / 60
            pace = sum(len(_words(sentence)) for sentence in SENTENCES) / minutes
            figures = [f"{pace:.0f}", f"{_harshness(sounds):.1f}"]
            figures += [f"{_understood(model, sounds, noise):.0%}" for noise in NOISES]
            yield f"| {name} | {rate} | {' | '.join(figures)} |"


def main() -> None:
    heads = [f"understood, {noise:.0f} dB" for noise in NOISES]
    print(f"| voice | rate | words a minute | harsh, dB | {' | '.join(heads)} |")
    print("|---" * (4 + len(NOISES)) + "|")
    voices, rates = (sys.argv[1:] or VOICES), (140,) if len(sys.argv) == 1 else RATES
    for row in _rows(voices, rates):
        print(row, flush=True)


if __name__ == "__main__":
    main()
