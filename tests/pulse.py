"""A sound card made of software, or a test that is skipped: see benchmarks/virtual_card.py."""

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.virtual_card import PROGRAMS, Pulse, recorded, wait_until
from benchmarks.virtual_card import pulse_server as virtual_card
from tests.conftest import needs_program

__all__ = ["Pulse", "pulse_server", "recorded", "wait_until"]


@contextmanager
def pulse_server(rate: int = 48_000) -> Iterator[Pulse]:
    """A server of our own whose speaker works at this rate; gone with all when the block ends."""
    for program, package in PROGRAMS.items():
        needs_program(program, package)
    with virtual_card(rate) as server:
        yield server
