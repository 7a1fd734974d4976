"""run.py itself, beside a project small enough to install in a second without a network."""

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

import run
from tests.conftest import ROOT

POSIX = os.name == "posix"

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "tiny"
version = "1"
dependencies = []
"""

BACKEND = """
import os, time, zipfile
from pathlib import Path

def build_editable(folder, config_settings=None, metadata_directory=None):
    while Path("wait").exists():
        Path("building").touch()
        time.sleep(0.05)
    name = "tiny-1-py3-none-any.whl"
    needs = Path("needs").read_text() if Path("needs").exists() else ""
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        wheel.writestr("tiny.pth", os.getcwd() + "\\n")
        wheel.writestr("tiny-1.dist-info/METADATA",
            "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\nProvides-Extra: test\\n" + needs)
        wheel.writestr("tiny-1.dist-info/WHEEL",
            "Wheel-Version: 1.0\\nGenerator: tiny\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("tiny-1.dist-info/RECORD", "")
    return name
"""

PRODUCT = """
import sys
print(*sys.argv[1:], sep="|")
sys.exit(7 if sys.argv[1:] else 0)
"""


@dataclass(frozen=True)
class Checkout:
    """A copy of run.py in a folder of its own, and how to start it."""

    root: Path
    environment: Mapping[str, str]

    def command(self, *arguments: str, before: str = "") -> list[str]:
        """`before`: Python that is run first, for what cannot be arranged from outside."""
        code = f"{before}\nimport runpy; runpy.run_path('run.py', run_name='__main__')"
        return [sys.executable, *(["-c", code] if before else ["run.py"]), *arguments]

    def run(
        self, *arguments: str, before: str = "", folder: Path | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        command = self.command(*arguments, before=before)
        if folder:
            command[1] = str(self.root / "run.py")
        return subprocess.run(
            command,
            cwd=folder or self.root,
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="module")
def nothing_to_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PATH without apt-get: nothing here may install anything on this machine."""
    return tmp_path_factory.mktemp("no programs")


def make_checkout(root: Path, path: Path) -> Checkout:
    root.mkdir()
    shutil.copy(ROOT / "run.py", root)
    files = {
        "pyproject.toml": PYPROJECT,
        "backend.py": BACKEND,
        "voice_guide/__init__.py": "",
        "voice_guide/__main__.py": PRODUCT,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    offline = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PIP_", "PYTHON", "COV_")) and name != "CI"
    }
    return Checkout(root, {**kept, **offline, "PATH": str(path)})


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, nothing_to_run: Path) -> Checkout:
    """Set up once for the module, and again by every test that breaks it."""
    checkout = make_checkout(tmp_path_factory.mktemp("ready") / "a checkout", nothing_to_run)
    first = checkout.run("hello", "a b")
    assert (first.returncode, first.stdout) == (7, "hello|a b\n"), first.stderr
    assert "Setting up" in first.stderr
    assert "Ready." in first.stderr
    return checkout


@pytest.fixture
def bare(tmp_path: Path, nothing_to_run: Path) -> Checkout:
    return make_checkout(tmp_path / "a checkout", nothing_to_run)


def test_started_again_it_says_nothing_and_passes_words_and_exit_codes_on(ready: Checkout) -> None:
    again = ready.run("play", "the back rub", "--typed")
    assert (again.returncode, again.stdout, again.stderr) == (7, "play|the back rub|--typed\n", "")
    assert ready.run().returncode == 0


def test_it_starts_from_any_folder_and_takes_nothing_from_there(
    ready: Checkout, tmp_path: Path
) -> None:
    (tmp_path / "voice_guide.py").write_text("print('a stranger')")
    assert ready.run("x", folder=tmp_path).stdout == "x\n"


def test_a_broken_set_up_repairs_itself(ready: Checkout) -> None:
    place = run.Place(ready.root)
    for python in place.python.parent.glob("python*"):
        python.unlink()
        if POSIX:
            python.symlink_to("/nowhere/python3")
    assert not place.is_ready("")
    for folder in place.venv.rglob("site-packages"):
        shutil.rmtree(folder)
    repaired = ready.run("x")
    assert (repaired.returncode, repaired.stdout) == (7, "x\n"), repaired.stderr
    assert "Setting up" in repaired.stderr
    assert ready.run("x").stderr == ""


