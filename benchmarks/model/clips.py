"""What is said to a model: people's words, synthetic voices it was not trained with, talk."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import numpy as np

from benchmarks.hearing import recordings
from benchmarks.hearing.people import Espeak, levelled
from benchmarks.hearing.scene import Said, hum
from voice_guide.core.phrases import Phrasebook
from voice_guide.language.sentences import command_table
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

HELD_OUT = (
    "en-us+Michael", "en-us+belinda", "en-us+f2", "en-us+m7", "en-us+m3", "en-us+f5",
    "en-us+paul", "en-us+linda", "en-gb-x-rp+m7", "en-gb-scotland+f5",
)  # fmt: skip
"""Voices of espeak-ng that the card's figures are of: no model of ours was trained with them, and
nothing of one was chosen on them."""

FOR_CHOOSING = (
    "en-us+john", "en-us+Nguyen", "en-us+zac", "en-us+victor", "en-us+Henrique",
    "en-us+edward2", "en-us+gustave", "en-gb-x-rp+victor", "en-gb-x-rp+Henrique",
)  # fmt: skip
"""Others that it was not trained with, on which floors and decoys are chosen."""

Clips = list[tuple[Said, str]]
"""What was said, and by whom."""


def single_words(book: Phrasebook, wanted: Callable[[str], bool] = lambda _: True) -> Clips:
    """Words of those people who are `wanted`; some are commands."""
    return [
        (Said(word, book.understand(word), levelled(recordings.read(file))), who)
        for file in recordings.files("words")
        for word, _, rest in [file.stem.partition("__")]
        for who in [rest.split("_")[1]]
        if wanted(who)
    ]


def commands(book: Phrasebook, voices: Sequence[str] = HELD_OUT) -> Clips:
    """Every command in two wordings, by each of some synthetic voices."""
    phrases = [
        (phrase, meaning)
        for command, wordings in command_table("en").items()
        for phrase in wordings[:2]
        for meaning in [book.understand(phrase)]
        if meaning is not None and meaning.command is command
    ]

    def said(voice: str) -> Clips:
        with ExitStack() as files:
            person = Espeak(voice, files)
            return [(Said(text, meant, person.say(text)), person.name) for text, meant in phrases]

    with ThreadPoolExecutor(2) as together:  # Each waits for a voice in a process of its own.
        return [clip for clips in together.map(said, voices) for clip in clips]


def talk(wanted: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[Said, str]]:
    """People reading books: those readers who are `wanted`, by their number."""
    for file in recordings.files("speech"):
        reader = file.stem.rpartition("_")[2].partition("-")[0]
        if wanted(reader):
            yield Said("", None, recordings.read(file)), reader


def quietly(sound: Samples) -> Samples:
    """With half a second of a quiet room around it, in whole blocks."""
    edge = SAMPLE_RATE // 2
    around = np.pad(sound, (edge, edge + -sound.size % BLOCK))
    room: Samples = around + hum(around.size, sound.size)
    return room
