"""A real Chromium, started once, on loopback alone."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.site import Site, serving


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not installed (Debian package chromium)")
    # As root, and in containers, its own sandbox does not start.
    alone = ["--no-sandbox"] if os.geteuid() == 0 or "CI" in os.environ else []
    with sync_playwright() as drivers:
        found = drivers.chromium.launch(executable_path=program, args=alone)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 1180, "height": 820}) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served
        assert not served.problems
