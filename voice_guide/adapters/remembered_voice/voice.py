"""A Voice in front of a slower one: each sentence is rendered once, ahead of its time."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

import numpy as np

from voice_guide.adapters.remembered_voice.folder import Folder
from voice_guide.adapters.remembered_voice.memory import Memory, Speech
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError
from voice_guide.ports import Report, Voice
from voice_guide.sound.samples import Samples

MOST_ON_DISK = 200_000_000
MOST_IN_MEMORY = 16_000_000
"""Bytes; a minute of speech has 1.92 million."""

_FAILURES = 3
"""In a row; then rendering ahead is given up, and each sentence is tried when it is needed."""


class RememberedVoice:
    """Remembers what `inner` renders, on disk and, as far as there is room, in memory.

    `key` is everything that `inner` depends on but text and pace. What is on disk and damaged is
    rendered anew; when the folder cannot be used, `report` is told once and memory must do.
    """

    def __init__(
        self,
        inner: Voice,
        folder: Path,
        key: str,
        report: Callable[[Report], None],
        *,
        most_on_disk: int = MOST_ON_DISK,
    ) -> None:
        self._inner = inner
        self._key = key
        self._disk = Folder(folder, report, most_on_disk)
        self._memory = Memory(MOST_IN_MEMORY)
        self._change = threading.Condition()
        self._ahead: deque[tuple[str, float]] = deque()
        self._urgent = 0
        self._worker: threading.Thread | None = None

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        """Return the spoken text; raise VoiceError. Goes before all that is prepared."""
        name = self._name(text, pace)
        speech = self._memory.get(name)
        if speech is None:
            speech = self._disk.read(name)
        if speech is None:
            with self._change:
                self._urgent += 1
            try:
                speech = self._rendered(text, pace)
            finally:
                with self._change:
                    self._urgent -= 1
                    self._change.notify_all()
            self._disk.write(name, speech)
        self._memory.put(name, speech)
        return (speech / 32767).astype(np.float32)

    def prepare(self, texts: Iterable[str], *, pace: float = 1.0) -> None:
        """Render these ahead, in order, in place of what was still to be prepared."""
        with self._change:
            self._ahead = deque((text, pace) for text in texts)
            if self._worker is None and self._ahead:
                self._worker = threading.Thread(target=self._work, name="prepare", daemon=True)
                self._worker.start()

    def prepared(self, within: Seconds) -> bool:
        """Wait until nothing is left to prepare; False when it takes longer."""
        with self._change:
            return self._change.wait_for(lambda: self._worker is None, within)

    def stop(self) -> None:
        """Prepare no more."""
        with self._change:
            self._ahead.clear()
            worker = self._worker
        if worker is not None:
            worker.join(1.0)

    def _work(self) -> None:
        failures = 0
        while (order := self._next_order()) is not None:
            text, pace = order
            name = self._name(text, pace)
            if failures >= _FAILURES or name in self._memory or self._disk.has(name):
                continue
            try:
                speech = self._rendered(text, pace)
            except VoiceGuideError:
                # It is tried again, and reported, when it is to be heard.
                failures += 1
                continue
            failures = 0
            self._disk.write(name, speech)
            self._memory.put(name, speech)

    def _next_order(self) -> tuple[str, float] | None:
        with self._change:
            self._change.wait_for(lambda: not self._urgent)
            if self._ahead:
                return self._ahead.popleft()
            self._worker = None
            self._change.notify_all()
            return None

    def _rendered(self, text: str, pace: float) -> Speech:
        samples = self._inner.render(text, pace=pace)
        return np.rint(np.clip(samples, -1.0, 1.0) * 32767).astype(np.int16)

    def _name(self, text: str, pace: float) -> str:
        return sha256(f"{self._key}\n{pace:.3f}\n{text}".encode("utf-8", "replace")).hexdigest()
