"""`pip install .` gives the same product, with everything it needs inside the package."""

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ROOT
from voice_guide.adapters.wav_file import read_wav
from voice_guide.sound.samples import SAMPLE_RATE

pytestmark = pytest.mark.slow

ROUTINE = """
title: A short try
summary: One step.
position: Sit.
parts:
  - title: The only part
    steps:
      - title: Rest the hands
        say: Rest your hands on the shoulders.
        areas: [shoulders]
        hold: 5 s
aftercare: [Drink some water.]
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, outside: Mapping[str, str]) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # With the build backend at hand nothing is fetched.
    here = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", *here]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], env=outside, check=True)
    (built,) = folder.glob("*.whl")
    return built


@dataclass(frozen=True)
class Installed:
    """The product in an environment of its own, with nothing of the checkout in reach."""

    root: Path
    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        scripts = sysconfig.get_path("scripts", "venv", {"base": str(self.root)})
        return subprocess.run(
            [str(Path(scripts, "voice-guide")), *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=240,
            check=False,
        )


@pytest.fixture(scope="module")
def elsewhere(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory, outside: Mapping[str, str]
) -> Path:
    """An environment with the wheel, which borrows the libraries of this one."""
    root = tmp_path_factory.mktemp("elsewhere") / "an environment"
    venv.create(root, symlinks=os.name == "posix", with_pip=False)
    python = Path(sysconfig.get_path("scripts", "venv", {"base": str(root)}), "python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--quiet"]
    subprocess.run([*pip, str(wheel)], env=outside, check=True)
    packages = sysconfig.get_path("purelib", "venv", {"base": str(root)})
    Path(packages, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return root


@pytest.fixture
def installed(elsewhere: Path, tmp_path: Path) -> Installed:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return Installed(elsewhere, tmp_path, environment)


def test_the_wheel_holds_every_routine_every_language_file_and_the_model(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    language = (ROOT / "voice_guide" / "language").rglob("*.yaml")
    shipped = [*(ROOT / "routines").rglob("*.yaml"), *(ROOT / "models/command-en").rglob("*.*")]
    wanted = {path.relative_to(ROOT).as_posix() for path in language}
    wanted |= {f"voice_guide/_shipped/{path.relative_to(ROOT).as_posix()}" for path in shipped}
    assert len(wanted) > 20
    assert wanted <= inside
    assert not any(name.startswith("tests") for name in inside)


def test_installed_elsewhere_it_plays_a_routine_aloud(installed: Installed) -> None:
    (installed.folder / "short.yaml").write_text(ROUTINE)
    ended = installed.run(
        "play", "short.yaml", "--skip-screening", "--events", "events.jsonl",
        "--microphone", "none", "--loudspeaker", "out.wav",
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    lines = (installed.folder / "events.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert {"Rest your hands on the shoulders.", "Drink some water."} <= {
        event["text"] for event in events if event["event"] == "said"
    }
    assert events[-1]["event"] == "finished"
    assert events[-1]["outcome"] == "completed"
    assert not [event for event in events if event["event"] == "part_failed"]

    sound = read_wav(installed.folder / "out.wav")
    said = next(event for event in events if event.get("text") == "Drink some water.")
    start = int(said["at"] * SAMPLE_RATE)
    assert np.abs(sound[start : start + SAMPLE_RATE]).max() > 0.05, "it is heard, not only logged"


def test_installed_elsewhere_the_routines_and_the_model_are_its_own(installed: Installed) -> None:
    listed = json.loads(installed.run("list", "--json").stdout)
    assert {routine["id"] for routine in listed} == {
        path.stem for path in (ROOT / "routines").glob("*.yaml")
    }
    models = json.loads(installed.run("models", "--json").stdout)
    (used,) = [model for model in models if model["in_use"]]
    assert Path(used["path"]).resolve().is_relative_to(installed.root.resolve())
