"""`python3 -m tools.bounds [PYTHON ...]`: tests with the oldest and the newest packages we allow.

For each Python (this one, if none is named) two environments are made below `build/bounds`: in one
every dependency is as old as `pyproject.toml` allows, in the other as new as there is. Both run a
part of the tests that uses every dependency. Ends with 1 when one does not work. Needs a network.
"""

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "bounds"
TOOLS = (
    "pytest",
    "pytest-timeout",
    "pytest-rerunfailures",
    "hypothesis",
    "jsonschema",
    "playwright",
)
"""What these tests need, as new as there is."""
TESTS = (
    "tests/core/test_shipped_routines.py",
    "tests/core/test_resuming.py",
    "tests/adapters/test_routine_file.py",
    "tests/adapters/test_hostile_files.py",
    "tests/adapters/test_spoilt_files.py",
    "tests/adapters/test_journal.py",
    "tests/adapters/test_model_store.py",
    "tests/adapters/test_wav_file.py",
    "tests/adapters/test_voice.py",
    "tests/adapters/test_vosk_recogniser.py",
    "tests/bodymap/test_sheet.py",
    "tests/drafting",
    "tests/language",
    "tests/screen/test_catalogue.py",
    "tests/screen/test_terminal.py",
    "tests/sound/test_resample.py",
    "tests/tools/test_own_words.py",
    "tests/web/test_invitation.py",
    "tests/web/test_server.py",
    "tests/test_check.py",
    "tests/test_doctor.py",
    "tests/test_fuzz.py",
    "tests/test_history.py",
    "tests/test_stories.py",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 -m tools.bounds", description=__doc__)
    parser.add_argument("pythons", nargs="*", default=[sys.executable], metavar="PYTHON")
    parser.add_argument("--only", choices=["oldest", "newest"])
    options = parser.parse_args()
    failed = [
        (python, kind)
        for python in options.pythons
        for kind in ("oldest", "newest")
        if options.only in {None, kind} and not works(python, kind)
    ]
    for python, kind in failed:
        print(f"{python}, {kind}: does not work")
    return 1 if failed else 0


def works(python: str, kind: str) -> bool:
    """Whether the tests pass with the packages of this kind."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    version = subprocess.run([python, "-c", ask], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 - a Python that was named
    place = PLACE / f"{version.stdout.strip()}-{kind}"
    inside = str(place / "bin" / "python")
    bounds = place.with_suffix(".txt")
    place.parent.mkdir(parents=True, exist_ok=True)
    bounds.write_text("".join(oldest()) if kind == "oldest" else "", encoding="utf-8")
    install = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = (
        [python, "-m", "venv", "--clear", str(place)],
        [*install, "--upgrade", "--constraint", str(bounds), "--editable", str(ROOT), *TOOLS],
        [inside, "-m", "pip", "check", "--disable-pip-version-check"],
        [inside, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
    )
    for step in steps:
        print("+", *step[:6], "...", flush=True)
        if subprocess.run(step, check=False, cwd=ROOT).returncode:  # noqa: S603 - fixed commands
            return False
    return True


def oldest() -> Iterator[str]:
    """A line for each dependency: the lowest version that is allowed."""
    for text in dependencies():
        wanted = Requirement(text)
        lowest = next(part.version for part in wanted.specifier if part.operator == ">=")
        marker = f"; {wanted.marker}" if wanted.marker else ""
        yield f"{wanted.name}=={lowest}{marker}\n"


def dependencies() -> list[str]:
    """As `pyproject.toml` has them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: list[str] = tomllib.load(file)["project"]["dependencies"]
    return found


if __name__ == "__main__":
    sys.exit(main())
