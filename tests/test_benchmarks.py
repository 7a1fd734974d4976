"""The benchmarks as they are started: with the product alone, and with less."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

_BARE = ("-S",)
"""Python without any package that was added to it."""
_WITH_THE_PRODUCT_ALONE = """
import sys
from importlib import import_module
for extra in ("soxr", "torch", "pocketsphinx", "speech_recognition", "playwright", "pytest"):
    sys.modules[extra] = None  # As if it were not installed.
import_module("benchmarks." + sys.argv[1])
"""


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_benchmarks_tell_what_there_is_to_run_before_any_package_is_there() -> None:
    run = python(*_BARE, "-m", "benchmarks", "--help")
    assert run.returncode == 0
    assert "model [PATH]" in run.stdout


@pytest.mark.parametrize("name", [(), ("hearing",), ("model",), ("page",)])
def test_a_benchmark_without_a_package_says_how_to_add_it(name: tuple[str, ...]) -> None:
    run = python(*_BARE, "-m", "benchmarks", *name)
    assert run.returncode == 3
    assert "is missing here" in run.stderr
    assert "pip install -e '.[bench]'" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("name", ["hearing", "session", "model.card", "kills", "recall", "soak"])
def test_a_benchmark_needs_no_more_packages_than_the_product(name: str) -> None:
    run = python("-c", _WITH_THE_PRODUCT_ALONE, name)
    assert run.returncode == 0, run.stderr
