"""The page's server, in a thread of its own; what fails there ends the page, not the session."""

import errno
import socket
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from voice_guide.core.units import Seconds
from voice_guide.errors import MissingPartError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

_NEIGHBOURS = 9
"""Ports tried after the wanted one, before any that is free."""
_FIRST_WORD: Seconds = 3.0
"""How long the first word is waited for before the server starts all the same."""
_LEAVING: Seconds = 2.0
_BACKLOG = 64
_HEADERS = 16_384  # bytes


def bound(address: str, port: int) -> socket.socket:
    """A socket at this port, or at the next that is free; raise MissingPartError for none."""
    for candidate in (*range(port, min(port + _NEIGHBOURS, 65_535) + 1), 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, candidate))
            listening.listen(_BACKLOG)
        except OSError as error:
            listening.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise MissingPartError(f"{address}: {error}", hint="Go on without it.") from error
        else:
            return listening
    raise MissingPartError(f"{address}: no port is free", hint="Choose one with --page-port.")


class PageServer:
    """Serves at `listening` from the first word of the guide until it is closed.

    `application` is made in the server's own thread, with the imports it needs. `failed` is told
    from there what ended the server before its time.
    """

    def __init__(
        self,
        listening: socket.socket,
        application: Callable[[], "ASGIApp"],
        failed: Callable[[str], None],
    ) -> None:
        self._listening = listening
        self._application = application
        self._failed = failed
        self._wanted = Event()
        self._closing = False
        self._server: uvicorn.Server | None = None
        self._thread = Thread(target=self._serve, name="page", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Somebody may be watching, now or soon."""
        return self._thread.is_alive() and not self._closing

    def under_way(self) -> None:
        """Begin to serve: what had to come first has begun."""
        self._wanted.set()

    def close(self) -> None:
        """Serve no more; those who watch have been told by the board."""
        self._closing = True
        self._wanted.set()
        if self._server is not None:
            self._server.should_exit = True
        self._thread.join(_LEAVING)
        self._listening.close()

    def _serve(self) -> None:
        self._wanted.wait(_FIRST_WORD)
        try:
            self._server = _server(self._application())
            if not self._closing:
                self._server.run(sockets=[self._listening])
        except Exception as error:  # noqa: BLE001 - whatever it is, the massage goes on
            self._failed(f"{type(error).__name__}: {error}")
            return
        if not self._closing:
            self._failed("The server has ended.")


def _server(application: "ASGIApp") -> "uvicorn.Server":
    # They take a tenth of a second: not before the first word.
    import uvicorn  # noqa: PLC0415

    from voice_guide.web.connections import Connection  # noqa: PLC0415

    config = uvicorn.Config(
        application,
        http=Connection,
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=_HEADERS,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)
