"""Hearing, beside its rivals on the same sound: one run, which writes docs/benchmarks.md."""

import importlib.metadata
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from benchmarks.hearing import alone, barging, card, commands, echo, growth, recordings, talk
from benchmarks.hearing.other_models import other_models
from benchmarks.hearing.report import Finding, Row, table
from benchmarks.measured import ROOT
from voice_guide.adapters.model_choice import choose_model
from voice_guide.core.units import Seconds
from voice_guide.wiring import library

PAGE = ROOT / "docs" / "benchmarks.md"
ROUTINE = "back-rub"
"""Its phrases are the grammar: all commands, its steps, the areas and techniques."""
LONGEST: Seconds = 30 * 60
"""No measurement is begun later than this; what is left out is said."""


def run() -> None:
    """Measure in order of importance, and write the page."""
    started = time.monotonic()
    findings: list[Finding] = []
    for name, measure in _measurements().items():
        begun = time.monotonic() - started
        print(f"{begun:4.0f} s  {name}", flush=True)
        if begun > LONGEST:
            found = Finding((Row(name, "", f"left out after {begun / 60:.0f} minutes"),))
        else:
            found = measure()
        findings.append(found)
        PAGE.write_text(_page(findings, time.monotonic() - started), encoding="utf-8")
        for row in found.rows:
            print(f"        {row.what}: {row.measured} [{row.verdict}]", flush=True)
    print(f"written: {PAGE}")


def _measurements() -> Mapping[str, Callable[[], Finding]]:
    book = library.phrasebook(library.shelf().load(ROUTINE), "en")
    said = commands.said_by_all(book)
    return {
        "commands in quiet, and the rivals": lambda: commands.quiet(book, said),
        "other people's speech, music and noise": lambda: talk.other_people(book),
        "commands over noise and music": lambda: commands.noisy(book, said),
        "single words of real people": lambda: talk.real_words(book),
        "the same with other models": lambda: other_models(book, said),
        "barge-in": barging.barge_in,
        "barge-in on the virtual sound card": card.on_a_card,
        "commands over its own voice": echo.over_own_voice,
        "the guide in its own microphone": alone.self_triggers,
        "growth": growth.growth,
    }


def _page(findings: list[Finding], seconds: Seconds) -> str:
    rows = [(r.what, r.goal, r.measured, r.verdict) for found in findings for r in found.rows]
    return "\n\n".join(
        (
            "# Benchmarks: hearing",
            "Written by `python3 -m benchmarks hearing`; do not edit.",
            "\n".join(f"- {line}" for line in _circumstances(seconds)),
            table(("what", "goal", "measured", ""), rows),
            "## In detail",
            *(found.details for found in findings if found.details),
            (Path(__file__).parent / "limits.md").read_text(encoding="utf-8"),
        )
    )


def _circumstances(seconds: Seconds) -> Iterator[str]:
    today = datetime.now().astimezone().date().isoformat()
    yield f"{today}, {seconds / 60:.0f} minutes, one process at a time"
    yield f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    yield f"Python {platform.python_version()}; {', '.join(map(_version, _PACKAGES))}"
    model = choose_model()
    yield f"model `{model.name}`, {len(_phrases())} phrases and ways to say them (`{ROUTINE}`)"
    load = os.getloadavg()[2]
    yield f"load of the machine in the last 15 minutes: {load:.1f} (1.0 is this run alone)"
    if not recordings.there():
        yield f"recordings of people, noise and music {recordings.MISSING}"


_PACKAGES = ("vosk", "numpy", "SpeechRecognition", "pocketsphinx", "pyttsx3")


def _version(package: str) -> str:
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{package} is not there"


def _phrases() -> Mapping[str, object]:
    return library.phrasebook(library.shelf().load(ROUTINE), "en").meanings


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
