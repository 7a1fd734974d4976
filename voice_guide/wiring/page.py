"""The page beside the terminal, or instead of it: its address, its keys, its server."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from voice_guide.core.messages import PartFailed
from voice_guide.core.picture import BodyPicture
from voice_guide.core.record import Source
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError
from voice_guide.language.labels import load_labels, load_page_words
from voice_guide.ports import Report, Screen, Typed
from voice_guide.settings import ScreenKind, Settings
from voice_guide.web.audience import Audience
from voice_guide.web.board import Board
from voice_guide.web.gate import Keys
from voice_guide.web.key_file import load_keys
from voice_guide.web.page_screen import PageScreen
from voice_guide.web.server import PageServer, bound
from voice_guide.wiring import folders

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_THIS_MACHINE, _EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - behind a key, where asked for
_SOMEWHERE = "192.0.2.1", 9
"""An address for examples: asking for the way there sends nothing, and tells our own address."""
_REMEDY = "Read on the terminal, or plain lines."


class PageRoom(Protocol):
    """What a page needs of a room; both may be asked from any thread."""

    def post(self, report: Report) -> None: ...
    def now(self) -> Seconds: ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is served."""

    screen: Screen
    address: str
    """With the key that commands, where it is shared."""
    view_address: str
    """With the key that only shows; empty where it is not shared."""


@dataclass(frozen=True, slots=True)
class _Site:
    """All that a page is made of."""

    settings: Settings
    room: PageRoom
    audience: Audience
    keys: Keys | None
    board: Board = field(default_factory=Board)

    def application(self) -> "ASGIApp":
        """Make it; nobody should wait for these imports before the first word."""
        from voice_guide import bodymap  # noqa: PLC0415
        from voice_guide.web.app import Guide, application  # noqa: PLC0415
        from voice_guide.web.guarded import Guarded  # noqa: PLC0415
        from voice_guide.web.static_files import static_files  # noqa: PLC0415

        words = load_page_words(self.settings.language)
        caption = bodymap.Caption(words["body"], "", words["left"], words["right"])

        def drawn(picture: BodyPicture) -> str:
            return bodymap.draw(picture, caption, bodymap.Look(moving=False, styled=False))

        guide = Guide(
            board=self.board,
            audience=self.audience,
            labels=load_labels(self.settings.language),
            now=self.room.now,
            say=lambda text: self.room.post(Typed(text, Source.TOUCHED)),
            draw=drawn,
        )
        return Guarded(application(guide, static_files(words)), _names(), self.keys, self.told)

    def told(self, problem: str) -> None:
        """Say what went wrong with a page that is there all the same."""
        self.room.post(PartFailed("web page", problem, _REMEDY))

    def failed(self, problem: str) -> None:
        """Go on without a page."""
        self.audience.expected = False
        self.told(problem)


def audience(settings: Settings) -> Audience:
    """Who will be at the page. One that was asked for is waited for, in a real room."""
    asked_for = settings.screen is ScreenKind.WEB or settings.share
    return Audience(expected=asked_for and not settings.in_files)


@contextmanager
def served(settings: Settings, room: PageRoom, audience: Audience) -> Iterator[Page | None]:
    """The page, where one is wanted and can be had; what stands in its way is announced."""
    if not is_wanted(settings):
        yield None
        return
    site = _Site(settings, room, audience, None)
    try:
        keys = load_keys(folders.page_keys(), anew=settings.new_keys) if settings.share else None
        site = _Site(settings, room, audience, keys)
        listening = bound(_EVERYWHERE if settings.share else _THIS_MACHINE, settings.page_port)
    except VoiceGuideError as error:
        site.failed(str(error))
        yield None
        return
    server = PageServer(listening, site.application, site.failed)
    screen = PageScreen(site.board, room.now, server.under_way)
    try:
        yield Page(screen, *_addresses(listening.getsockname()[1], keys))
    finally:
        screen.close()
        server.close()


def is_wanted(settings: Settings) -> bool:
    """There is a page in a real room, and wherever one is asked for."""
    if settings.screen is ScreenKind.WEB or settings.share:
        return True
    return settings.page and settings.screen is not ScreenKind.NONE and not settings.in_files


def _addresses(port: int, keys: Keys | None) -> tuple[str, str]:
    if keys is None:
        return f"http://{_THIS_MACHINE}:{port}/", ""
    start = f"http://{_own_address()}:{port}"
    return f"{start}/{keys.control}/", f"{start}/{keys.view}/"


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_SOMEWHERE)
            return str(way.getsockname()[0])
        except OSError:  # No network at all: there is still this machine.
            return _THIS_MACHINE


def _names() -> frozenset[str]:
    name = socket.gethostname().lower().removesuffix(".local")
    return frozenset({name, f"{name}.local"})
