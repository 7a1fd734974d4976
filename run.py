"""Start here: `python3 run.py` sets up what is missing and then is `voice-guide`.

`python3 run.py test` sets up what the tests need as well, and runs all of them.
Everything goes into `.venv` beside this file; deleting that folder undoes the set-up.
"""

# ruff: noqa: E402
# The check of the version stands above what older versions cannot read.
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)
if not OLDEST <= sys.version_info[:2] <= NEWEST:
    advice = "Install one of them and start run.py with it."
    for minor in range(OLDEST[1], NEWEST[1] + 1):
        name = f"python3.{minor}"
        # Asked to run: version switchers leave a file for each version they might run.
        if shutil.which(name) and not subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL):
            advice = f"Here is one: {name} run.py"
    this = sys.version.split()[0]
    print(f"voice-guide needs Python 3.11, 3.12 or 3.13; this is {this}.", file=sys.stderr)
    print(advice, file=sys.stderr)
    sys.exit(3)

import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shlex
import sysconfig
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SOUND_PACKAGES = ("libportaudio2",)
TEST_PACKAGES = (
    "pulseaudio",
    "pulseaudio-utils",
    "libasound2-plugins",
    "flite",
    "tmux",
    "chromium",
    "faketime",
)
CHECKS = (("ruff", "check"), ("ruff", "format", "--check"), ("mypy",), ("pytest",))
MISSING_PART = 3
INTERRUPTED = 130


class SetUpError(Exception):
    """The set-up cannot go on; the text says what to try."""


