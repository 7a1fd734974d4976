"""Showing the way to a shared page before the session takes the terminal."""

from typing import TextIO

from voice_guide.core.units import Seconds
from voice_guide.language.labels import load_page_words
from voice_guide.settings import ScreenKind, Settings
from voice_guide.web.audience import Audience
from voice_guide.wiring.page import Page

_PATIENCE: Seconds = 60.0


def invite(settings: Settings, page: Page, audience: Audience, out: TextIO) -> None:
    """Write both addresses; on a terminal also a code to scan.

    Where a picture is going to cover the code, wait until a page has been opened, or a minute.
    """
    from voice_guide.web.invitation import invitation  # noqa: PLC0415 - only where it is shared

    words = load_page_words(settings.language)
    drawn = out.isatty()
    print(invitation(page.address, page.view_address, words, drawn=drawn), file=out, flush=True)
    if drawn and not settings.in_files and settings.screen in {None, ScreenKind.TERMINAL}:
        print(words["waiting_for_page"], file=out, flush=True)
        audience.came.wait(_PATIENCE)
