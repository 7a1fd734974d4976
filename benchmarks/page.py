"""The page: from a change of state to the pixel, its weight, what serving it costs.

Needs Playwright and a Chromium; both ends of a measurement are on this machine
and read the same clock.
"""

import os
import platform
import random
import resource
import shutil
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

import psutil
from playwright.sync_api import Page, sync_playwright

from benchmarks.measured import ROOT
from voice_guide.adapters.event_file import AllLogs
from voice_guide.adapters.silent_voice import SilentVoice
from voice_guide.language.labels import load_page_words
from voice_guide.mouth import Mouth
from voice_guide.player import Parts, Player
from voice_guide.ports import Report, Typed
from voice_guide.settings import ScreenKind, Settings
from voice_guide.wiring import library, page
from voice_guide.wiring.hearing import Deaf
from voice_guide.wiring.playing import session

_CHANGES = 200
_IDLE = 30.0
"""Seconds over which the server's cost is counted, with two pages open."""
_EVERY = 3.0
"""Seconds between two changes meanwhile: about as often as in a session."""
_DRAWN = 20.0
"""Seconds over which the browser's cost is counted."""
_TARGET = ROOT / "docs" / "benchmarks-page.md"
_WATCH = """() => {
  window.drawn = [];
  const title = document.getElementById('place');
  new MutationObserver(() => {
    const text = title.textContent;
    const now = () => performance.timeOrigin + performance.now();
    requestAnimationFrame(() => {
      const frame = now();
      requestAnimationFrame(() => window.drawn.push([text, frame, now()]));
    });
  }).observe(title, {childList: true, characterData: true, subtree: true});
}"""
"""The first frame is the one that draws the change; when the next begins, it is on the screen."""


@dataclass
class _Room:
    """A room where nothing is heard: its time is the processor's."""

    inbox: deque[Report] = field(default_factory=deque)
    began: float = field(default_factory=time.monotonic)

    def post(self, report: Report) -> None:
        self.inbox.append(report)

    def now(self) -> float:
        return time.monotonic() - self.began


def run() -> None:
    busy = os.getloadavg()[0]
    figures = [*_weight(), *_measured()]
    _TARGET.write_text(_written(figures, busy), encoding="utf-8")
    print(*figures, sep="\n")


def _weight() -> Iterator[str]:
    from voice_guide.web.static_files import static_files  # noqa: PLC0415 - counted below

    files = static_files(load_page_words("en"))
    weight = sum(max(map(len, file.contents.values())) for file in files.values())
    yield f"the page weighs {weight / 1000:.0f} kB in {len(files)} files (goal under 150 kB)"


def _measured() -> Iterator[str]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with _served() as (room, player, address), _pages(2) as pages:
        for text in ("ready", "next"):
            _press(player, room, text)
        _open(pages[0], address)
        pages[0].evaluate(_WATCH)
        delays = _delays(room, player, pages[0])
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
        yield from _told("to the frame that draws it", [frame for frame, _ in delays])
        yield from _told(
            "to the frame after that, when it is on the screen", [s for _, s in delays]
        )
        _open(pages[1], address)
        yield _cost(room, player)
        pages[1].close()
        yield from _drawing(pages[0])
        yield f"memory of a session with a page: {memory:.0f} MB more than without"


@contextmanager
def _served() -> Iterator[tuple[_Room, "Player[object]", str]]:
    settings = Settings(screen=ScreenKind.WEB, loudspeaker="none.wav", skip_screening=True)
    room = _Room()
    routine = library.shelf().load("back-rub")
    with page.served(settings, room, page.audience(settings)) as shown:
        assert shown is not None
        mouth = Mouth(SilentVoice(), room.post)
        parts = Parts(mouth, Deaf(), shown.screen, AllLogs())
        phrasebook = library.phrasebook(routine, "en")
        player = Player(session(library.course(routine, settings)), phrasebook, parts)
        player.begin(room.now())
        shown.screen.said("Begin.")
        yield room, player, shown.address  # type: ignore[misc]