def test_a_package_taken_away_does_not_go_unnoticed(ready: Checkout) -> None:
    place = run.Place(ready.root)
    (package,) = place.venv.rglob("tiny.pth")
    elsewhere = package.rename(ready.root / "tiny.pth")
    assert not place.is_ready("")
    elsewhere.rename(package)
    assert place.is_ready("")


def test_a_set_up_of_another_python_or_half_written_does_not_count(ready: Checkout) -> None:
    place = run.Place(ready.root)
    whole = place.stamp.read_text()
    assert place.is_ready("")
    for other in (whole.replace("cpython-3", "cpython-2"), whole[:40], "[]", ""):
        place.stamp.write_text(other)
        assert not place.is_ready("")
    place.stamp.write_text(whole)
    assert place.is_ready("")


def test_a_moved_folder_is_set_up_where_it_is_now(ready: Checkout) -> None:
    moved = ready.root.rename(ready.root.with_name("moved"))
    try:
        assert not run.Place(moved).is_ready("")
    finally:
        moved.rename(ready.root)


def test_a_changed_project_is_brought_up_to_date_without_starting_afresh(ready: Checkout) -> None:
    with (ready.root / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    changed = ready.run("x")
    assert changed.returncode == 7, changed.stderr
    assert "Updating" in changed.stderr
    assert ready.run("x").stderr == ""


@pytest.mark.skipif(not POSIX, reason="signals and handed-on locks are POSIX")
def test_killed_in_the_middle_the_next_start_waits_for_what_still_writes_and_finishes(
    bare: Checkout,
) -> None:
    (bare.root / "wait").touch()
    first = bare.start("first")
    while not (bare.root / "building").exists():
        assert first.poll() is None, first.communicate()
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()

    second = bare.start("second")
    assert second.stderr is not None
    assert "waiting" in second.stderr.readline()
    third = bare.start("third")
    (bare.root / "wait").unlink()
    ends = [start.communicate(timeout=120) for start in (second, third)]
    first.communicate()

    assert [out for out, _ in ends] == ["second\n", "third\n"]
    assert sum(text.count("Setting up") for _, text in ends) == 1, "two starts, one set-up"


def test_without_a_network_it_says_what_to_try_and_ends_with_3(bare: Checkout) -> None:
    (bare.root / "needs").write_text("Requires-Dist: something-not-here\n")
    ended = bare.run("x")
    assert ended.returncode == 3
    assert "no network" in ended.stderr
    assert "HTTPS_PROXY" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_older_python_is_told_which_one_is_needed(bare: Checkout) -> None:
    ended = bare.run(before="import sys; sys.version_info = (3, 10, 4, 'final', 0)")
    assert ended.returncode == 3
    assert "needs Python 3.11, 3.12 or 3.13" in ended.stderr
    assert not (bare.root / ".venv").exists()


def test_python_3_7_can_read_run_py_far_enough_to_be_told() -> None:
    ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 7))


NO_ENSUREPIP = "import sys; sys.modules['ensurepip'] = None"


def test_a_debian_without_venv_is_told_the_package(bare: Checkout) -> None:
    ended = bare.run("x", before=NO_ENSUREPIP)
    assert ended.returncode == 3
    assert f"python3.{sys.version_info.minor}-venv" in ended.stderr


