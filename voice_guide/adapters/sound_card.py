"""The microphone and the loudspeaker, through PortAudio.

Devices are opened one stream each, at a rate of their own (microphones often refuse 16 kHz), in
blocks of 10 ms, and resampled here. PortAudio's thread does nothing but hand over.
"""

import ctypes
import os
import platform
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Full, Queue
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voice_guide.core.units import Seconds
from voice_guide.errors import InputError, MissingPartError
from voice_guide.sound.resample import Resampler
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

try:
    import sounddevice
except OSError as problem:  # its PortAudio library is not on this machine
    sounddevice = None
    _PORTAUDIO_PROBLEM = str(problem)

Latency: TypeAlias = Literal["low", "high"] | Seconds
"""How much sound waits in the card's buffer: PortAudio's own figure for the device, or ours."""

STEADY: Seconds = 0.05
"""On two busy cores, through PulseAudio: a tone of 12 s stuttered 1,300 times with 0.02 s, and not
at all with 0.04 s or more. A word starts after 85 ms and stops within 100; with 0.02 s, 37 and 46.
"""

Kind: TypeAlias = Literal["input", "output"]

BLOCKS_A_SECOND = 100
SILENT_FOR: Seconds = 3.0
"""A stream whose thread has not called for so long is dead; on a loaded machine it may be late."""

WAKES_IN: Seconds = 8.0
"""The first call may take so long: a Bluetooth headset changes its way of working first."""

_PART = {"input": "microphone", "output": "loudspeaker"}
_BACKLOG = 3 * BLOCKS_A_SECOND  # blocks that wait for a busy machine before any is dropped
_OTHER_RATES = (48_000, 44_100, 16_000)
_REFUSED = {-9997: "rate", -9998: "channels"}  # PortAudio: this device can, but not like this

if sys.platform == "linux":
    # ALSA writes every underrun over whatever is on the terminal; they are counted here instead.
    _SILENCE = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)(lambda *_: None)
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_SILENCE)

# PortAudio may be asked by one thread at a time to look for, open or close a device.
_one_at_a_time = threading.RLock()


def device_names(kind: Kind) -> tuple[str, ...]:
    """The devices that can be chosen; raise MissingPartError without PortAudio."""
    return tuple(device["name"] for device in _devices(kind))


class Microphone:
    """Hears in blocks of 20 ms.

    `now` stamps what arrives, in session time; `passed` is told the seconds of each block that
    came in, from PortAudio's thread. Raise InputError for a name that fits no device or several,
    MissingPartError for no device, or one that cannot be opened.
    """

    def __init__(
        self,
        name: str | None,
        *,
        now: Callable[[], Seconds] = time.monotonic,
        passed: Callable[[Seconds], None] = lambda _: None,
        latency: Latency = STEADY,
    ) -> None:
        self.dropped = 0
        """Blocks lost because nobody fetched them in time."""
        self.overruns = 0
        """Times that the card had lost sound before we could ask for it."""
        self._now = now
        self._passed = passed
        self._blocks: Queue[tuple[bytes, Seconds]] = Queue(_BACKLOG)
        self._waiting: Samples = np.zeros(0, np.float32)
        self._stream = _Stream("input", name, latency, self._arrived)
        self._resampler = Resampler(self._stream.rate, SAMPLE_RATE)
        self._stream.start()

    @property
    def alive(self) -> bool:
        """The device still gives sound."""
        return self._stream.alive

    def take(self, wait: Seconds) -> tuple[Samples, Seconds] | None:
        """Return the next 20 ms and the session time of their end, or None after `wait`."""
        while len(self._waiting) < BLOCK:
            try:
                taken, at = self._blocks.get(timeout=wait)
            except Empty:
                return None
            frames = np.frombuffer(taken, np.float32).reshape(-1, self._stream.channels)
            self._waiting = np.append(self._waiting, self._resampler.convert(frames.mean(axis=1)))
            self._ended_at = at - self._resampler.delay
        block, self._waiting = self._waiting[:BLOCK], self._waiting[BLOCK:]
        return block, max(self._ended_at - len(self._waiting) / SAMPLE_RATE, 0.0)

    def close(self) -> None:
        """Give the device back."""
        self._stream.close()

    def _arrived(self, data: NDArray[np.float32], frames: int, lost: bool) -> None:  # noqa: FBT001
        self.overruns += lost
        self._passed(frames / self._stream.rate)
        try:
            self._blocks.put_nowait((data.tobytes(), self._now()))
        except Full:
            self.dropped += 1


