"""The page's addresses over a real connection, also with what nobody should send."""

import http.client
import json
import socket
import time
from contextlib import ExitStack, suppress
from itertools import pairwise, product

import pytest

from tests.web.site import KEYS, WORDS, Site, serving
from voice_guide.web.app import LONGEST
from voice_guide.web.audience import MOST
from voice_guide.web.connections import MOST as MOST_CONNECTIONS
from voice_guide.web.server import bound
from voice_guide.web.static_files import static_files


def first_state(site: Site, path: str = "/state") -> dict[str, object]:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    line.request("GET", path)
    answer = line.getresponse()
    while not (row := answer.readline()).startswith(b"data: "):
        pass
    line.close()
    found: dict[str, object] = json.loads(row.removeprefix(b"data: "))
    return found


def test_the_page_shows_and_obeys_on_this_machine(site: Site) -> None:
    site.clock = 12.5
    site.show()
    page = site.ask()
    assert page.status == 200
    assert b"<title>Voice guide</title>" in page.body
    state = first_state(site)
    assert state["title"] == "Knead the shoulder tops"
    assert state["clock"] == 12.5
    assert state["due"] == 12.5 + 72
    assert site.say("  next \n") == 204
    assert site.said == ["next"]


def test_a_hostile_host_gets_nothing(site: Site) -> None:
    site.show()
    hosts = ("evil.example", "192.168.1.7", None, "massage-pi")
    for host, path in product(hosts, ("/", "/state", "/page.js")):
        answer = site.ask(path=path, Host=host)
        assert answer.status in {400, 421}
        assert b"Knead" not in answer.body
    assert all(site.say("next", Host=host) in {400, 421} for host in hosts)
    assert not site.said


def test_a_page_of_somebody_else_cannot_command(site: Site) -> None:
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1", None, ""):
        assert site.say("next", Origin=origin) == 403
    assert not site.said


def test_a_page_of_somebody_else_cannot_look(site: Site) -> None:
    for path in ("/", "/state"):
        assert site.ask(path=path, Origin="http://evil.example").status == 403


def test_nothing_of_the_file_system_is_served(site: Site) -> None:
    for path in (
        "/../app.py", "/%2e%2e/app.py", "/static/index.html", "/index.html", "//etc/passwd",
        "/page.js/", "/body/../../x", "/body/0", "/body/0/dark/still", "/.git/config",
        "/..%5capp.py", "/page.js%00",
    ):  # fmt: skip
        assert site.ask(path=path).status in {400, 404}


def test_other_methods_do_nothing(site: Site) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        answer = site.ask(method, "/say", Origin=f"http://{site.host}")
        assert answer.status == 405
    assert site.ask("GET", "/say").status == 405
    assert not site.said


def test_what_nobody_says_is_refused(site: Site) -> None:
    refused = {"": 400, "  \n": 400, "next\x00": 400, "\x1b[2J": 400, "x" * (LONGEST + 1): 413}
    for text, status in refused.items():
        assert site.say(text) == status
    assert site.ask("POST", "/say", b"\xff\xfe").status == 400
    assert not site.said


def test_a_flood_of_commands_is_held_back_and_then_it_works_again(site: Site) -> None:
    statuses = [site.say("next") for _ in range(40)]
    assert 429 in statuses
    assert statuses[:10] == [204] * 10
    assert len(site.said) < 40
    give_up = time.monotonic() + 10
    while site.say("stop") == 429:
        assert time.monotonic() < give_up
    assert site.said[-1] == "stop"


def test_more_pages_than_fit_are_turned_away_and_come_in_when_there_is_room(site: Site) -> None:
    lines = [http.client.HTTPConnection("127.0.0.1", site.port, timeout=10) for _ in range(MOST)]
    for line in lines:
        line.request("GET", "/state")
        assert line.getresponse().status == 200
    assert site.ask(path="/state").status == 503
    for line in lines:
        line.close()
    give_up = time.monotonic() + 10
    while site.audience.full:
        site.show(title=str(time.monotonic()))  # whoever has left is noticed
        assert time.monotonic() < give_up
    first_state(site)


@pytest.mark.parametrize("sent", [b"", b"GET / HT"], ids=["silent", "half a request"])
def test_connections_that_ask_nothing_keep_nobody_out(sent: bytes) -> None:
    with serving(KEYS) as shared, ExitStack() as open_ones:
        shared.show()
        lines = []
        for _ in range(2 * MOST_CONNECTIONS):
            lines.append(socket.create_connection(("127.0.0.1", shared.port), timeout=10))
            open_ones.callback(lines[-1].close)
            lines[-1].sendall(sent)
        assert shared.say("stop", path=f"/{KEYS.control}/say") == 204
        assert shared.said == ["stop"]
        # The oldest have made room, so there are never more than a fixed number.
        with suppress(ConnectionResetError):
            assert lines[0].recv(1) == b""


def test_words_that_never_come_to_their_end_shut_nobody_out(site: Site) -> None:
    head = f"POST /say HTTP/1.1\r\nHost: {site.host}\r\nOrigin: http://{site.host}\r\n"
    unfinished = f"{head}Content-Length: 4\r\n\r\nne".encode()
    site.show()
    with ExitStack() as open_ones:
        lines = []
        for _ in range(2 * MOST_CONNECTIONS):
            lines.append(socket.create_connection(("127.0.0.1", site.port), timeout=10))
            open_ones.callback(lines[-1].close)
            lines[-1].sendall(unfinished)
        assert site.say("stop") == 204
        # The oldest have made room, so there are never more than a fixed number.
        with suppress(ConnectionResetError):
            assert lines[0].recv(1) == b""
        assert first_state(site)["title"] == "Knead the shoulder tops"
    assert site.said == ["stop"]
    assert not site.problems


