"""Requests to the page: to the application itself, and as bytes to its server."""

import asyncio
import socket
from collections.abc import Iterator, MutableMapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fuzz.mutation import spoilt
from benchmarks.fuzz.reader import Case, Reader
from voice_guide import bodymap
from voice_guide.core.picture import BodyPicture
from voice_guide.language.labels import load_labels, load_page_words
from voice_guide.web.app import Guide, application
from voice_guide.web.audience import Audience
from voice_guide.web.board import Board
from voice_guide.web.gate import Keys
from voice_guide.web.guarded import Guarded
from voice_guide.web.server import PageServer, bound
from voice_guide.web.static_files import StaticFile, static_files

_KEYS = Keys(control="c" * 22, view="v" * 22)
_NAMES = frozenset({"table", "table.local"})
_HOST = b"127.0.0.1:8642"
_PATHS = (
    b"", b"state", b"say", b"page.js", b"page.css", b"body/none", b"icon.svg",
    b"body/0000", b"index.html", b"../settings.py", b"%2e%2e/%2e%2e/etc/passwd",
)  # fmt: skip
_HEADERS = (
    b"host", b"origin", b"content-type", b"content-length", b"if-none-match", b"transfer-encoding",
    b"x-forwarded-for", b"cookie", b"range", b"expect", b"connection", b"upgrade", b"accept",
)  # fmt: skip
_SAID = (b"next", b"too much pressure", "größer".encode(), b"", b"x" * 401, b"a\nb")


class _Page:
    """The page, and what it was told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.problems: list[str] = []
        self.words = load_page_words("en")
        self.files: dict[str, StaticFile] = dict(static_files(self.words))

    def application(self, keys: Keys | None) -> Guarded:
        """A new one, whose allowance nobody has used up."""
        guide = Guide(
            board=Board(),
            audience=Audience(expected=False),
            labels=load_labels("en"),
            now=lambda: 1.0,
            say=self.said.append,
            draw=self._drawn,
        )
        return Guarded(application(guide, self.files), _NAMES, keys, self.problems.append)

    def _drawn(self, picture: BodyPicture) -> str:
        caption = bodymap.Caption(self.words["body"], "", self.words["left"], self.words["right"])
        return bodymap.draw(picture, caption, bodymap.Look(moving=False, styled=False))


@contextmanager
def _requests(folder: Path) -> Iterator[Case]:
    del folder
    page, loop = _Page(), asyncio.new_event_loop()

    def case(chance: Random) -> None:
        keys = chance.choice((None, _KEYS))
        scope, body = _scope(chance, keys), _body(chance)
        path = scope["path"]
        status = loop.run_until_complete(_answer(page.application(keys), scope, body))
        if scope["type"] != "http":
            assert status == 0
            return
        assert 200 <= status < 500, status
        assert not page.problems, page.problems.pop()
        if keys and path.removeprefix("/").partition("/")[0] not in {keys.control, keys.view}:
            assert status in {403, 404, 421}, f"{status} without a key for {path!r}"
        if page.said:
            assert status == 204
            assert page.said.pop().isprintable()
            assert keys is None or keys.control in path

    yield case
    loop.close()


async def _answer(app: Guarded, scope: dict[str, Any], body: bytes) -> int:
    waiting = [
        {"type": "http.request", "body": body[:7], "more_body": True},
        {"type": "http.request", "body": body[7:], "more_body": False},
    ]
    status = [0]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            status[0] = message["status"]

    await asyncio.wait_for(app(scope, receive, send), 5)
    return status[0]


def _scope(chance: Random, keys: Keys | None) -> dict[str, Any]:
    path = chance.choice(_PATHS)
    if keys is not None:
        key = chance.choice((keys.control, keys.control, keys.view, "x" * 22, "")).encode()
        path = key + b"/" + path if key else path
    path = b"/" + path
    if chance.random() < 0.4:
        path = spoilt(path, chance, _PATHS)
    headers = [(b"host", _HOST)]
    if chance.random() < 0.7:
        headers.append((b"origin", b"http://" + _HOST))
    for _ in range(chance.randrange(4)):
        name = chance.choice(_HEADERS)
        headers.append((name, spoilt(chance.choice((_HOST, b"1", b"close", b"*")), chance, _PATHS)))
    if chance.random() < 0.1:
        headers.pop(0)
    return {
        "type": chance.choice(("http",) * 20 + ("websocket", "lifespan")),
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": chance.choice(("GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "ODD")),
        "scheme": "http",
        "path": path.decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": chance.choice((b"", b"x=1", b"%", b"a" * 3000)),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 8642),
    }


def _body(chance: Random) -> bytes:
    said = chance.choice(_SAID)
    return spoilt(said, chance, _SAID) if chance.random() < 0.5 else said


_WHOLE = (
    b"GET / HTTP/1.1\r\nHost: HERE\r\n\r\n",
    b"GET /page.js HTTP/1.1\r\nHost: HERE\r\nIf-None-Match: x\r\n\r\n",
    b"POST /say HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nContent-Length: 4\r\n\r\nnext",
    (
        b"POST /say HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n4\r\nnext\r\n0\r\n\r\n"
    ),
)


@contextmanager
def _server(folder: Path) -> Iterator[Case]:
    """Bytes over a connection on this machine."""
    del folder
    page = _Page()
    listening = bound("127.0.0.1", 20_000)
    address = listening.getsockname()
    here = f"127.0.0.1:{address[1]}".encode()
    server = PageServer(listening, lambda: page.application(None), page.problems.append)
    server.under_way()
    whole = [request.replace(b"HERE", here) for request in _WHOLE]

    def case(chance: Random) -> None:
        content = spoilt(chance.choice(whole), chance, whole)
        with closing(socket.create_connection(address, 20)) as connection:
            # A server that refuses need not read all.
            with suppress(ConnectionError):
                connection.sendall(content)
                connection.shutdown(socket.SHUT_WR)
            with suppress(ConnectionError):
                while connection.recv(1 << 16):
                    pass
        assert server.alive
        assert not page.problems, page.problems.pop()

    yield case
    server.close()


READERS = [Reader("requests", 110, _requests), Reader("bytes to the server", 20, _server)]
