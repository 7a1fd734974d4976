"""Files over HTTP, going on where an earlier try ended."""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TypeAlias

from voice_guide.errors import MissingPartError

Report: TypeAlias = Callable[[int], None]
"""Told the bytes that are there."""

_PATIENCE = 30.0
"""Seconds without a byte after which a connection counts as lost."""

_PIECE = 1 << 16
_LIST_LIMIT = 4 << 20


class _DroppedError(Exception):
    """The connection ended early."""


class _NotSoLongError(Exception):
    """The server's file ends before ours: ours is of another edition."""


def fetch(url: str) -> bytes:
    """A small file; raise MissingPartError."""
    with _open(url, 0) as response:
        try:
            return response.read(_LIST_LIMIT)
        except (OSError, http.client.HTTPException) as error:
            raise _unreachable(url, error) from error


def download(url: str, part: Path, size: int, report: Report) -> None:
    """Bring `part` to `size` bytes; raise MissingPartError, keeping what has come, or OSError."""
    if _length(part) > size:
        part.unlink()
    while (before := _length(part)) < size:
        try:
            _go_on(url, part, size, report)
        except _NotSoLongError as error:
            part.unlink()
            raise MissingPartError(
                f"{url} is shorter than what came of it before, or than it should be",
                hint="Try again; it starts from the beginning.",
            ) from error
        except _DroppedError as error:
            problem = f": {error.__cause__}"
        else:
            problem = ""
        # A connection that brought something is worth another; the server may limit its length.
        if (after := _length(part)) <= before < size:
            raise MissingPartError(
                f"The connection ended at {_mb(after)} of {_mb(size)}{problem}",
                hint="Try again; it goes on from there.",
            )


def _go_on(url: str, part: Path, size: int, report: Report) -> None:
    have = _length(part)
    with _open(url, have) as response:
        goes_on = response.status == HTTPStatus.PARTIAL_CONTENT and _starts_at(response) == have
        with part.open("ab" if goes_on else "wb") as file:
            for piece in _pieces(response):
                file.write(piece[: size - file.tell()])
                report(file.tell())
                if file.tell() == size:
                    return


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    try:
        while piece := response.read1(_PIECE):
            yield piece
    except (OSError, http.client.HTTPException) as error:
        raise _DroppedError from error


def _open(url: str, start: int) -> http.client.HTTPResponse:
    if urllib.parse.urlsplit(url).scheme not in {"http", "https"}:
        raise MissingPartError(f"{url} is not a web address", hint="Give one with https://.")
    headers = {"User-Agent": "voice-guide"} | ({"Range": f"bytes={start}-"} if start else {})
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the scheme is checked
    try:
        response = urllib.request.urlopen(request, timeout=_PATIENCE)  # noqa: S310 - the same
    except urllib.error.HTTPError as error:
        if start and error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise _NotSoLongError from error
        raise MissingPartError(
            f"{url}: the server says {error.code} {error.reason}",
            hint="Not there any more? `voice-guide models` names others."
            if error.code == HTTPStatus.NOT_FOUND
            else "Try again later.",
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(url, error) from error
    if not isinstance(response, http.client.HTTPResponse):
        raise MissingPartError(f"{url} is not a web address", hint="Give one with https://.")
    return response


def _unreachable(url: str, error: Exception) -> MissingPartError:
    host = urllib.parse.urlsplit(url).netloc
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    said = (isinstance(reason, OSError) and reason.strerror) or reason
    return MissingPartError(
        f"{host} cannot be reached: {said}",
        hint="Fetching a model is the one thing that needs the network. Connect and try again; "
        "what has come so far is kept.",
    )


def _starts_at(response: http.client.HTTPResponse) -> int:
    """The first byte of what is sent, by its Content-Range: bytes FIRST-LAST/ALL."""
    first = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(first) if first.isdecimal() else -1


def _length(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _mb(count: int) -> str:
    return f"{count / 1e6:.1f} MB"
