"""`listen`: only the ears; what would be obeyed and what not, and why."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np

from voice_guide.adapters.event_file import EventFile
from voice_guide.adapters.wav_file import read_wav
from voice_guide.core.messages import PartFailed
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.record import IgnoredLine
from voice_guide.core.units import Decibels, Seconds
from voice_guide.invocation import as_typed
from voice_guide.language.labels import load_labels
from voice_guide.ports import EventLog, Heard, Ignored, Report
from voice_guide.screen.hearing_lines import HearingLines
from voice_guide.screen.lines import tell
from voice_guide.settings import Settings
from voice_guide.sound.activity import Activity, level_of, listen
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring.hearing import Hearing, new_ears, usual_rules
from voice_guide.wiring.microphones import rules_for
from voice_guide.wiring.overwriting import refuse_overwriting
from voice_guide.wiring.own_words import remedy

_AFTER: Seconds = 1.5
"""Silence after a file, so that its last word is decided on."""
_METER_EVERY = 5
"""Blocks: ten times a second."""


class _Telling(Protocol):
    """Takes what is heard."""

    def found(self, at: Seconds, found: Heard | Ignored, loudest: Decibels) -> None: ...
    def level(self, level: Decibels, floor: Decibels, *, speaking: bool) -> None: ...


def listen_to_files(
    files: Sequence[Path], phrasebook: Phrasebook, settings: Settings, *, readable: bool
) -> None:
    """Report what would be obeyed in each file, each heard by fresh ears."""
    log = _log(files, settings, readable=readable)
    sounds = [read_wav(file) for file in files]
    for number, (file, sound) in enumerate(zip(files, sounds, strict=True)):
        if readable and len(files) > 1:
            tell(str(file))
        lines = _lines(live=False) if readable else None
        # What is wrong with the model is said once.
        unknown = _name_unknown if not number else lambda _: None
        passed_over = complain if not number else lambda _: None
        ears = new_ears(settings.model, phrasebook, unknown=unknown, passed_over=passed_over)
        followed = _Followed(ears, log, lines)
        for block, at in _blocks(sound):
            followed.hear(block, at)
        if lines is not None:
            lines.close()
    if log is not None:
        log.close()


def listen_to_microphone(phrasebook: Phrasebook, settings: Settings, *, readable: bool) -> None:
    """Report what would be obeyed, until Ctrl-C."""
    from voice_guide.adapters.sound_card import Microphone  # noqa: PLC0415 - may be missing

    log = _log((), settings, readable=readable)
    rules = rules_for(settings.microphone, complain, usual_rules(settings.model, complain))
    ears = new_ears(
        settings.model, phrasebook, unknown=_name_unknown, passed_over=complain, rules=rules
    )
    clock = 0.0
    microphone = Microphone(settings.microphone)
    lines = _lines(live=True) if readable else None
    followed = _Followed(ears, log, lines)
    if lines is not None:
        lines.begin()
    try:
        while microphone.alive:
            taken = microphone.take(0.5)
            if taken is not None:
                clock += taken[0].size / SAMPLE_RATE
                followed.hear(taken[0], clock)
    finally:
        microphone.close()
        if lines is not None:
            lines.close()
        if log is not None:
            log.close()


def hear_all(ears: Hearing, sound: Samples) -> Iterator[tuple[Seconds, Heard | Ignored]]:
    """Everything that the ears make of a recording, with the time of the decision."""
    for block, at in _blocks(sound):
        yield from ((at, found) for found in ears.hear(block, at))


def log_hearing(log: EventLog, at: Seconds, found: Heard | Ignored) -> None:
    """Write what was heard as the event it would be in a session."""
    match found:
        case Heard():
            log.write(at, found.line)
        case Ignored(text, reason, confidence):
            log.write(at, IgnoredLine(text, reason, confidence))


@dataclass(slots=True)
class _Followed:
    """Ears, and whoever is told what they hear."""

    ears: Hearing
    log: EventFile | None
    lines: _Telling | None
    activity: Activity = field(default_factory=Activity)
    loudest: Decibels = -200.0
    """Since something was told last."""
    blocks: int = 0

    def hear(self, block: Samples, at: Seconds) -> None:
        for found in self.ears.hear(block, at):
            if self.log is not None:
                log_hearing(self.log, at, found)
            if self.lines is not None:
                self.lines.found(at, found, self.loudest)
            self.loudest = -200.0
        if self.lines is not None:
            self._measure(block, self.lines)

    def _measure(self, block: Samples, lines: _Telling) -> None:
        self.activity = listen(self.activity, block)
        level = level_of(block)
        self.loudest = max(self.loudest, level)
        self.blocks += 1
        if not self.blocks % _METER_EVERY:
            lines.level(level, self.activity.floor, speaking=self.activity.speaking)


def _log(files: Sequence[Path], settings: Settings, *, readable: bool) -> EventFile | None:
    """Events go to a file, or to standard output where no readable lines do."""
    events = settings.events or (None if readable else "-")
    refuse_overwriting(files, [] if events in {None, "-"} else [str(events)])
    return None if events is None else EventFile(events)


def _lines(*, live: bool) -> HearingLines:
    from voice_guide.screen.terminal import can_draw  # noqa: PLC0415 - rich takes its time

    return HearingLines(sys.stdout, load_labels("en"), live=live and can_draw(sys.stdout))


def complain(report: Report) -> None:
    """On standard error, of what ears have to do without."""
    if isinstance(report, PartFailed):
        tell(f"{report.part}: {report.problem} {report.remedy}", sys.stderr)


def _name_unknown(words: tuple[str, ...]) -> None:
    if words:
        told = f"The speech model does not know: {', '.join(words)}."
        teaching = as_typed(remedy(words))
        tell(f"{told} Phrases with these words can be typed. {teaching}", sys.stderr)


def _blocks(sound: Samples) -> Iterator[tuple[Samples, Seconds]]:
    silence = np.zeros(round(_AFTER * SAMPLE_RATE) + BLOCK - sound.size % BLOCK, np.float32)
    whole = np.concatenate([sound, silence])
    for start in range(0, whole.size - BLOCK + 1, BLOCK):
        yield whole[start : start + BLOCK], (start + BLOCK) / SAMPLE_RATE
