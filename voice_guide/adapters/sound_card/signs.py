"""Signs that there may be other sound devices than before, without asking the sound library.

It looks for devices only when it starts, which takes a tenth of a second, so it is started anew
only when there is a reason.
"""

import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from voice_guide.core.units import Seconds

Signs: TypeAlias = tuple[str, ...]

TRIES = 3
"""After a change: a sound server that has just been started is not ready at once."""
_EVERY: Seconds = 30.0
"""Where nothing is known of the system's signs."""
_HUNG_UP: Seconds = 0.05
"""A server that has no place left hangs up as soon as it is called."""


class Watch:
    """Tells when it is worth to look for devices again."""

    def __init__(self) -> None:
        self._seen = signs()
        self._tries = 0

    def changed(self) -> bool:
        """Whether anything is different, or was a moment ago."""
        found = signs()
        if found != self._seen:
            self._seen, self._tries = found, TRIES
        self._tries -= 1
        return self._tries >= 0


def signs() -> Signs:
    """What would be different with another card, or another state of the sound server."""
    if sys.platform != "linux":
        return (str(time.monotonic() // _EVERY),)
    cards = ""
    with suppress(OSError):
        cards = Path("/proc/asound/cards").read_text(encoding="utf-8", errors="replace")
    return cards, _server()


def _server() -> str:
    named = os.environ.get("PULSE_SERVER", "")
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    path = named.removeprefix("unix:") if named.startswith("unix:") else f"{runtime}/pulse/native"
    try:
        with socket.socket(socket.AF_UNIX) as call:
            call.settimeout(_HUNG_UP)
            call.connect(path)
            return "takes nobody" if not call.recv(1) else "answers"
    except TimeoutError:  # it waits for us to speak
        return "answers"
    except OSError:
        return "is not there"
