"""A page that is served for real, with no session behind it: the test puts on the board."""

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from tests.screen.scenes import KNEADING
from voice_guide import bodymap
from voice_guide.core.picture import BodyPicture
from voice_guide.core.view import View
from voice_guide.language.labels import load_labels, load_page_words
from voice_guide.web.app import Guide, application
from voice_guide.web.audience import Audience
from voice_guide.web.board import Board
from voice_guide.web.gate import Keys
from voice_guide.web.guarded import Guarded
from voice_guide.web.page_screen import PageScreen
from voice_guide.web.server import PageServer, bound
from voice_guide.web.static_files import static_files

WORDS = load_page_words("en")
KEYS = Keys(control="c" * 22, view="v" * 22)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Site:
    """The page and what it is told."""

    port: int
    board: Board
    audience: Audience
    screen: PageScreen
    said: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    clock: float = 0.0
    """Session time."""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/"

    def show(self, view: View = KNEADING, **changed: object) -> None:
        self.screen.show(replace(view, **changed))  # type: ignore[arg-type]

    def ask(
        self,
        method: str = "GET",
        path: str = "/",
        body: bytes | None = None,
        **headers: str | None,
    ) -> Answer:
        """Ask as a page of ours would, but for these headers; None leaves one out.

        A server that refuses before it has read all may reset the connection before its answer is
        read: then it is asked once more.
        """
        try:
            return self._ask(method, path, body, headers)
        except ConnectionResetError:
            return self._ask(method, path, body, headers)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str | None]
    ) -> Answer:
        given: dict[str, str | None] = {"Host": self.host}
        if method == "POST":
            given["Origin"] = f"http://{self.host}"
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.putrequest(method, path, skip_host=True)
            for name, value in given.items():
                if value is not None:
                    line.putheader(name, value)
            if body is not None:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders(body)
            found = line.getresponse()
            return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())
        finally:
            line.close()

    def say(self, text: str, path: str = "/say", **headers: str | None) -> int:
        return self.ask("POST", path, text.encode(), **headers).status


@contextmanager
def serving(keys: Keys | None = None, *, port: int = 0) -> Iterator[Site]:
    """Serve the page on this machine; `keys` as where it is shared."""
    board, audience = Board(), Audience(expected=False)
    listening = bound("127.0.0.1", port)

    def now() -> float:
        return site.clock

    def say(text: str) -> None:
        site.said.append(text)

    def drawn(picture: BodyPicture) -> str:
        caption = bodymap.Caption(WORDS["body"], "", WORDS["left"], WORDS["right"])
        return bodymap.draw(picture, caption, bodymap.Look(moving=False, styled=False))

    problems: list[str] = []

    def made() -> Guarded:
        guide = Guide(board, audience, load_labels("en"), now, say, drawn)
        names = frozenset({"massage-pi", "massage-pi.local"})
        return Guarded(application(guide, static_files(WORDS)), names, keys, problems.append)

    server = PageServer(listening, made, problems.append)
    screen = PageScreen(board, now, server.under_way)
    site = Site(listening.getsockname()[1], board, audience, screen, problems=problems)
    server.under_way()
    try:
        yield site
    finally:
        screen.close()
        server.close()
