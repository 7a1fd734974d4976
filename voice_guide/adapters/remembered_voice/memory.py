"""The sentences that were heard last, as far as there is room."""

import threading
from collections import OrderedDict
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Speech: TypeAlias = NDArray[np.int16]


class Memory:
    """The latest sentences."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, Speech] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __contains__(self, name: str) -> bool:
        return name in self._held

    def get(self, name: str) -> Speech | None:
        with self._lock:
            return self._held.get(name)

    def put(self, name: str, speech: Speech) -> None:
        with self._lock:
            before = self._held.pop(name, None)
            self._held[name] = speech
            self._size += speech.nbytes - (0 if before is None else before.nbytes)
            while self._size > self._most and len(self._held) > 1:
                _, oldest = self._held.popitem(last=False)
                self._size -= oldest.nbytes
