"""The way to the page, as it is told on the terminal."""

import re
import socket
import threading
from dataclasses import replace
from io import StringIO

import pytest
import segno

from tests.screen.scenes import HOLDING, KNEADING, drawn, page
from tests.screen.scenes import WORDS as LABELS
from tests.web.site import WORDS, Site
from voice_guide.screen.plain import PlainScreen
from voice_guide.settings import Settings
from voice_guide.web.audience import Audience
from voice_guide.web.gate import Rights
from voice_guide.web.invitation import invitation, qr_lines
from voice_guide.wiring.inviting import invite
from voice_guide.wiring.page import Page, _own_address

ADDRESS = "http://192.168.178.20:8642/Wd2mQ0b1xkq3f3bYcJ4l1A/"
PIXELS = {" ": (0, 0), "▄": (0, 1), "▀": (1, 0), "█": (1, 1)}
DARK_ON_LIGHT = "\x1b[30;107m"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_code_in_the_terminal_is_the_code_of_the_address() -> None:
    rows: list[list[int]] = []
    for line in qr_lines(ADDRESS):
        assert line.startswith(DARK_ON_LIGHT)
        pairs = [
            PIXELS[block] for block in line.removeprefix(DARK_ON_LIGHT).removesuffix("\x1b[0m")
        ]
        rows += [[top for top, _ in pairs], [bottom for _, bottom in pairs]]
    wanted = [list(row) for row in segno.make(ADDRESS, error="m").matrix_iter(border=2)]
    assert rows[: len(wanted)] == wanted


def test_the_code_fits_a_terminal_of_eighty_columns_and_twenty_four_rows() -> None:
    told = invitation(ADDRESS, ADDRESS, WORDS, drawn=True).splitlines()
    told.append(WORDS["waiting_for_page"])
    assert len(told) < 24, "the cursor stands in a row of its own"
    assert WORDS["scan"] in told
    assert max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in told) <= 80


def test_where_nothing_can_be_scanned_there_are_two_addresses() -> None:
    told = invitation(ADDRESS, "http://a/view/", WORDS, drawn=False)
    assert [line.split()[-1] for line in told.splitlines()] == [ADDRESS, "http://a/view/"]


def test_the_session_waits_for_the_tablet_before_it_covers_the_code(site: Site) -> None:
    out, audience = Terminal(), Audience(expected=True)
    shown = Page(site.screen, ADDRESS, ADDRESS)
    waiting = threading.Thread(target=invite, args=(Settings(share=True), shown, audience, out))
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive()
    with audience.joined(Rights.VIEW):
        waiting.join(0.2)
        assert waiting.is_alive(), "who only watches cannot begin"
    with audience.joined(Rights.CONTROL):
        waiting.join(10)
    assert not waiting.is_alive()
    assert WORDS["waiting_for_page"] in out.getvalue()


def test_in_a_pipe_nobody_is_waited_for(site: Site) -> None:
    out = StringIO()
    shown = Page(site.screen, ADDRESS, ADDRESS)
    invite(Settings(share=True), shown, Audience(expected=True), out)
    assert "\x1b" not in out.getvalue()


def test_the_terminal_tells_the_address_as_long_as_there_is_room() -> None:
    scene = replace(HOLDING, page=ADDRESS)
    assert any(ADDRESS in line for line in drawn(scene, page(80, 24)))
    small = drawn(scene, page(80, 10))
    assert any(KNEADING.title in line for line in small)


def test_plain_lines_tell_the_address_first() -> None:
    out = StringIO()
    PlainScreen(out, LABELS, page=ADDRESS).notice("There is no microphone.")
    assert out.getvalue().splitlines()[0] == f"Page: {ADDRESS}"


def test_what_is_not_shared_is_not_there_for_the_network(site: Site) -> None:
    own = _own_address()
    if own == "127.0.0.1":
        pytest.skip("this machine is in no network")
    with pytest.raises(OSError, match=r"refused|timed out"):
        socket.create_connection((own, site.port), timeout=2)