@contextmanager
def _pages(number: int) -> Iterator[Sequence[Page]]:
    chromium = shutil.which("chromium")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as drivers:
        browser = drivers.chromium.launch(executable_path=chromium, args=alone)
        pages = [browser.new_page(viewport={"width": 1180, "height": 820}) for _ in range(number)]
        yield pages
        browser.close()


def _open(shown: Page, address: str) -> None:
    shown.goto(address)
    shown.wait_for_selector("[data-link=connected]")


def _press(player: "Player[object]", room: _Room, text: str) -> float:
    """The moment of the event, in milliseconds since 1970."""
    now = time.time() * 1000
    player.take(Typed(text), room.now())
    return now


def _delays(room: _Room, player: "Player[object]", shown: Page) -> list[tuple[float, float]]:
    pressed = []
    chance = random.Random(4)  # noqa: S311 - only to be out of step with the frames
    for n in range(_CHANGES):
        pressed.append(_press(player, room, "next" if n % 2 == 0 else "back"))
        time.sleep(0.06 + 0.1 * chance.random())
    shown.wait_for_timeout(500)
    drawn = shown.evaluate("window.drawn")
    assert len(drawn) == len(pressed), "a change was not seen"
    return [(d[1] - p, d[2] - p) for p, d in zip(pressed, drawn, strict=True)]


def _cost(room: _Room, player: "Player[object]") -> str:
    """Of all the threads of this process but the one that waits here."""
    own = time.thread_time()
    spent, began = time.process_time(), time.monotonic()
    for n in range(round(_IDLE / _EVERY)):
        time.sleep(_EVERY)
        _press(player, room, "next" if n % 2 == 0 else "back")
    seconds = time.process_time() - spent - (time.thread_time() - own)
    share = 100 * seconds / (time.monotonic() - began)
    return (
        f"serving two pages takes {share:.2f} % of a core, {threading.active_count()} threads "
        "(goal under 1 %)"
    )


def _drawing(shown: Page) -> Iterator[str]:
    """What the browser itself takes for the picture of the body, drawn without a graphics chip."""
    for moving in (True, False):
        shown.evaluate("on => { const box = document.getElementById('motion'); box.checked = on;"
                       "box.dispatchEvent(new Event('change')); }", moving)  # fmt: skip
        shown.wait_for_timeout(1_000)
        spent, began = _browser_time(), time.monotonic()
        shown.wait_for_timeout(_DRAWN * 1000)
        share = 100 * (_browser_time() - spent) / (time.monotonic() - began)
        how = "while the arrows move" if moving else "while they stand still"
        yield f"the browser takes {share:.0f} % of a core for an open page {how}"


def _browser_time() -> float:
    """Processor time of all processes of the browser, in seconds."""
    found = [child for child in psutil.Process().children(recursive=True) if _is_browser(child)]
    return sum(sum(child.cpu_times()[:2]) for child in found)


def _is_browser(process: psutil.Process) -> bool:
    return "chrom" in process.name()


def _told(what: str, delays: Sequence[float]) -> Iterator[str]:
    ranked = quantiles(delays, n=20)
    yield (
        f"from an event {what}: median {median(delays):.0f} ms (goal 50), "
        f"95 of 100 within {ranked[-1]:.0f} ms, longest {max(delays):.0f} ms"
    )


def _written(figures: Sequence[str], busy: float) -> str:
    lines = "\n".join(f"- {figure}" for figure in figures)
    machine = f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}"
    return (
        "# The page, measured\n\n"
        f"Written by `python3 -m benchmarks page` on {machine}, {os.cpu_count()} processors, with "
        "Chromium without a window;\nthe browser and the session share the processors with "
        f"whatever else runs (load {busy:.1f} at the start).\n\n"
        f"{lines}\n\n"
        "The event is what the player takes; between it and the frame lie the decision, the view "
        "model, the server,\nthe browser's network and drawing. A frame comes every 16.7 ms.\n"
    )
