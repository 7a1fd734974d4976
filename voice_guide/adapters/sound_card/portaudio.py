"""The library itself, where it is installed."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from voice_guide.adapters.sound_card.signs import Watch

PROBLEM = ""
"""Why it cannot be used, if it cannot."""

try:
    import sounddevice
except OSError as problem:  # its PortAudio library is not on this machine
    sounddevice = None
    PROBLEM = str(problem)

one_at_a_time = threading.RLock()
"""It may be asked by one thread at a time to look for, open or close a device."""

_watch = Watch()
in_use: set[object] = set()
"""The streams that are open."""


def look_again() -> bool:
    """Let it look which devices there are; False where it cannot, because one of them is open.

    PortAudio looks when it starts, and never again. False, too, where nothing can have changed.
    """
    with one_at_a_time:
        if in_use or sounddevice is None or not _watch.changed():
            return False
        with quiet():
            sounddevice._terminate()  # noqa: SLF001 - the only way
            sounddevice._initialize()  # noqa: SLF001
        return True


@contextmanager
def quiet() -> Iterator[None]:
    """Without what PortAudio, and the libraries below, write on the terminal when they fail."""
    try:
        kept = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


__all__ = ["PROBLEM", "in_use", "look_again", "one_at_a_time", "quiet", "sounddevice"]
