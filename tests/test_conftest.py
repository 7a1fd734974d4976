"""The rules about skipping, tried on a run of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEST = """
from tests.conftest import needs_program

def test_with_a_program_nobody_has():
    needs_program("no-such-program", "no-such-package")
"""


@pytest.mark.parametrize(("ci", "outcome"), [({}, "1 skipped"), ({"CI": "true"}, "1 failed")])
def test_a_missing_package_is_named_and_fails_only_in_ci(
    tmp_path: Path, ci: dict[str, str], outcome: str
) -> None:
    (tmp_path / "test_it.py").write_text(TEST)
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    pytest_itself = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rfs"]
    options = ["--rootdir", str(tmp_path), "--confcutdir", str(tmp_path), "-c", os.devnull]
    ended = subprocess.run(
        [*pytest_itself, *options, str(tmp_path)],
        cwd=ROOT,
        env=environment | ci,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in ended.stdout, ended.stdout + ended.stderr
    assert "Debian package no-such-package" in ended.stdout
