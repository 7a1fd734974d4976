"""The event log as a file: one JSON object a line."""

import json
import math
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import TextIO

from voice_guide.core.record import Entry
from voice_guide.core.units import Seconds
from voice_guide.errors import InputError
from voice_guide.ports import EventLog

_DECIMALS = 3
"""Milliseconds."""


class EventFile:
    """An EventLog in the file `path`, written afresh, or on standard output when it is "-".

    A disk that fills up or a reader that goes away ends the log, not the session; `tell` is
    given one sentence about it.
    """

    def __init__(self, path: str, tell: Callable[[str], None] = lambda _: None) -> None:
        self._name = "standard output" if path == "-" else path
        self._tell = tell
        self._own = path != "-"
        self._out: TextIO | None = _open(path) if self._own else sys.stdout

    def write(self, at: Seconds, entry: Entry) -> None:
        """Append one line and hand it to the system."""
        if self._out is None:
            return
        try:
            self._out.write(line(at, entry) + "\n")
            self._out.flush()
        except (OSError, ValueError) as error:  # ValueError: closed under our hands
            self._give_up(error)

    def close(self) -> None:
        """Close the file; standard output stays open."""
        out, self._out = self._out, None
        if out is not None and self._own:
            _close(out)

    def _give_up(self, error: Exception) -> None:
        self.close()
        problem = getattr(error, "strerror", None) or str(error)
        self._tell(f"The event log stops here: {self._name}: {problem}.")


class AllLogs:
    """An EventLog that writes to several."""

    def __init__(self, *logs: EventLog) -> None:
        self._logs = logs

    def write(self, at: Seconds, entry: Entry) -> None:
        for log in self._logs:
            log.write(at, entry)


def line(at: Seconds, entry: Entry) -> str:
    """The entry as JSON: `at`, `event`, then its fields in order.

    Characters beyond ASCII are escaped, so that it can be written and read in any encoding.
    """
    values = {field.name: _plain(getattr(entry, field.name)) for field in fields(entry)}
    return json.dumps({"at": _plain(float(at)), "event": entry.event, **values})


def _plain(value: object) -> object:
    match value:
        case float():
            return round(value, _DECIMALS) if math.isfinite(value) else None
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case _:
            return value


def _open(path: str) -> TextIO:
    try:
        return Path(path).open("w", encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{path}: the event log cannot be written: {problem}",
            hint='Name a file in a folder you may write to, or "-" for standard output.',
        ) from error


def _close(out: TextIO) -> None:
    with suppress(OSError):  # What a full disk refused was told when it was written.
        out.close()