class Loudspeaker:
    """Plays what `pull` gives, for ever; `pull` must be quick and give exactly what is asked.

    `passed` is told the seconds of each block that went out, from PortAudio's thread. Raise as
    Microphone does. What `pull` itself raises ends the sound and is kept in `failure`.
    """

    def __init__(
        self,
        name: str | None,
        pull: Callable[[int], Samples],
        *,
        passed: Callable[[Seconds], None] = lambda _: None,
        latency: Latency = STEADY,
    ) -> None:
        self.underruns = 0
        """Times that the card had nothing to play because we were late."""
        self.failure: Exception | None = None
        self._pull = pull
        self._passed = passed
        self._waiting: Samples = np.zeros(0, np.float32)
        self._stream = _Stream("output", name, latency, self._wanted)
        self._resampler = Resampler(SAMPLE_RATE, self._stream.rate)
        self._stream.start()

    @property
    def alive(self) -> bool:
        """The device still takes sound."""
        return self._stream.alive

    def close(self) -> None:
        """Let what was pulled play out, and give the device back."""
        self._stream.close()

    def _wanted(self, data: NDArray[np.float32], frames: int, late: bool) -> None:  # noqa: FBT001
        self.underruns += late
        self._passed(frames / self._stream.rate)
        while len(self._waiting) < frames and self.failure is None:
            self._fetch(frames - len(self._waiting))
        ready = self._waiting[:frames]
        self._waiting = self._waiting[frames:]
        data[: len(ready)] = ready[:, None]
        data[len(ready) :] = 0

    def _fetch(self, frames: int) -> None:
        count = max(round(frames * SAMPLE_RATE / self._stream.rate), 1)
        try:
            fresh = self._resampler.convert(self._pull(count))
        except Exception as failure:  # noqa: BLE001 - PortAudio's thread has nobody to raise to
            self.failure = failure
        else:
            self._waiting = np.append(self._waiting, fresh)


_Callback: TypeAlias = Callable[[NDArray[np.float32], int, bool], None]


