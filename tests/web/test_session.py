"""A session with a page beside it: by voice and by touch at once, through a restart, shared."""

import os
import re
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.commands import events, voice_guide
from tests.conftest import ROOT
from tests.web.site import WORDS
from tests.web.table import at_the_table, written
from voice_guide.adapters.people import Remark
from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.record import Entry, HeardLine, HoldStarted, Paused, StepBegun
from voice_guide.settings import ScreenKind, Settings
from voice_guide.web.server import bound
from voice_guide.wiring.page import is_wanted

SHORT = """
title: Three strokes
summary: A short routine for a test.
parts:
  - title: The back
    steps:
      - {title: Warm the back, say: Glide slowly., areas: [lower_back], hold: 30 min, pressure: 3,
         sides: each}
      - {title: Knead, say: Knead slowly., areas: [mid_back], hold: 30 min, pressure: 2}
      - {title: Rest, say: Let your hands rest., areas: [mid_back], hold: 30 min, pressure: 1}
"""


class Giver:
    """Says three things, each once, when it is time."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def __call__(self, entry: Entry) -> Remark | None:
        match entry:
            case HoldStarted():
                return self._once("too much pressure", 1.0)
            case StepBegun(number=2):
                return self._once("next", 6.0)
            case Paused():
                return self._once("go on", 4.0)
            case _:
                return None

    def _once(self, text: str, wait: float) -> Remark | None:
        if text in self._said:
            return None
        self._said.add(text)
        return Remark("you", text, wait)


def test_a_whole_session_by_voice_and_by_touch_on_two_screens(
    browser: Browser, tmp_path: Path
) -> None:
    routine = load_routine(written(tmp_path, SHORT))
    with (
        browser.new_context(viewport={"width": 1180, "height": 820}) as beside_the_table,
        browser.new_context(viewport={"width": 390, "height": 844}) as in_the_hand,
        at_the_table(routine, Giver(), speed=10) as table,
    ):
        tablet, phone = beside_the_table.new_page(), in_the_hand.new_page()
        screens = (tablet, phone)
        for screen in screens:
            screen.set_default_timeout(20_000)
            screen.goto(table.address)

        def both_show(text: str) -> None:
            for screen in screens:
                expect(screen.get_by_text(text).first).to_be_visible(timeout=20_000)

        both_show("Step 1 of 3")
        both_show("Heard: too much")
        both_show("Pressure 2 of 5")
        tablet.locator(".controls .more").click()
        both_show("Pressure 3 of 5")
        phone.locator(".controls .sides").click()
        both_show("Heard: next")
        both_show("Step 3 of 3")
        phone.keyboard.press("Space")
        for screen in screens:
            expect(screen.locator("body")).to_have_attribute("data-phase", "paused", timeout=20_000)
        both_show("Heard: go on")
        tablet.get_by_role("button", name=WORDS["all"], exact=True).click()
        tablet.get_by_role("button", name=WORDS["finish"]).click()
        both_show("Finish the session? Yes or no?")
        phone.get_by_role("button", name="yes").click()
        expect(tablet.locator("body")).to_have_attribute("data-phase", "closing", timeout=20_000)
        tablet.locator(".controls .next").click()
    heard = [(line.command, line.source.value) for line in table.all(HeardLine)]
    assert heard[:-1] == [
        ("too_much_pressure", "spoken"),
        ("too_little_pressure", "touched"),
        ("switch_sides", "touched"),
        ("next", "spoken"),
        ("pause", "touched"),
        ("go_on", "spoken"),
        ("finish", "touched"),
        ("yes", "touched"),
    ]
    assert heard[-1] == ("next", "touched")
    assert table.outcome == "stopped"


@contextmanager
def playing(
    routine: Path, folder: Path, *options: str
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The product in a process of its own; gives the page's address."""
    command = [sys.executable, "-m", "voice_guide", "play", str(routine), "--skip-screening"]
    command += ["--loudspeaker", str(folder / "out.wav"), "--screen", "web", "--speed", "1"]
    with subprocess.Popen(
        [*command, *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        assert child.stdout is not None
        try:
            told = next((line for line in child.stdout if "http://" in line), "")
            found = re.search(r"http://\S+", told)
            assert found, child.stderr and child.stderr.read()
            yield found[0], child
        finally:
            child.kill()


def test_a_killed_guide_is_missed_and_found_again_at_its_true_place(
    page: Page, tmp_path: Path
) -> None:
    routine = written(tmp_path, SHORT)
    with playing(routine, tmp_path) as (address, child):
        page.goto(address)
        expect(page.get_by_text("Getting ready").first).to_be_visible(timeout=20_000)
        child.kill()
        expect(page.locator("#link-text")).to_have_text(WORDS["lost"], timeout=20_000)
    port = re.findall(r":(\d+)/", address)[0]
    with playing(routine, tmp_path, "--start", "2", "--page-port", port) as (again, _):
        assert again == address
        expect(page.locator("body")).to_have_attribute("data-link", "connected", timeout=20_000)
        page.locator(".controls .next").click()
        expect(page.get_by_text("Step 2 of 3", exact=True)).to_be_visible(timeout=20_000)
        expect(page.get_by_role("heading", name="Knead")).to_be_visible()


def test_a_shared_page_has_two_secret_addresses_that_stay_the_same(
    tmp_path: Path, user: Path
) -> None:
    routine = written(tmp_path, SHORT)
    with playing(routine, tmp_path, "--share") as (first, child):
        assert child.stdout is not None
        view = next(line for line in child.stdout if "http://" in line).split()[-1]
        keys = re.findall(r"/([\w-]{22})/", first + view)
        assert len(set(keys)) == 2
        port = re.findall(r":(\d+)/", first)[0]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)
        seen = urllib.request.urlopen(f"http://127.0.0.1:{port}/{keys[1]}/", timeout=10)
        assert b'data-rights="view"' in seen.read()
    file = next(user.rglob("page-keys.json"))
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with playing(routine, tmp_path, "--share") as (again, _):
        assert keys[0] in again
    with playing(routine, tmp_path, "--new-keys") as (anew, _):
        assert keys[0] not in anew


def test_two_guides_on_one_machine_have_two_pages(tmp_path: Path) -> None:
    with bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        other = written(tmp_path, SHORT)
        with playing(other, tmp_path, "--page-port", str(port)) as (address, _):
            assert f":{port}/" not in address
            assert urllib.request.urlopen(address, timeout=10).status == 200  # noqa: S310 - our own


def test_without_the_packages_of_the_page_the_session_goes_on(tmp_path: Path) -> None:
    code = "import sys; sys.modules['starlette'] = None; from voice_guide.cli import main; main()"
    log = tmp_path / "events.jsonl"
    routine = written(tmp_path, SHORT.replace("30 min", "20"))
    done = subprocess.run(
        [sys.executable, "-c", code, "play", str(routine), "--skip-screening", "--screen", "web",
         "--loudspeaker", str(tmp_path / "out.wav"), "--events", str(log)],
        capture_output=True, text=True, timeout=120, check=False, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    happened = events(log.read_text(encoding="utf-8"))
    failed = next(event for event in happened if event["event"] == "part_failed")
    assert failed["part"] == "web page"
    assert "starlette" in failed["problem"]
    assert happened[-1]["outcome"] == "completed"
    assert "web page" in done.stdout


def test_a_page_is_there_where_somebody_may_look_at_it() -> None:
    in_files = Settings(loudspeaker="out.wav")
    wanted = [
        Settings(),
        Settings(screen=ScreenKind.WEB, page=False),
        Settings(screen=ScreenKind.NONE, share=True),
        replace(in_files, screen=ScreenKind.WEB),
    ]
    unwanted = [in_files, Settings(page=False), Settings(screen=ScreenKind.NONE)]
    assert all(map(is_wanted, wanted))
    assert not any(map(is_wanted, unwanted))


def test_beside_plain_lines_the_page_is_one_line(tmp_path: Path) -> None:
    silent = ("--skip-screening", "--microphone", "none", "--loudspeaker", "none", "--typed")
    ending = "finish\nyes\nnext\nnext\n"
    done = voice_guide("play", written(tmp_path, SHORT), *silent, typed=ending)
    assert done.out.startswith("Page: http://127.0.0.1:")
    assert done.out.count("http://") == 1
