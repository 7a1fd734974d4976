"""When it is worth to look for sound devices again."""

import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice_guide.adapters.sound_card.signs import TRIES, Watch, signs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signs of Linux")


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a sound server would be."""
    with tempfile.TemporaryDirectory(prefix="vg-") as folder:
        monkeypatch.setenv("PULSE_SERVER", f"unix:{folder}/native")
        yield Path(folder) / "native"


def test_nothing_new_is_nothing_to_look_for(path: Path) -> None:
    watch = Watch()
    assert not os.path.lexists(path)
    assert not any(watch.changed() for _ in range(5))


def test_a_server_that_appears_is_looked_for_a_few_times(path: Path) -> None:
    watch = Watch()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        assert [watch.changed() for _ in range(TRIES + 2)] == [True] * TRIES + [False] * 2


def test_a_server_that_hangs_up_at_once_has_no_place_left(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()

        def hang_up() -> None:
            server.accept()[0].close()

        full = threading.Thread(target=hang_up)
        full.start()
        assert "takes nobody" in signs()
        full.join()
        assert "answers" in signs()
