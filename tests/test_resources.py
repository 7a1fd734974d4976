"""What comes with the product is where it looks for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import voice_guide
from voice_guide.errors import MissingPartError
from voice_guide.resources import shipped


@pytest.mark.parametrize("name", ["routines", "models/command-en", "models/command-en/README.md"])
def test_what_is_shipped_is_found_in_a_checkout(name: str) -> None:
    assert shipped(name).exists()


def test_what_is_not_shipped_is_named_with_a_remedy() -> None:
    with pytest.raises(MissingPartError, match="routines/no-such") as caught:
        shipped("routines/no-such.yaml")
    assert caught.value.exit_code == 3
    assert caught.value.hint


def test_an_installed_package_finds_what_was_packed_into_it(tmp_path: Path) -> None:
    package = tmp_path / "voice_guide"
    source = Path(voice_guide.__file__).parent
    package.mkdir()
    for name in ("__init__.py", "errors.py", "resources.py"):
        shutil.copy(source / name, package / name)
    packed = package / "_shipped" / "routines"
    packed.mkdir(parents=True)
    code = "from voice_guide.resources import shipped; print(shipped('routines'))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == packed.resolve()
