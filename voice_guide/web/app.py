"""The page's few addresses: the page itself, what there is to see, what is said by touch."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, Router

from voice_guide.core.units import Seconds
from voice_guide.web.allowance import Allowance
from voice_guide.web.audience import Audience
from voice_guide.web.board import Board
from voice_guide.web.bodies import Bodies, Draw
from voice_guide.web.gate import Rights
from voice_guide.web.page_view import page_view
from voice_guide.web.static_files import StaticFile

BEAT: Seconds = 5.0
"""How often a page hears that we are there, and what the time is."""
LONGEST = 400
"""Bytes of what a page may say at once."""
_RATE, _BURST = 6, 12
"""Commands a second, and at once."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What the page stands for."""

    board: Board
    audience: Audience
    labels: Mapping[str, str]
    now: Callable[[], Seconds]
    """Session time."""
    say: Callable[[str], None]
    """Takes the words of a button that was touched."""
    draw: Draw


def application(guide: Guide, files: Mapping[str, StaticFile]) -> Router:
    """The page behind the gate, which has said in `rights` what a request may do."""
    addresses = _Addresses(guide)
    routes = [
        Route(f"/{name}", partial(_file, file), methods=["GET"]) for name, file in files.items()
    ]
    routes += [
        Route("/state", addresses.state, methods=["GET"]),
        Route("/body/{name}", addresses.body, methods=["GET"]),
        Route("/say", addresses.say, methods=["POST"]),
    ]
    # No helpful redirects: they would leave out the key.
    return Router(routes, redirect_slashes=False)


async def _file(file: StaticFile, request: Request) -> Response:
    return file.response(request.headers.get("if-none-match"), request.state.rights)


class _Addresses:
    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._bodies = Bodies(guide.draw)
        self._allowance = Allowance(_RATE, _BURST)
        self._written: tuple[int, str] = (-1, "")

    async def state(self, request: Request) -> Response:
        """All there is to see now, and again at every change, as server-sent events."""
        if self._guide.audience.full:
            told = "Too many pages are open. Close one.\n"
            return PlainTextResponse(told, 503, headers={"Retry-After": "5"})
        events = self._events(request.state.rights)
        return StreamingResponse(events, media_type="text/event-stream")

    async def body(self, request: Request) -> Response:
        """Where the hands are; a picture of this name never changes."""
        svg = self._bodies.svg(request.path_params["name"])
        if svg is None:
            return Response(status_code=404)
        kept = {"Cache-Control": "private, max-age=86400, immutable"}
        return Response(svg, headers=kept, media_type="image/svg+xml")

    async def say(self, request: Request) -> Response:
        """Take words as if they had been typed."""
        if request.state.rights is not Rights.CONTROL:
            return Response(status_code=403)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST:
                return Response(status_code=413)
        text = _words(body)
        if not text:
            return Response(status_code=400)
        # Only now: what never comes to its end takes nothing from the others.
        if not self._allowance.take():
            return Response(status_code=429, headers={"Retry-After": "1"})
        self._guide.say(text)
        return Response(status_code=204)

    async def _events(self, rights: Rights) -> AsyncIterator[str]:
        guide, changed, loop = self._guide, asyncio.Event(), asyncio.get_running_loop()

        def wake() -> None:
            with suppress(RuntimeError):  # The server has ended; the session goes on.
                loop.call_soon_threadsafe(changed.set)

        with guide.audience.joined(rights), guide.board.watched(wake):
            yield "retry: 1000\n\n"
            over = False
            while not over:
                changed.clear()
                message, over = self._message()
                yield message
                while not over and not await _within(changed, BEAT):
                    yield f"event: beat\ndata: {guide.now():.3f}\n\n"

    def _message(self) -> tuple[str, bool]:
        """The state as it is now; written once for all who watch, but for the time."""
        number, seen = self._guide.board.latest
        if number != self._written[0]:
            view = page_view(seen, self._guide.labels) | {"body": self._bodies.name(seen.view.body)}
            self._written = number, json.dumps(view)[1:]
        clock = f'{{"clock": {self._guide.now():.3f}, {self._written[1]}'
        return f"id: {number}\ndata: {clock}\n\n", seen.over


def _words(body: bytes) -> str:
    """What was said, on one line; empty for what nobody says."""
    try:
        text = " ".join(body.decode("utf-8").split())
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() else ""


async def _within(event: asyncio.Event, seconds: Seconds) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
