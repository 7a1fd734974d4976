"""The latest there is to see: one thread puts it up, any number watch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from voice_guide.web.page_view import Seen

Change = Callable[[Seen], Seen]


class Board:
    """Holds the latest moment with its number; only the latest is worth showing.

    Watchers are woken from the thread that changes the board, and must not wait.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = Seen()
        self._number = 0
        self._watchers: list[Callable[[], object]] = []

    @property
    def latest(self) -> tuple[int, Seen]:
        """The moment, and how many there have been."""
        with self._lock:
            return self._number, self._seen

    def change(self, change: Change) -> None:
        """Put up what comes of the latest moment; wake those who watch, if it is another."""
        with self._lock:
            seen = change(self._seen)
            if seen == self._seen:
                return
            self._seen = seen
            self._number += 1
            watchers = tuple(self._watchers)
        for wake in watchers:
            wake()

    def close(self) -> None:
        """Tell everybody who watches that it is over."""
        self.change(lambda seen: replace(seen, over=True))

    @contextmanager
    def watched(self, wake: Callable[[], object]) -> Iterator[None]:
        """Call `wake` at every change."""
        with self._lock:
            self._watchers.append(wake)
        try:
            yield
        finally:
            with self._lock:
                self._watchers.remove(wake)
