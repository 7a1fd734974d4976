"""What every test stands on: folders of its own, and a plain word about what is missing."""

import os
import shutil
import signal
import tempfile
from collections.abc import Generator, Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

_before = dict(os.environ)
_home = Path(tempfile.mkdtemp(prefix="voice-guide-tests-"))
_users = count(1)


def pytest_configure() -> None:
    """Before any of ours is imported: neither read nor write the user's own folders."""
    # How long a case takes says more about the machine than about us.
    settings.register_profile("ours", deadline=None)
    settings.load_profile("ours")
    os.environ.update(_folders(_home))
    # One for the whole run: what was spoken once need not be rendered again.
    os.environ["XDG_CACHE_HOME"] = str(_home / "cache")
    os.environ["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = str(_home / "cache")
    os.environ.pop("VOSK_MODEL_PATH", None)
    # Started in the background, a shell makes us and all our children deaf to Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure() -> None:
    os.environ.clear()
    os.environ.update(_before)
    shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(autouse=True)
def user(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user who has never used this before: the home folder of one test."""
    home = _home / f"user-{next(_users)}"
    home.mkdir()
    for name, folder in _folders(home).items():
        monkeypatch.setenv(name, folder)
    return home


@pytest.fixture(scope="session")
def outside() -> Mapping[str, str]:
    """The environment as it was before: for tools with settings and downloads of their own."""
    return dict(_before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, where everything is installed, a skip for want of a package is a failure."""
    report = yield
    if "CI" in os.environ and report.skipped and "Debian package" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = str(report.longrepr)
    return report


def needs_program(name: str, package: str = "") -> str:
    """Return where the program is, or skip the test."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed (Debian package {package or name})")
    return found


def needs_shared() -> Path:
    """Return the folder of recordings beside the checkout, which not everybody has."""
    shared = ROOT.parent / "shared"
    if not shared.is_dir():
        pytest.skip(f"{shared} is absent")
    return shared


def _folders(home: Path) -> dict[str, str]:
    """The variables that say where a user's folders are, apart from the cache."""
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
    }