@dataclass(frozen=True)
class Place:
    """A checkout, its `.venv`, and what is noted there about the set-up."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self._inside("scripts") / ("python.exe" if sys.platform == "win32" else "python")

    @property
    def stamp(self) -> Path:
        """Written last, whole or not at all: without it the set-up counts as unfinished."""
        return self.venv / "voice-guide.json"

    @property
    def answers(self) -> Path:
        """What came of wanting system packages, so that nobody is asked at each start."""
        return self.venv / "voice-guide-system.json"

    @property
    def log(self) -> Path:
        """All that pip wrote the last time."""
        return self.venv / "voice-guide-pip.log"

    def is_ready(self, extra: str) -> bool:
        """Whether the product, and the packages of `extra`, are there for this pyproject.toml."""
        noted = read_notes(self.stamp)
        extras = noted.get("extras")
        return (
            self.is_whole(noted)
            and noted.get("project") == self._project()
            and isinstance(extras, list)
            and extra in extras
        )

    def is_whole(self, noted: Mapping[str, object]) -> bool:
        """Whether the environment is the one that was noted, with nothing taken away since."""
        packages = noted.get("packages")
        return (
            noted.get("environment") == self._environment()
            and isinstance(packages, list)
            and self._packages().issuperset(packages)
            and os.access(self.python, os.X_OK)
        )

    def note(self, extra: str) -> None:
        notes = {
            "environment": self._environment(),
            "project": self._project(),
            "extras": sorted({"", extra}),
            "packages": sorted(self._packages()),
        }
        write_notes(self.stamp, notes)

    def _environment(self) -> str:
        return f"{sys.implementation.cache_tag} {sysconfig.get_platform()} {self.root}"

    def _project(self) -> str:
        return hashlib.sha256((self.root / "pyproject.toml").read_bytes()).hexdigest()

    def _packages(self) -> set[str]:
        try:
            found = {entry.name for entry in self._inside("purelib").iterdir()}
        except OSError:
            return set()
        return found - {"__pycache__"}

    def _inside(self, kind: str) -> Path:
        base = {"base": str(self.venv), "platbase": str(self.venv)}
        return Path(sysconfig.get_path(kind, "venv", base))


def main(arguments: Sequence[str]) -> int:
    place = Place(Path(__file__).resolve().parent)
    testing = arguments[:1] == ["test"]
    try:
        set_up(place, "test" if testing else "")
        return run_checks(place, arguments[1:]) if testing else start(place, arguments)
    except SetUpError as error:
        tell(str(error))
        return MISSING_PART
    except KeyboardInterrupt:
        tell("Interrupted. The next start goes on from here.")
        return INTERRUPTED


# Setting up


def set_up(place: Place, extra: str) -> None:
    """Add what is missing; takes milliseconds when nothing is."""
    try:
        if not place.is_ready(extra):
            with only_one(place.root / "run.py") as lock:
                # Another start may have done it while this one waited.
                if not place.is_ready(extra):
                    install(place, extra, lock)
    except OSError as error:
        raise SetUpError(f"{error}\nThis folder must be on a disk with room, and yours.") from error
    # Here too, for those who could not be asked at the time.
    add_sound(place)
    if extra == "test":
        add_system_packages(
            place, TEST_PACKAGES, "the tests with sound cards, voices and a browser"
        )


def install(place: Place, extra: str, lock: int) -> None:
    """Make the environment, or bring a whole one up to date, and note it when all is there."""
    noted = read_notes(place.stamp)
    whole = place.is_whole(noted)
    tell(f"{'Updating' if whole else 'Setting up, once:'} {place.venv}")
    place.stamp.unlink(missing_ok=True)
    if not whole:
        make_environment(place, lock)
    # Before the long part, while somebody is still there to answer.
    add_sound(place)
    tell("Adding the packages:")
    add_packages(place, extra, lock)
    place.note(extra)
    tell("Ready.")


def make_environment(place: Place, lock: int) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        add_venv_package()
    making = [sys.executable, "-m", "venv", "--clear", str(place.venv)]
    code, output = run(making, lock=lock)
    if code:
        raise SetUpError(
            f"{telling_lines(output)}\nThe environment could not be made. "
            f"Delete {place.venv} and start again."
        )


def add_venv_package() -> None:
    """Debian and its likes keep this piece of Python in a package of its own."""
    package = f"python3.{sys.version_info.minor}-venv"
    asked = ask_for_rights((package,), "its own place for Python packages")
    if isinstance(asked, str) or not apt_install(asked, (package,)):
        raise SetUpError(f"Python's venv is missing here. Add it with:\n  {by_hand((package,))}")


def add_packages(place: Place, extra: str, lock: int) -> None:
    """Install this checkout with pip, so that it runs from where it lies."""
    what = f"{place.root}[{extra}]" if extra else str(place.root)
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar=off", "--retries=2"]
    command = [str(place.python), "-m", "pip", "install", *options, "--editable", what]
    code, output = run(command, lock=lock, each_line=tell_package)
    place.log.write_text(output, encoding="utf-8")
    if code:
        raise SetUpError(f"{telling_lines(output)}\n{why_pip_failed(output)} More: {place.log}")


def tell_package(line: str) -> None:
    """One short line for each package that pip turns to."""
    collecting = re.match(r"\s*Collecting ([\w.-]+)", line)
    if collecting:
        tell(f"  {collecting[1]}")
    elif line.startswith("Installing collected packages"):
        tell("  unpacking them")


def why_pip_failed(output: str) -> str:
    network = (
        r"name resolution|getaddrinfo|NewConnection|ConnectTimeout|timed out|unreachable|Proxy"
    )
    if re.search(network, output):
        return (
            "The packages cannot be fetched: no network?\n"
            "Connect once and start again; after that no network is needed. "
            "Behind a proxy, set HTTPS_PROXY first."
        )
    if "No space left" in output:
        return "The disk is full. Make about 600 MB of room and start again."
    return "The packages could not be installed. Start again."


# What only the system's own package tool can add


def add_sound(place: Place) -> None:
    """PortAudio: carried by the Python package on macOS and Windows, not on Linux."""
    if sys.platform != "linux" or is_settled(place, SOUND_PACKAGES):
        return
    try:
        ctypes.CDLL("libportaudio.so.2")
    except OSError:
        add_system_packages(place, SOUND_PACKAGES, "sound from the loudspeaker and microphone")
    else:
        remember(place, SOUND_PACKAGES, "there")


def add_system_packages(place: Place, packages: Sequence[str], purpose: str) -> None:
    """Install Debian packages where we may; else say once how, and go on without."""
    if is_settled(place, packages):
        return
    missing = [name for name in packages if not is_installed(name)]
    outcome = "there"
    if missing:
        asked = ask_for_rights(missing, purpose)
        outcome = asked if isinstance(asked, str) else "added"
        if not isinstance(asked, str) and not apt_install(asked, missing):
            outcome = "failed"
        if outcome != "added":
            tell(f"Going on without {purpose}. To add it later:\n  {by_hand(missing)}")
    remember(place, packages, outcome)


def is_settled(place: Place, packages: Sequence[str]) -> bool:
    """Whether nothing is to be done or asked; only who could not be asked is asked later."""
    outcome = read_notes(place.answers).get(" ".join(packages))
    return outcome is not None and not (outcome == "not asked" and may_ask())


def remember(place: Place, packages: Sequence[str], outcome: str) -> None:
    try:
        noted = read_notes(place.answers)
        write_notes(place.answers, {**noted, " ".join(packages): outcome})
    except OSError:
        # A folder that others keep for us: they were asked, and we have nothing to note.
        return


def ask_for_rights(packages: Sequence[str], purpose: str) -> list[str] | str:
    """Return what goes before `apt-get`, or why nothing may be installed."""
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return "no apt-get"
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return "no sudo"
    if os.environ.get("CI"):
        return ["sudo", "-n"]
    if not may_ask():
        return "not asked"
    tell(f"For {purpose}: {by_hand(packages)}")
    print("Do this now, with your password? [Y/n] ", end="", file=sys.stderr, flush=True)
    return ["sudo"] if sys.stdin.readline().lower() in {"\n", "y\n", "yes\n"} else "no"


def may_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def by_hand(packages: Sequence[str]) -> str:
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return f"your system's package tool, for what Debian calls {' '.join(packages)}"
    command = f"apt-get install {' '.join(packages)}"
    if os.geteuid() == 0:
        return command
    return f"sudo {command}" if shutil.which("sudo") else f"su -c '{command}'"


def is_installed(package: str) -> bool:
    if not shutil.which("dpkg-query"):
        return False
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return run(query)[1].strip() == "installed"


def apt_install(rights: Sequence[str], packages: Sequence[str]) -> bool:
    """Install one by one, so that a name that this system lacks costs only itself."""
    tell("Adding system packages:")
    apt_get = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-q"]
    fresh = False
    failed = []
    for package in packages:
        tell(f"  {package}")
        install_one = [*apt_get, "install", "--no-install-recommends", package]
        code, output = run(install_one)
        if code and not fresh:
            fresh = True
            run([*apt_get, "update"])
            code, output = run(install_one)
        if code:
            tell(telling_lines(output))
            failed.append(package)
    return not failed


# Starting


def start(place: Place, arguments: Sequence[str]) -> int:
    """Become `voice-guide`; -P keeps the current folder's files from being taken for ours."""
    command = [str(place.python), "-P", "-m", "voice_guide", *arguments]
    # Advice is to name the program as it was called.
    os.environ.setdefault("VOICE_GUIDE_COMMAND", as_typed(sys.orig_argv, len(arguments)))
    if sys.platform != "win32":
        os.execv(command[0], command)  # noqa: S606 - in place of this process, so no shell
    return wait_for(command, None)


