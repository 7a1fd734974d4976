"""Small files that the guide itself writes, and others may have touched; and the command line."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random

from benchmarks.fuzz.mutation import odd_text, spoilt, twisted
from benchmarks.fuzz.reader import Case, Reader
from voice_guide.adapters.microphone_notes import MicrophoneNotes
from voice_guide.adapters.progress import Progress
from voice_guide.cli import _parser
from voice_guide.commands.room_options import settings
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.errors import VoiceGuideError
from voice_guide.web.gate import Rights
from voice_guide.web.key_file import load_keys

_NOTE = {
    "USB microphone": {
        "when": "2026-05-01T10:00:00+02:00",
        "noise": -52.5,
        "voice": -20.0,
        "passed": 8,
        "of": 10,
        "thresholds": {
            "floors": {"urgent": [0.2, 0.3], "moving": [0.5, 0.4], "costly": [0.6, 0.5]},
            "over_speech": 0.1,
        },
    }
}
_KEYS = {"control": "c" * 22, "view": "v" * 22}


@contextmanager
def _microphones(folder: Path) -> Iterator[Case]:
    file = folder / "microphones.json"

    def case(chance: Random) -> None:
        file.write_bytes(_spoilt_json(_NOTE, chance))
        with suppress(VoiceGuideError):
            notes = MicrophoneNotes(file)
            for name, note in notes.all().items():
                notes.keep(name, note)

    yield case


@contextmanager
def _progress(folder: Path) -> Iterator[Case]:
    """What is known of the steps of rehearsed routines."""
    file = folder / "progress.json"
    now = datetime(2026, 5, 1, 10, tzinfo=UTC)
    told: list[object] = []
    progress = Progress(file, lambda: now, told.append)
    for grade in Grade:
        progress.note("back-rub", f"step {grade}", grade)
    seed = json.loads(file.read_text(encoding="utf-8"))

    def case(chance: Random) -> None:
        file.write_bytes(_spoilt_json(seed, chance))
        with suppress(VoiceGuideError):
            for routine in progress.routines():
                progress.known(routine)
                progress.passing(routine)
            progress.note("back-rub", "step 1", chance.choice(list(Grade)))
            progress.passed("back-rub", 2)
            assert progress.known("back-rub")

    yield case


@contextmanager
def _page_keys(folder: Path) -> Iterator[Case]:
    file = folder / "page-keys.json"

    def case(chance: Random) -> None:
        file.write_bytes(_spoilt_json(_KEYS, chance))
        keys = load_keys(file)
        for given in ("", "\xff", keys.control[:5], "x" * 3000):
            assert keys.rights(given) is None
        assert keys.rights(keys.control) is Rights.CONTROL

    yield case


def _spoilt_json(data: object, chance: Random) -> bytes:
    if chance.random() < 0.4:
        return spoilt(json.dumps(data).encode(), chance)
    with suppress(RecursionError):
        return json.dumps(twisted(data, chance)).encode()
    return b"[" * 100_000


@contextmanager
def _options(folder: Path) -> Iterator[Case]:
    del folder
    parser = _parser()
    commands = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    known = {name: _flags(one) for name, one in commands.choices.items()} | {"": _flags(parser)}

    def case(chance: Random) -> None:
        command = chance.choice(list(known))
        line = [command] if command else []
        for _ in range(chance.randrange(6)):
            flag = chance.choice(known[command]) if chance.random() < 0.7 else ""
            value = odd_text(chance) if chance.random() < 0.7 else str(chance.randrange(-5, 300))
            line += [f"{flag}={value}"] if chance.random() < 0.3 else filter(None, (flag, value))
        with redirect_stderr(StringIO()), redirect_stdout(StringIO()), suppress(SystemExit):
            options = parser.parse_args(line)
            if "microphone" in options:
                assert settings(options)

    yield case


def _flags(parser: argparse.ArgumentParser) -> list[str]:
    return [flag for action in parser._actions for flag in action.option_strings]  # noqa: SLF001


READERS = [
    Reader("microphone notes", 60, _microphones),
    Reader("progress", 20, _progress),
    Reader("keys of the page", 40, _page_keys),
    Reader("command line", 140, _options),
]
