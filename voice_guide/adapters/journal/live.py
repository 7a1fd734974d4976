"""Which sessions are going on: each holds a lock that ends with its process, however that ends."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout


@dataclass(frozen=True, slots=True)
class Hold:
    """A session that is this process's to go on with."""

    lock: FileLock

    def release(self) -> None:
        """Leave it to others."""
        self.lock.release()
        with suppress(OSError):
            Path(self.lock.lock_file).unlink()


def hold(journal: Path, session: int) -> Hold | None:
    """Take a session, or None when another guide has it; raise OSError."""
    folder = journal.parent / "live"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(folder / f"{session}.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return None
    return Hold(lock)


def is_going_on(journal: Path, session: int) -> bool:
    """Another guide is in the middle of it; raise OSError."""
    if not (journal.parent / "live" / f"{session}.lock").exists():
        return False
    held = hold(journal, session)
    if held is not None:
        held.release()
    return held is None
