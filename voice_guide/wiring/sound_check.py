"""Opens both devices, plays a sound on one and listens to the other."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from voice_guide.adapters.sound_card import Kind, Loudspeaker, Microphone, device_name, device_names
from voice_guide.core.checkup.sound import Device, HeardBack, Sounding
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError
from voice_guide.settings import Settings
from voice_guide.sound.activity import level_of
from voice_guide.sound.level import decibels, peak
from voice_guide.sound.probe import LASTS, LATEST, come_back, probe
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

_ALONE: Seconds = 1.0
"""The room, before anything is played."""
_CLICKS: Seconds = 0.2
"""What a microphone gives first is not the room."""

T = TypeVar("T")


def sound_check(settings: Settings) -> Sounding:
    """Try the two devices that a session would use; takes four seconds where both are there."""
    heard, sound = _Heard(), _Probe()
    microphone = _tried(settings.microphone, lambda: Microphone(settings.microphone))
    if isinstance(microphone, Device):
        loudspeaker = _played(settings, sound, lambda: time.sleep(_ALONE))
        return Sounding(loudspeaker, microphone)
    with closing(microphone):
        heard.listen(microphone, _ALONE)
        loudspeaker = _played(settings, sound, lambda: heard.listen(microphone, LASTS + LATEST))
        lost = microphone.dropped + microphone.overruns
    told = _device("input", settings.microphone, flows=bool(heard.blocks), lost=lost)
    return _judged(heard, sound, loudspeaker, told)


@dataclass(slots=True)
class _Probe:
    """Gives the test sound from the very first sample that is asked for."""

    began: Seconds | None = None
    left: Samples = field(default_factory=probe)

    def pull(self, frames: int) -> Samples:
        if self.began is None:
            self.began = time.monotonic()
        part, self.left = self.left[:frames], self.left[frames:]
        return np.pad(part, (0, frames - part.size))


@dataclass(slots=True)
class _Heard:
    """All that the microphone gave."""

    blocks: list[Samples] = field(default_factory=list)
    starts: list[Seconds] = field(default_factory=list)
    """When the very first sample was heard, as each block would have it."""

    def listen(self, microphone: Microphone, seconds: Seconds) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            taken = microphone.take(0.1)
            if taken is not None:
                self.blocks.append(taken[0])
                self.starts.append(taken[1] - len(self.blocks) * BLOCK / SAMPLE_RATE)

    def sample_at(self, moment: Seconds) -> int:
        return round((moment - float(np.median(self.starts))) * SAMPLE_RATE)


def _played(settings: Settings, sound: _Probe, wait: Callable[[], None]) -> Device:
    """Play the test sound while `wait` waits."""
    opened = _tried(settings.loudspeaker, lambda: Loudspeaker(settings.loudspeaker, sound.pull))
    if isinstance(opened, Device):
        return opened
    with closing(opened):
        wait()
    flows = sound.began is not None
    return _device("output", settings.loudspeaker, flows=flows, lost=opened.underruns)


def _tried(name: str | None, opener: Callable[[], T]) -> T | Device:
    try:
        return opener()
    except VoiceGuideError as error:
        return Device(name or "", problem=str(error), remedy=error.hint)


def _device(kind: Kind, name: str | None, *, flows: bool, lost: int) -> Device:
    return Device(device_name(kind, name), device_names(kind), flows=flows, lost=lost)


def _judged(heard: _Heard, sound: _Probe, loudspeaker: Device, microphone: Device) -> Sounding:
    if not heard.blocks:
        return Sounding(loudspeaker, microphone)
    room = heard.blocks[round(_CLICKS * SAMPLE_RATE / BLOCK) : round(_ALONE * SAMPLE_RATE / BLOCK)]
    whole = np.concatenate(heard.blocks)
    back = None if sound.began is None else come_back(whole, heard.sample_at(sound.began))
    return Sounding(
        loudspeaker,
        microphone,
        noise=float(np.median([level_of(block) for block in room])) if room else -90.0,
        peak=decibels(peak(whole)),
        back=None if back is None else HeardBack(back.level, back.delay, back.swallowed),
    )
