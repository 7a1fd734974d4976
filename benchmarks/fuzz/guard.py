"""Watches what a process does to the machine: files outside its folder, programs, connections."""

import os
import sys
from pathlib import Path
from typing import Any

_CHANGING = {
    "os.remove": (0,), "os.rmdir": (0,), "os.mkdir": (0,), "os.rename": (0, 1), "os.link": (1,),
    "os.symlink": (1,), "os.truncate": (0,), "os.chmod": (0,), "os.chown": (0,), "os.utime": (0,),
    "shutil.rmtree": (0,), "sqlite3.connect": (0,),
}  # fmt: skip
"""Events of Python's audit (docs.python.org/3/library/audit_events.html), and which of what they
tell are paths that are changed."""
_NEVER = {
    "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn",
    "subprocess.Popen", "pty.spawn", "os.putenv", "os.unsetenv", "ctypes.dlopen",
}  # fmt: skip
_ABROAD = {"socket.connect", "socket.bind", "socket.sendto"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Guard:
    """From `watch` on, remembers what should not have been done; nothing is prevented."""

    def __init__(self) -> None:
        self._folder = ""
        self.strays: list[str] = []

    def watch(self, folder: Path) -> None:
        """Only in here may anything be written."""
        if not self._folder:
            sys.addaudithook(self._look)
        self._folder = os.path.realpath(folder)

    def _look(self, event: str, given: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = given
            if (mode and set(mode) & set("wax+")) or (flags or 0) & _WRITING:
                self._written(event, path)
        elif event in _CHANGING:
            folder = given[-1] if isinstance(given[-1], int) and given[-1] > 0 else None
            for at in _CHANGING[event]:
                self._written(event, given[at], folder if event != "os.truncate" else None)
        elif event in _NEVER or (event in _ABROAD and not _is_here(given[1])):
            self.strays.append(f"{event} {given!r:.200}")

    def _written(self, event: str, path: object, folder: int | None = None) -> None:
        # A number is a file that is open already, which was looked at then.
        if isinstance(path, str | bytes | os.PathLike):
            start = f"/proc/self/fd/{folder}" if folder is not None else ""
            whole = os.path.realpath(os.path.join(start, os.fsdecode(path).split("\0")[0]))  # noqa: PTH118 - of any kind
            if whole != "/dev/null" and not f"{whole}/".startswith(f"{self._folder}/"):
                self.strays.append(f"{event} {whole!a:.200}")


def _is_here(address: object) -> bool:
    if isinstance(address, tuple) and address:
        return address[0] in {"127.0.0.1", "::1", "localhost"}
    return True
