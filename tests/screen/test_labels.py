"""The words on the screen, as data."""

import re
from pathlib import Path

import pytest

import voice_guide.screen
from voice_guide.core.commands import CommandClass
from voice_guide.core.routine import Side
from voice_guide.core.session.state import Phase
from voice_guide.errors import InputError
from voice_guide.language.labels import load_labels

PACKAGE = Path(voice_guide.screen.__file__).parent.parent
SCREENS = [*(PACKAGE / "screen").rglob("*.py"), PACKAGE / "wiring" / "asking.py"]
BESIDE = [
    *(PACKAGE / "wiring" / name for name in ("history.py", "learned.py")),
    *(PACKAGE / "language" / name for name in ("nearest.py", "place.py")),
    PACKAGE / "player.py",
]
"""They use labels, and words of other kinds."""


def code(files: list[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


CODE = code(SCREENS)
QUOTED = set(re.findall(r"""['"]([a-z_]+)['"]""", CODE + code(BESIDE)))
BEGINNINGS = tuple(re.findall(r"""f['"]([a-z]+_)\{""", CODE))
ENDINGS = tuple(re.findall(r"""f['"]\{[\w.]+\}(_[a-z]+)['"]""", CODE))


def test_no_label_is_left_over() -> None:
    for key in load_labels("en"):
        assert key in QUOTED or key.startswith(BEGINNINGS) or key.endswith(ENDINGS), key


def test_every_label_that_is_asked_for_is_there() -> None:
    by_name = r"""(?:label\(|_listed\(|words\[|labels\[)\s*['"]([a-z_]+)['"]"""
    asked_for = {
        *re.findall(by_name, CODE),
        *(f"phase_{phase}" for phase in ("choosing", *Phase)),
        *(f"{side}_side" for side in Side),
        *(f"commands_{kind}" for kind in CommandClass),
    }
    assert len(asked_for) > 40
    assert asked_for <= set(load_labels("en"))


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(InputError, match="tlh"):
        load_labels("tlh")


def test_labels_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        load_labels("en")["step"] = ""  # type: ignore[index]