def as_typed(command: Sequence[str], arguments: int) -> str:
    """What stands before the arguments; a version switcher spells out the path of Python."""
    python, *rest = command[: len(command) - arguments]
    name = Path(python).name
    return shlex.join([name if shutil.which(name) else python, *rest])


def run_checks(place: Place, pytest_arguments: Sequence[str]) -> int:
    """Run every check even when one fails; return the first failure's exit code."""
    failures = {}
    for check in CHECKS:
        tell(" ".join(check))
        more = pytest_arguments if check == ("pytest",) else ()
        code = wait_for([str(place.python), "-m", *check, *more], place.root)
        if code:
            failures[" ".join(check)] = code
    tell(f"Failed: {', '.join(failures)}." if failures else "All checks passed.")
    return next(iter(failures.values()), 0)


# Small tools


@contextmanager
def only_one(path: Path) -> Iterator[int]:
    """Hold the lock of the file at `path`; wait for whoever holds it.

    The descriptor is handed on to the processes that we start, so that the lock outlives
    a killed run.py for as long as its pip goes on writing.
    """
    with path.open("r+b") as file:
        if not lock_now(file.fileno()):
            tell("Another start is setting up; waiting for it.")
            while not lock_now(file.fileno()):
                time.sleep(0.2)
        yield file.fileno()


if sys.platform == "win32":
    import msvcrt

    def lock_now(descriptor: int) -> bool:
        # A byte far behind the end: Windows keeps others from reading what is locked.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def lock_now(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network disks know no locks; there it has to go without.
            return True
        return True


def run(
    command: Sequence[str],
    *,
    lock: int | None = None,
    each_line: Callable[[str], None] | None = None,
) -> tuple[int, str]:
    """Run a command; return its exit code and all that it wrote."""
    handed_on = () if lock is None or sys.platform == "win32" else (lock,)
    lines = []
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        pass_fds=handed_on,
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if each_line:
                each_line(line)
    return process.returncode, "".join(lines)


def wait_for(command: Sequence[str], folder: Path | None) -> int:
    """Run in the foreground; an interrupt is for the command to answer."""
    with subprocess.Popen(command, cwd=folder) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def read_notes(path: Path) -> Mapping[str, object]:
    try:
        notes = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def write_notes(path: Path, notes: Mapping[str, object]) -> None:
    whole = path.with_suffix(f".{os.getpid()}")
    whole.write_text(json.dumps(notes, indent=1), encoding="utf-8")
    whole.replace(path)


def telling_lines(output: str) -> str:
    """The few lines of a failed command's output that name an error, else its last ones."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(\w*Error|ERROR|E|sudo):", line)]
    return "\n".join(f"  {line[:200]}" for line in (errors or lines)[-4:])


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
