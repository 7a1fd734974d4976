"""One direction of one device, in blocks of 10 ms."""

import ctypes
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voice_guide.adapters.sound_card.devices import Kind, code, find, unusable
from voice_guide.adapters.sound_card.portaudio import (
    in_use,
    look_again,
    one_at_a_time,
    quiet,
    sounddevice,
)
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError

Latency: TypeAlias = Literal["low", "high"] | Seconds
"""How much sound waits in the card's buffer: PortAudio's own figure for the device, or ours."""

STEADY: Seconds = 0.05
"""Through PulseAudio 0.06 s in truth: ALSA's periods are then 20 ms."""

BLOCKS_A_SECOND = 100
SILENT_FOR: Seconds = 3.0
"""A stream whose thread has not called for so long is dead; on a loaded machine it may be late."""

SLEPT: Seconds = 2.0
"""Whoever neither looked nor was called for so long stood still itself: the machine slept, or the
process was stopped. The stream gets the time that it takes to wake."""

WAKES_IN: Seconds = 8.0
"""The first call may take so long: a Bluetooth headset changes its way of working first."""

_RATES = (48_000, 44_100, 16_000)
"""The likeliest first: most cards and sound servers work at 48 kHz inside. A server that has to
convert what it is given wakes us too late where little sound waits, and tears it."""
_REFUSED = {-9997: "rate", -9998: "channels"}  # PortAudio: this device can, but not like this

if sys.platform == "linux":
    # ALSA writes every underrun over whatever is on the terminal; they are counted here instead.
    # A function of the C library that looks at nothing it is given, not one in Python: threads of
    # PortAudio would call that as Python ends, and after, which ends in a crash.
    with suppress(OSError, AttributeError):
        nothing = ctypes.cast(ctypes.CDLL(None).getpid, ctypes.c_void_p)
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(nothing)

Block: TypeAlias = Callable[[NDArray[np.float32], int, bool], None]


class Stream:
    """One direction of one device."""

    def __init__(self, kind: Kind, name: str | None, latency: Latency, block: Block) -> None:
        self._block = block
        self._may_be_silent_until = 0.0
        self._last_sign = 0.0
        """When it called, or was looked at, last."""
        self._ended = False
        with one_at_a_time:
            self._stream = self._opened(kind, name, latency)
            in_use.add(self)
        self.rate = round(self._stream.samplerate)
        self.channels: int = self._stream.channels

    @property
    def alive(self) -> bool:
        now = time.monotonic()
        if now - self._last_sign > SLEPT:
            self._may_be_silent_until = now + WAKES_IN
        self._last_sign = now
        return not self._ended and now < self._may_be_silent_until

    def start(self) -> None:
        self._last_sign = time.monotonic()
        self._may_be_silent_until = self._last_sign + WAKES_IN
        with one_at_a_time:
            self._stream.start()

    def close(self) -> None:
        # A device that was pulled out may refuse to be stopped; it is gone either way.
        with one_at_a_time, suppress(sounddevice.PortAudioError):
            in_use.discard(self)
            if self.alive:
                self._stream.stop()
            self._stream.close(ignore_errors=True)

    def _opened(self, kind: Kind, name: str | None, latency: Latency) -> Any:  # noqa: ANN401
        try:
            return self._open(kind, find(kind, name), latency)
        except VoiceGuideError:
            # It may have been connected, or changed its place, since PortAudio looked.
            if not look_again():
                raise
        return self._open(kind, find(kind, name), latency)

    def _open(self, kind: Kind, device: dict[str, Any], latency: Latency) -> Any:  # noqa: ANN401
        opener = sounddevice.InputStream if kind == "input" else sounddevice.OutputStream
        for manner in _manners(kind, device):
            try:
                with quiet():
                    return opener(
                        samplerate=manner.rate,
                        channels=manner.channels,
                        blocksize=manner.rate // BLOCKS_A_SECOND,
                        device=device["index"],
                        dtype="float32",
                        latency=latency,
                        callback=self._called,
                        finished_callback=self._finished,
                    )
            except sounddevice.PortAudioError as error:
                if code(error) not in _REFUSED:
                    raise unusable(kind, device["name"], error) from error
                last = error
        raise unusable(kind, device["name"], last) from last

    def _called(self, data: Any, frames: int, _times: object, status: Any) -> None:  # noqa: ANN401
        self._last_sign = time.monotonic()
        self._may_be_silent_until = self._last_sign + SILENT_FOR
        self._block(data, frames, bool(status))

    def _finished(self) -> None:
        self._ended = True


@dataclass(frozen=True, slots=True)
class _Manner:
    rate: int
    channels: int


def _manners(kind: Kind, device: dict[str, Any]) -> Iterator[_Manner]:
    """Ways to open a device, the likeliest first: bare hardware may know stereo only."""
    # What PortAudio tells of an ALSA device is not its own rate, but 44.1 kHz where that is taken.
    told = sounddevice.query_hostapis(device["hostapi"])["name"] != "ALSA"
    named = int(device["default_samplerate"])
    rates = (named, *_RATES) if told else (*_RATES, named)
    most = int(device[f"max_{kind}_channels"])
    counts = (1, 2, most) if kind == "input" else (2, 1, most)
    for rate in dict.fromkeys(rates):
        for channels in dict.fromkeys(counts):
            if channels <= most:
                yield _Manner(rate, channels)
