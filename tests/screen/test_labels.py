"""The words on the screen, as data."""

import re
from pathlib import Path

import pytest

import voice_guide.screen
from voice_guide.core.session.state import Phase
from voice_guide.errors import InputError
from voice_guide.language.labels import load_labels

SCREEN = Path(voice_guide.screen.__file__).parent


def asked_for() -> set[str]:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SCREEN.rglob("*.py"))
    by_name = re.findall(
        r'(?:label\(|_label\(|_listed\(|words\[|yield |_labelled\()\s*"(\w+)"', code
    )
    either = re.findall(r'"(\w+)" if page\.typing else "(\w+)"', code)
    from_pairs = re.findall(r'\(\("(\w+)", \w+\) for', code)
    phases = {f"phase_{phase}" for phase in ("choosing", *Phase)}
    return {*by_name, *from_pairs, *(key for pair in either for key in pair), *phases,
            "left_side", "right_side"}  # fmt: skip


def test_every_label_that_is_asked_for_is_there_and_none_is_left_over() -> None:
    assert set(load_labels("en")) == asked_for()


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(InputError, match="tlh"):
        load_labels("tlh")


def test_labels_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        load_labels("en")["step"] = ""  # type: ignore[index]