class _Stream:
    """One direction of one device."""

    def __init__(self, kind: Kind, name: str | None, latency: Latency, block: _Callback) -> None:
        self._block = block
        self._may_be_silent_until = 0.0
        self._ended = False
        with _one_at_a_time:
            device = _find(kind, name)
            self._stream = self._open(kind, device, latency)
        self.rate = round(self._stream.samplerate)
        self.channels: int = self._stream.channels

    @property
    def alive(self) -> bool:
        return not self._ended and time.monotonic() < self._may_be_silent_until

    def start(self) -> None:
        self._may_be_silent_until = time.monotonic() + WAKES_IN
        with _one_at_a_time:
            self._stream.start()

    def close(self) -> None:
        # A device that was pulled out may refuse to be stopped; it is gone either way.
        with _one_at_a_time, suppress(sounddevice.PortAudioError):
            if self.alive:
                self._stream.stop()
            self._stream.close(ignore_errors=True)

    def _open(self, kind: Kind, device: dict[str, Any], latency: Latency) -> Any:  # noqa: ANN401
        opener = sounddevice.InputStream if kind == "input" else sounddevice.OutputStream
        for manner in _manners(kind, device):
            try:
                return _quietly(
                    opener,
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
                if _code(error) not in _REFUSED:
                    raise _unusable(kind, device["name"], error) from error
                last = error
        raise _unusable(kind, device["name"], last) from last

    def _called(self, data: Any, frames: int, _times: object, status: Any) -> None:  # noqa: ANN401
        self._may_be_silent_until = time.monotonic() + SILENT_FOR
        self._block(data, frames, bool(status))

    def _finished(self) -> None:
        self._ended = True


@dataclass(frozen=True, slots=True)
class _Manner:
    rate: int
    channels: int


def _quietly(opener: Callable[..., Any], **how: Any) -> Any:  # noqa: ANN401
    """Open a device without what PortAudio itself writes on the terminal when it fails."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error
        return opener(**how)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        return opener(**how)
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _manners(kind: Kind, device: dict[str, Any]) -> Iterator[_Manner]:
    """Ways to open a device, the likeliest first: bare hardware may know stereo only."""
    own = int(device["default_samplerate"])
    most = int(device[f"max_{kind}_channels"])
    counts = (1, 2, most) if kind == "input" else (2, 1, most)
    for rate in dict.fromkeys((own, *_OTHER_RATES)):
        for channels in dict.fromkeys(counts):
            if channels <= most:
                yield _Manner(rate, channels)


def _devices(kind: Kind) -> list[dict[str, Any]]:
    if sounddevice is None:
        raise MissingPartError(
            f"{_PART[kind]}: the sound library PortAudio is missing ({_PORTAUDIO_PROBLEM})",
            hint=_install_portaudio(),
        )
    with _one_at_a_time:
        return [d for d in sounddevice.query_devices() if d[f"max_{kind}_channels"] > 0]


def _find(kind: Kind, name: str | None) -> dict[str, Any]:
    devices = _devices(kind)
    if not devices:
        hint = "Connect one, or start the machine's sound server; then try again."
        raise MissingPartError(f"no {_PART[kind]} was found", hint=hint)
    if name is None:
        return _default(kind, devices)
    wanted = name.casefold()
    exact = [d for d in devices if d["name"].casefold() == wanted]
    fitting = exact or [d for d in devices if wanted in d["name"].casefold()]
    if len(fitting) > 1:
        # Windows lists every device once for each of its sound systems.
        usual = sounddevice.default.hostapi
        fitting = [d for d in fitting if d["hostapi"] == usual] or fitting
    if len(fitting) == 1:
        return fitting[0]
    problem = "several devices are" if fitting else "no device is"
    names = ", ".join(repr(d["name"]) for d in fitting or devices)
    raise InputError(f"{_PART[kind]}: {problem} called {name!r}", hint=f"There are: {names}.")


def _default(kind: Kind, devices: list[dict[str, Any]]) -> dict[str, Any]:
    index = sounddevice.default.device[kind]
    return next((d for d in devices if d["index"] == index), devices[0])


def _code(error: Exception) -> int:
    return int(error.args[1]) if len(error.args) > 1 else 0


def _unusable(kind: Kind, name: str, error: Exception) -> MissingPartError:
    hint = f"Close other programs that use it, or choose another --{_PART[kind]}."
    problem = str(error.args[0]).removeprefix("Error opening ")
    return MissingPartError(f"{_PART[kind]} {name!r} cannot be opened: {problem}", hint=hint)


def _install_portaudio() -> str:
    commands = {
        "apt-get": "sudo apt-get install libportaudio2",
        "dnf": "sudo dnf install portaudio",
        "pacman": "sudo pacman -S portaudio",
        "zypper": "sudo zypper install libportaudio2",
        "apk": "sudo apk add portaudio",
    }
    if platform.system() != "Linux":
        return "pip install --force-reinstall sounddevice"
    found = (command for tool, command in commands.items() if shutil.which(tool))
    return next(found, "Install your system's package of PortAudio (libportaudio.so.2).")
