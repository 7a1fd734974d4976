"""How many pages are open, and whether somebody there can command."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from voice_guide.web.gate import Rights

MOST = 24
"""Pages that may watch at once."""


class Audience:
    """Counts the pages; any thread may ask. `expected`: somebody will come, or come back."""

    def __init__(self, *, expected: bool) -> None:
        self.expected = expected
        self.came = Event()
        """A page that can command has been opened."""
        self._lock = Lock()
        self._watching = dict.fromkeys(Rights, 0)

    @property
    def may_command(self) -> bool:
        """Somebody can touch a button, or soon will."""
        return self.expected or self._watching[Rights.CONTROL] > 0

    @property
    def full(self) -> bool:
        """No other page can watch."""
        return sum(self._watching.values()) >= MOST

    @contextmanager
    def joined(self, rights: Rights) -> Iterator[None]:
        """One more page, as long as this lasts."""
        self._count(rights, 1)
        if rights is Rights.CONTROL:
            self.came.set()
        try:
            yield
        finally:
            self._count(rights, -1)

    def _count(self, rights: Rights, change: int) -> None:
        with self._lock:
            self._watching[rights] += change
