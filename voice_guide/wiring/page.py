"""The page beside the terminal, or instead of it: its address, its server, its keys."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voice_guide.core.messages import PartFailed
from voice_guide.core.record import Source
from voice_guide.core.view import View
from voice_guide.errors import VoiceGuideError
from voice_guide.language.labels import load_labels, load_page_words
from voice_guide.ports import Screen, Typed
from voice_guide.settings import ScreenKind, Settings
from voice_guide.web.board import Board
from voice_guide.web.gate import Keys
from voice_guide.web.page_screen import PageScreen
from voice_guide.web.server import PageServer, bound
from voice_guide.wiring.rooms import Room

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_REMEDY = "Read on the terminal, or plain lines."


@dataclass(frozen=True, slots=True)
class AllScreens:
    """A Screen that shows everything on several."""

    screens: tuple[Screen, ...]

    def show(self, view: View) -> None:
        for screen in self.screens:
            screen.show(view)

    def said(self, text: str) -> None:
        for screen in self.screens:
            screen.said(text)

    def heard(self, text: str) -> None:
        for screen in self.screens:
            screen.heard(text)

    def notice(self, text: str) -> None:
        for screen in self.screens:
            screen.notice(text)

    def close(self) -> None:
        for screen in self.screens:
            screen.close()


def wanted(settings: Settings) -> bool:
    """Whether there is to be a page."""
    if settings.screen is ScreenKind.WEB or settings.share:
        return True
    beside = settings.screen is not ScreenKind.NONE and not settings.in_files
    return beside and settings.page


@contextmanager
def with_page(settings: Settings, room: Room, screen: Screen) -> Iterator[Screen]:
    """The screen with a page beside it, where one is wanted and can be had."""
    if not wanted(settings):
        yield screen
        return

    def failed(problem: str) -> None:
        room.post(PartFailed("web page", problem, _REMEDY))

    try:
        listening = bound("0.0.0.0" if settings.share else "127.0.0.1", settings.page_port)
    except VoiceGuideError as error:
        failed(str(error))
        yield screen
        return
    board = Board()
    server = PageServer(listening, lambda: _application(settings, board, room, None), failed)
    page = PageScreen(board, room.now, server.under_way)
    screen.notice(f"http://127.0.0.1:{listening.getsockname()[1]}/")
    try:
        yield AllScreens((screen, page))
    finally:
        page.close()
        server.close()


def _application(settings: Settings, board: Board, room: Room, keys: Keys | None) -> "ASGIApp":
    # Imported late: nobody should wait for them before the first word.
    from voice_guide.web.app import Guide, application
    from voice_guide.web.guarded import Guarded
    from voice_guide.web.static_files import static_files

    labels = load_labels(settings.language)
    files = static_files(load_page_words(settings.language))
    guide = Guide(board, labels, room.now, lambda text: room.post(Typed(text, Source.TOUCHED)))
    return Guarded(application(guide, files), _names(), keys)


def _names() -> frozenset[str]:
    name = socket.gethostname().lower()
    return frozenset({name, f"{name}.local"})