@pytest.fixture
def debian(tmp_path: Path) -> Path:
    """A PATH on which apt-get, sudo and dpkg-query only note what they are asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    scripts = {
        "apt-get": 'echo "apt-get $*" >>"$NOTES"; case "$*" in *unheard*) exit 100;; esac',
        "sudo": 'echo sudo >>"$NOTES"; exec "$@"',
        "dpkg-query": "echo not-installed",
    }
    for name, script in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    for name in ("env", "sh"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    return folder


ADD = """
import os, pathlib, run
os.geteuid = lambda: {uid}
place = run.Place(pathlib.Path({root!r}))
run.add_system_packages(place, {packages!r}, "a purpose")
"""


@dataclass(frozen=True)
class Wanting:
    """Wanting system packages as root or as anybody, on a terminal or not."""

    root: Path
    environment: Mapping[str, str]
    notes: Path

    def want(self, *packages: str, uid: int, types: str | None = None) -> str:
        """Return what was said; `types` is what the person at the terminal answers."""
        code = ADD.format(uid=uid, root=str(self.root), packages=packages)
        command = [sys.executable, "-c", code]
        if types is None:
            ended = subprocess.run(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=True,
            )
            return ended.stderr
        return self._on_a_terminal(command, types)

    def _on_a_terminal(self, command: list[str], types: str) -> str:
        import pty  # noqa: PLC0415 - not on Windows

        ours, theirs = pty.openpty()
        os.write(ours, types.encode())
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        said = b""
        while True:
            try:
                piece = os.read(ours, 1000)
            except OSError:
                break
            if not piece:
                break
            said += piece
        os.close(ours)
        assert process.wait() == 0, said
        return said.decode()

    def done(self) -> list[str]:
        return self.notes.read_text().splitlines() if self.notes.exists() else []


@pytest.fixture
def wanting(tmp_path: Path, debian: Path) -> Wanting:
    (tmp_path / ".venv").mkdir()
    notes = tmp_path / "notes"
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    environment = {**kept, "PATH": str(debian), "NOTES": str(notes)}
    return Wanting(tmp_path, environment, notes)


on_posix = pytest.mark.skipif(not POSIX, reason="Debian packages")


@on_posix
def test_root_gets_packages_without_a_question(wanting: Wanting) -> None:
    said = wanting.want("one", "two", uid=0)
    assert [line.split()[-1] for line in wanting.done()] == ["one", "two"]
    assert "without" not in said


@on_posix
def test_a_package_this_system_lacks_costs_only_itself(wanting: Wanting) -> None:
    said = wanting.want("unheard-of", "two", uid=0)
    assert wanting.done()[-1].endswith(" two")
    assert "Going on without a purpose" in said


@on_posix
def test_who_says_yes_gets_sudo(wanting: Wanting) -> None:
    said = wanting.want("one", uid=1000, types="\n")
    assert "sudo apt-get install one" in said
    assert wanting.done()[0] == "sudo"
    assert wanting.done()[1].endswith(" one")


@on_posix
def test_a_no_is_remembered_and_the_one_command_named(wanting: Wanting) -> None:
    said = wanting.want("one", uid=1000, types="n\n")
    assert "sudo apt-get install one" in said.split("later:")[1]
    assert wanting.want("one", uid=1000, types="").strip() == ""
    assert wanting.done() == []


@on_posix
def test_without_sudo_the_command_is_one_that_works(wanting: Wanting, debian: Path) -> None:
    (debian / "sudo").unlink()
    assert "su -c 'apt-get install one'" in wanting.want("one", uid=1000)
    assert wanting.want("one", uid=1000, types="") == ""
    assert wanting.done() == []


@on_posix
def test_where_nobody_can_be_asked_it_is_said_once_and_asked_on_the_next_terminal(
    wanting: Wanting,
) -> None:
    assert "sudo apt-get install one" in wanting.want("one", uid=1000)
    assert wanting.want("one", uid=1000) == ""
    assert "[Y/n]" in wanting.want("one", uid=1000, types="n\n")


CHECK = (
    "import sys, pathlib; pathlib.Path('checks').open('a').write(' '.join(sys.argv[1:]) + '\\n')"
)


def test_run_py_test_runs_every_check_and_fails_when_one_does(ready: Checkout) -> None:
    for name in ("ruff", "mypy", "pytest"):
        failing = "\nsys.exit(5)" if name == "mypy" else ""
        (ready.root / f"{name}.py").write_text(CHECK + failing)
    ended = ready.run("test", "-k", "two words")
    checks = (ready.root / "checks").read_text().splitlines()
    assert checks == ["check", "format --check", "", "-k two words"]
    assert ended.returncode == 5
    assert "Failed: mypy." in ended.stderr
    noted = json.loads((ready.root / ".venv" / "voice-guide.json").read_text())
    assert "test" in noted["extras"]
