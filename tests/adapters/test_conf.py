"""Settings of a model that would end the whole program: each in a program of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voice_guide.adapters.vosk_recogniser.conf import check_conf
from voice_guide.errors import MissingPartError
from voice_guide.resources import shipped
from voice_guide.wiring.recognising import recogniser

MODEL = shipped("models/command-en")
LOADED = """
import sys
from pathlib import Path
import numpy as np
from voice_guide.errors import MissingPartError
from voice_guide.wiring.recognising import recogniser
try:
    recogniser(Path(sys.argv[1]), ("stop",)).accept(np.zeros(16_000, np.float32))
except MissingPartError as error:
    sys.exit(f"{error} {error.hint}")
"""
SMALL_PUBLISHED = """\
--min-active=200
--max-active=3000
--beam=10.0
--lattice-beam=2.0
--acoustic-scale=1.0
--frame-subsampling-factor=3
--endpoint.silence-phones=1:2:3:4:5:6:7:8:9:10
--endpoint.rule2.min-trailing-silence=0.5
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return shutil.copytree(MODEL, tmp_path / "mine")


def with_setting(model: Path, name: str, value: str) -> tuple[Path, int]:
    """Sets it in the file that has it, or as the last feature; where."""
    for file in (model / "conf").iterdir():
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            if line.startswith(f"--{name}="):
                lines[number - 1] = f"--{name}={value}"
                file.write_text("\n".join(lines) + "\n", encoding="utf-8")
                return file, number
    file = model / "conf/mfcc.conf"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, f"--{name}={value}"]) + "\n", encoding="utf-8")
    return file, len(lines) + 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("frames-per-chunk", "0"),
        ("frames-per-chunk", "1000000000"),
        ("frame-subsampling-factor", "0"),
        ("acoustic-scale", "0"),
        ("acoustic-scale", "nan"),
        ("lattice-beam", "inf"),
        ("endpoint.silence-phones", "a:b"),
        ("endpoint.silence-phones", ""),
        ("endpoint.silence-phones", "1:2:1"),
        ("sample-frequency", "0"),
        ("num-mel-bins", "1000"),
        ("dither", "nan"),
        ("max-feature-vectors", "100"),
    ],
)
def test_a_setting_that_would_end_the_program_is_an_error_that_names_its_line(
    model: Path, name: str, value: str
) -> None:
    file, line = with_setting(model, name, value)
    with pytest.raises(MissingPartError, match=rf"{file.name}:{line}: --{name}") as refused:
        recogniser(model, ("stop",))
    assert "Put it right" in refused.value.hint


def test_without_any_settings_the_program_tells_what_is_missing_and_goes_on(model: Path) -> None:
    (model / "conf/model.conf").write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(model)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "model.conf: --endpoint.silence-phones is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_vosk_refuses_only_with_sound_is_an_error_that_names_the_model(
    model: Path,
) -> None:
    with_setting(model, "sample-frequency", "44100")
    with pytest.raises(MissingPartError, match="mine cannot be loaded"):
        recogniser(model, ("stop",))


def test_settings_as_published_models_have_them_are_taken(model: Path) -> None:
    conf = model / "conf/model.conf"
    conf.write_text(SMALL_PUBLISHED, encoding="utf-8")
    recogniser(model, ("stop",))
    conf.write_text(
        "# ours\n\n--Frames_Per_Chunk = 51\n--frames-per-chunk=0 # then\n--frames-per-chunk=30\r\n"
        "--endpoint.silence-phones= 1: 2\n"
    )
    with pytest.raises(MissingPartError, match="cannot be loaded"):
        recogniser(model, ("stop",))  # Vosk takes no space before the equals sign
    conf.write_text(conf.read_text().replace("Chunk = ", "Chunk="))
    recogniser(model, ("stop",))


def test_what_an_old_model_is_decoded_with_is_none_of_its_settings(tmp_path: Path) -> None:
    (tmp_path / "final.mdl").touch()
    (tmp_path / "mfcc.conf").write_text("--num-ceps=40\n--num-mel-bins=40\n", encoding="utf-8")
    check_conf(tmp_path)
    (tmp_path / "mfcc.conf").write_text("--num-ceps=0\n", encoding="utf-8")
    with pytest.raises(MissingPartError, match=r"mfcc\.conf:1"):
        check_conf(tmp_path)
