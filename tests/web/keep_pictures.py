"""Draws the pictures of the page in the README anew: `python -m tests.web.keep_pictures`."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.web.site import KEYS, Site, serving
from voice_guide.core.session import advance, sight
from voice_guide.core.session.state import Hold, Stage
from voice_guide.core.view import View
from voice_guide.settings import Settings
from voice_guide.wiring import library

TARGET = Path(__file__).parents[2] / "docs" / "pictures"
SIZES = {"phone": (390, 844, 2), "tablet": (1180, 820, 1), "laptop": (1366, 768, 1)}
NOW = 100.0


def step(routine: str, title: str, done: float) -> View:
    """A step of a routine that is being done."""
    course = library.course(library.shelf().load(routine), Settings(skip_screening=True))
    begun = advance.begin(course).session
    place = next(n for n, beat in enumerate(begun.beats) if beat.step.title == title)
    whole = begun.beats[place].step.seconds
    hold = Hold(whole=whole, spent=done * whole, since=NOW)
    return sight.view(replace(begun, stage=Stage.HOLDING, place=place, hold=hold, now=NOW), NOW)


def keep(site: Site) -> None:
    program = shutil.which("chromium")
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as drivers:
        browser = drivers.chromium.launch(executable_path=program, args=alone)
        for size, (width, height, scale) in SIZES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
                reduced_motion="no-preference",
            )
            page = context.new_page()
            page.goto(f"{site.address}{KEYS.control}/")
            page.wait_for_selector("#body svg")
            page.wait_for_timeout(1_200)
            page.screenshot(path=TARGET / f"page-{size}.png")
        browser.close()


def main() -> None:
    with serving(KEYS) as site:
        site.clock = NOW
        site.screen.show(step("step-by-step-back", "Knead the shoulder top", 0.3))
        site.screen.heard("more time")
        TARGET.mkdir(parents=True, exist_ok=True)
        keep(site)


if __name__ == "__main__":
    main()
