"""`listen`: only the ears; what would be obeyed, as events."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from voice_guide.adapters.event_file import EventFile
from voice_guide.adapters.wav_file import read_wav
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.record import HeardLine, IgnoredLine
from voice_guide.core.units import Seconds
from voice_guide.ports import EventLog, Heard, Ignored
from voice_guide.settings import Settings
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.hearing import Hearing, new_ears
from voice_guide.wiring.overwriting import refuse_overwriting

_AFTER: Seconds = 1.5
"""Silence after a file, so that its last word is decided on."""


def listen_to_files(files: Sequence[Path], phrasebook: Phrasebook, settings: Settings) -> None:
    """Report what would be obeyed in each file, each heard by fresh ears."""
    events = settings.events or "-"
    refuse_overwriting(files, [] if events == "-" else [events])
    log = EventFile(events)
    sounds = [read_wav(file) for file in files]
    for number, sound in enumerate(sounds):
        tell = _name_unknown if not number else lambda _: None
        ears = new_ears(settings.model, phrasebook, unknown=tell)
        for at, found in hear_all(ears, sound):
            log_hearing(log, at, found)
    log.close()


def _name_unknown(words: tuple[str, ...]) -> None:
    if words:
        told = f"The speech model does not know: {', '.join(words)}."
        print(told, "Phrases with these words can be typed.", file=sys.stderr)


def hear_all(ears: Hearing, sound: Samples) -> Iterator[tuple[Seconds, Heard | Ignored]]:
    """Everything that the ears make of a recording, with the time of the decision."""
    silence = np.zeros(round(_AFTER * SAMPLE_RATE) + BLOCK - sound.size % BLOCK, np.float32)
    whole = np.concatenate([sound, silence])
    for start in range(0, whole.size - BLOCK + 1, BLOCK):
        at = (start + BLOCK) / SAMPLE_RATE
        yield from ((at, found) for found in ears.hear(whole[start : start + BLOCK], at))


def log_hearing(log: EventLog, at: Seconds, found: Heard | Ignored) -> None:
    """Write what was heard as the event it would be in a session."""
    match found:
        case Heard():
            order = found.order
            log.write(
                at,
                HeardLine(
                    found.text,
                    order.command.value,
                    order.arguments,
                    round(found.confidence, 3),
                    round(found.speech_ended_at, 3),
                    found.over_speech,
                ),
            )
        case Ignored(text, reason, confidence):
            log.write(at, IgnoredLine(text, reason, confidence))


def listen_to_microphone(phrasebook: Phrasebook, settings: Settings) -> None:
    """Report what would be obeyed, until Ctrl-C."""
    from voice_guide.adapters.sound_card import Microphone  # noqa: PLC0415 - may be missing

    log = EventFile(settings.events or "-")
    ears = new_ears(settings.model, phrasebook, unknown=_name_unknown)
    clock = 0.0
    microphone = Microphone(settings.microphone)
    try:
        while microphone.alive:
            taken = microphone.take(0.5)
            if taken is None:
                continue
            block, _ = taken
            clock += block.size / SAMPLE_RATE
            for found in ears.hear(block, clock):
                log_hearing(log, clock, found)
    finally:
        microphone.close()
        log.close()