def test_whoever_watches_is_not_sent_away_for_silent_ones(site: Site) -> None:
    site.show()
    watching = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    watching.request("GET", "/state")
    answer = watching.getresponse()
    with ExitStack() as open_ones:
        for _ in range(2 * MOST_CONNECTIONS):
            line = socket.create_connection(("127.0.0.1", site.port), timeout=10)
            open_ones.callback(line.close)
        site.show(title="Still here")
        while b"Still here" not in answer.readline():
            pass
    watching.close()


def test_everything_carries_the_headers_that_keep_it_in(site: Site) -> None:
    for path in ("/", "/page.css", "/state?", "/nothing"):
        if path == "/state?":
            site.screen.close()  # so that the answer ends
        headers = site.ask(path=path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "no-store" in headers["cache-control"] or "etag" in headers


def test_a_file_that_a_page_has_is_not_sent_again(site: Site) -> None:
    first = site.ask(path="/page.css")
    again = site.ask(path="/page.css", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_without_the_key_a_shared_page_shows_nothing_and_obeys_nobody() -> None:
    with serving(KEYS) as site:
        site.show()
        key = KEYS.control
        wrong = ["/", "/state", "/say", "/page.js", f"/{'x' * 22}/", f"/{key[:-1]}/state"]
        wrong += [f"/{key.upper()}/", f"//{key}/", f"/%00{key}/"]
        for path in wrong:
            answer = site.ask(path=path)
            assert (answer.status, answer.body) == (404, b"Nothing here.\n")
            assert site.say("next", path) == 404
        assert not site.said


def test_the_key_that_commands_shows_and_commands() -> None:
    with serving(KEYS) as site:
        site.show()
        start = f"/{KEYS.control}"
        assert site.ask(path=start).headers["location"] == f"{start}/"
        assert b'data-rights="control"' in site.ask(path=f"{start}/").body
        assert first_state(site, f"{start}/state")["title"] == "Knead the shoulder tops"
        assert site.say("next", f"{start}/say") == 204
        assert (
            site.say(
                "back",
                f"{start}/say",
                Host="massage-pi.local:1",
                Origin="http://massage-pi.local:1",
            )
            == 204
        )
        assert site.said == ["next", "back"]


def test_the_key_that_only_shows_cannot_command() -> None:
    with serving(KEYS) as site:
        site.show()
        assert b'data-rights="view"' in site.ask(path=f"/{KEYS.view}/").body
        assert first_state(site, f"/{KEYS.view}/state")["title"] == "Knead the shoulder tops"
        assert site.say("next", f"/{KEYS.view}/say") == 403
        assert not site.said


def test_a_taken_port_gives_way_to_the_next() -> None:
    with bound("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with bound("127.0.0.1", port) as other:
            assert other.getsockname()[1] != port


def test_a_page_that_sends_rubbish_does_not_end_the_server(site: Site) -> None:
    for rubbish in (
        b"\x00" * 100,
        b"GET / HTTP/1.1\r\n" + b"A: " + b"x" * 100_000,
        b"\x16\x03\x01",
    ):
        with socket.create_connection(("127.0.0.1", site.port), timeout=10) as line:
            try:
                line.sendall(rubbish)
                line.shutdown(socket.SHUT_WR)
                line.recv(1000)
            except OSError:
                pass
    assert site.ask().status == 200
    assert not site.problems


def test_the_whole_page_is_light(site: Site) -> None:
    site.show()
    weight = sum(len(site.ask(path=f"/{name}").body) for name in static_files(WORDS))
    body = f"/body/{first_state(site)['body']}"
    assert weight + len(site.ask(path=body).body) < 150_000


def test_who_watches_is_told_every_change_in_order(site: Site) -> None:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    line.request("GET", "/state")
    answer = line.getresponse()
    seen: list[int] = []
    while len(seen) < 5:
        row = answer.readline().decode()
        if row.startswith("data: "):
            seen.append(json.loads(row[6:])["number"] or 0)
            site.show(number=len(seen))
    line.close()
    assert all(a < b for a, b in pairwise(seen))


GARBAGE = {
    "pieces that are none": b"Transfer-Encoding: chunked\r\n\r\n4\r\nnext of kin\r\n0\r\n\r\n",
    "a length that is none": b"Content-Length: many\r\n\r\nnext",
    "a second request that is none": b"Content-Length: 4\r\n\r\nnext\0\0\0 / HTTP\r\n\r\n",
    "a header that never ends": b"X: " + b"x" * 20_000,
}


@pytest.mark.parametrize("rest", GARBAGE.values(), ids=GARBAGE)
def test_what_is_no_http_is_refused_and_nobody_is_told_that_the_page_failed(
    site: Site, rest: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    head = f"POST /say HTTP/1.1\r\nHost: {site.host}\r\nOrigin: http://{site.host}\r\n".encode()
    for _ in range(5):
        line = socket.create_connection(("127.0.0.1", site.port), 10)
        with line, suppress(ConnectionError):
            line.sendall(head + rest)
            while line.recv(1 << 16):
                pass
    assert site.ask().status == 200
    assert not site.problems
    assert capfd.readouterr().err == ""
