"""Whoever is not meant to see the page or to command sees nothing and commands nothing."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_guide.web.gate import Keys, Rights, is_own_host, is_own_origin, new_key

NAMES = frozenset({"massage-pi", "massage-pi.local"})
KEYS = Keys(control=new_key(), view=new_key())


@pytest.mark.parametrize("host", ["127.0.0.1:8642", "localhost:8642", "localhost", "[::1]:8642"])
def test_this_machine_reaches_its_page(host: str) -> None:
    assert is_own_host(host, NAMES, shared=False)
    assert is_own_host(host, NAMES, shared=True)


@pytest.mark.parametrize("host", ["192.168.1.7:8642", "massage-pi:8642", "MASSAGE-PI.local"])
def test_the_network_reaches_only_what_is_shared(host: str) -> None:
    assert not is_own_host(host, NAMES, shared=False)
    assert is_own_host(host, NAMES, shared=True)


@pytest.mark.parametrize(
    "host",
    [
        "", ":", ":8642", "evil.example", "evil.example:8642", "localhost.evil.example",
        "127.0.0.1.evil.example", "127.0.0.1@evil.example", "user@127.0.0.1", "localhost/",
        "localhost?x", "localhost#x", "localhost:80:80", "localhost:port", "127.1", "0x7f000001",
        "2130706433", "[::1", "a b", "localhost\t", "massage-pi.evil.example", "127.0.0.1\\evil",
    ],
)  # fmt: skip
@pytest.mark.parametrize("shared", [False, True])
def test_a_strange_name_is_nobody_of_ours(host: str, shared: bool) -> None:  # noqa: FBT001
    assert not is_own_host(host, NAMES, shared=shared)


@given(st.text(alphabet=string.ascii_lowercase + ".-", min_size=1).filter(lambda n: n not in NAMES))
def test_no_name_of_somebody_else_is_ours(name: str) -> None:
    assert is_own_host(name, NAMES, shared=True) == (name.rstrip(".") in {*NAMES, "localhost"})


@given(st.text())
def test_no_host_header_breaks_the_gate(host: str) -> None:
    is_own_host(host, NAMES, shared=True)
    is_own_origin(host, host)


def test_a_page_is_ours_only_from_the_same_host_and_port() -> None:
    host = "127.0.0.1:8642"
    assert is_own_origin("http://127.0.0.1:8642", host)
    for other in ("null", "", "http://127.0.0.1:8643", "http://localhost:8642", "file://",
                  "http://evil.example", "http://127.0.0.1:8642.evil.example"):  # fmt: skip
        assert not is_own_origin(other, host)


def test_each_key_opens_its_own_door_and_no_other_key_any() -> None:
    assert KEYS.rights(KEYS.control) is Rights.CONTROL
    assert KEYS.rights(KEYS.view) is Rights.VIEW
    for wrong in ("", "x", KEYS.control[:-1], KEYS.control + "x", KEYS.view.swapcase(), "ключ"):
        assert KEYS.rights(wrong) is None


def test_no_two_keys_are_alike() -> None:
    assert len({new_key() for _ in range(100)}) == 100
    assert len(new_key()) >= 22
