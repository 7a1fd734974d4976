"""What is said to a model: people's words, synthetic voices it was not trained with, talk."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from benchmarks.hearing import recordings
from benchmarks.hearing.people import Espeak, Speaker, levelled
from benchmarks.hearing.scene import Said, hum
from voice_guide.core.phrases import Phrasebook
from voice_guide.language.sentences import command_table
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

HELD_OUT = (
    "en-us+m7", "en-us+f5", "en-us+john", "en-us+Nguyen", "en-us+zac", "en-us+victor",
    "en-us+Henrique", "en-gb-x-rp+m7", "en-gb-scotland+f5", "en-gb-x-rp+Henrique",
)  # fmt: skip
"""Voices of espeak-ng that the recipe keeps out of the training. All but m7 and f5 were among
those by which its operating point, three numbers, was chosen."""

Clips = list[tuple[Said, str]]
"""What was said, and by whom."""


def single_words(book: Phrasebook) -> Clips:
    """Words of real people; some are commands."""
    return [
        (Said(word, book.understand(word), levelled(recordings.read(file))), who)
        for file in recordings.files("words")
        for word, _, rest in [file.stem.partition("__")]
        for who in [rest.split("_")[1]]
    ]


@contextmanager
def held_out() -> Iterator[tuple[Speaker, ...]]:
    """The voices of HELD_OUT."""
    with ExitStack() as files:
        yield tuple(Espeak(name, files) for name in HELD_OUT)


def commands(book: Phrasebook) -> Clips:
    """Every command in two wordings, by each synthetic voice that was held out."""
    listed = command_table("en")
    with held_out() as everybody:
        return [
            (Said(phrase, meaning, person.say(phrase)), person.name)
            for person in everybody
            for command, wordings in listed.items()
            for phrase in wordings[:2]
            for meaning in [book.understand(phrase)]
            if meaning is not None and meaning.command is command
        ]


def talk() -> Iterator[tuple[str, Samples]]:
    """People reading books, a clip a person, with the name of the file."""
    for file in recordings.files("speech"):
        yield file.stem, quietly(recordings.read(file))


def quietly(sound: Samples) -> Samples:
    """With a second of a quiet room around it, in whole blocks."""
    around = np.pad(sound, (SAMPLE_RATE, SAMPLE_RATE + -sound.size % BLOCK))
    room: Samples = around + hum(around.size, sound.size)
    return room
