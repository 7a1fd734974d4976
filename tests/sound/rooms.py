"""Rooms in which a real voice comes back out of the loudspeaker."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import numpy as np

from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.units import Decibels, Seconds
from voice_guide.resources import shipped
from voice_guide.sound.echo import EchoCanceller
from voice_guide.sound.echo_path import EchoPath, decay
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

HISS = 1e-4
"""Of every microphone, RMS."""


@contextmanager
def speaking(name: str, rate: int) -> Iterator[Pyttsx3Voice]:
    voice = Pyttsx3Voice(name, rate)
    try:
        yield voice
    finally:
        voice.close()


@cache
def guide(seconds: Seconds) -> Samples:
    """The guide reading the back rub without a rest."""
    routine = load_routine(shipped("routines/back-rub.yaml"))
    voice = Pyttsx3Voice()
    said: list[Samples] = []
    try:
        for step in routine.steps:
            said += [voice.render(step.say), np.zeros(BLOCK * 15, np.float32)]
            if sum(map(len, said)) >= seconds * SAMPLE_RATE:
                break
    finally:
        voice.close()
    return np.concatenate(said)[: round(seconds * SAMPLE_RATE) // BLOCK * BLOCK]


@cache
def person(text: str) -> Samples:
    """Somebody else in the room, as loud as the guide's echo at 0 dB."""
    with speaking("en-us+m3", 160) as voice:
        return voice.render(text)


def blocks(sound: Samples) -> Iterator[Samples]:
    return iter(sound[: len(sound) // BLOCK * BLOCK].reshape(-1, BLOCK))


@dataclass(frozen=True)
class Room:
    """How the loudspeaker comes back."""

    level: Decibels = 0.0
    delay: Seconds = 0.06
    reverberation: Seconds = 0.3
    drift: float = 0.0
    """Growth of the delay, seconds per second."""

    def echo(self, played: Samples) -> Samples:
        path = EchoPath(self.level, self.delay, decay(self.reverberation, seed=1))
        echo = np.concatenate([path(block) for block in blocks(played)])
        return _stretched(echo, self.drift)[: len(played)] if self.drift else echo


def hiss(like: Samples) -> Samples:
    noise: Samples = (HISS * np.random.default_rng(7).standard_normal(len(like))).astype(np.float32)
    return noise


def cleaned(canceller: EchoCanceller, heard: Samples, played: Samples) -> Samples:
    pairs = zip(blocks(heard), blocks(played), strict=True)
    return np.concatenate([canceller.clean(*pair) for pair in pairs])


def level(sound: Samples, start: Seconds, end: Seconds) -> Decibels:
    part = sound[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)]
    return 10 * float(np.log10(np.mean(np.square(part, dtype=np.float64)) + 1e-20))


def removed(heard: Samples, clean: Samples, start: Seconds, end: Seconds) -> Decibels:
    """Echo return loss enhancement."""
    return level(heard, start, end) - level(clean, start, end)


def _stretched(sound: Samples, drift: float) -> Samples:
    """The same sound from a clock that runs slower by `drift`."""
    parts = 1_000_000
    resampler = Resampler(parts, round(parts * (1 + drift)))
    late = np.concatenate([resampler.convert(sound), resampler.flush()])
    missing = max(len(sound) - len(late), 0)
    return np.pad(late, (0, missing))
