"""A real browser, which says what is truly seen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import needs_program


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = needs_program("chromium")
    with sync_playwright() as drivers:
        browser = drivers.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()
