"""Files of the person's own: private, and whole or not there."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice_guide import private_file


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """A machine where new files are readable for everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of its own kind")
@pytest.mark.usefixtures("open_to_all")
def test_what_is_written_takes_the_place_of_the_old_and_is_for_its_owner_alone(
    tmp_path: Path,
) -> None:
    file = tmp_path / "notes"
    file.write_bytes(b"old")
    private_file.put(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_where_it_cannot_be_put_nothing_is_left_behind(tmp_path: Path) -> None:
    taken = tmp_path / "notes"
    (taken / "by a folder").mkdir(parents=True)
    with pytest.raises(OSError, match="notes"):
        private_file.put(taken, b"new")
    assert list(tmp_path.iterdir()) == [taken]
