"""Routine files, and the screening and techniques beside them."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import yaml
from rich.console import Console

from benchmarks.fuzz.mutation import spoilt, twisted
from benchmarks.fuzz.reader import Case, Reader
from benchmarks.kills import ROUTINE
from voice_guide.adapters.routine_file import (
    check_file,
    load_questions,
    load_routine,
    load_techniques,
    mended,
    places,
)
from voice_guide.adapters.routine_file.format import RoutineFile
from voice_guide.adapters.routine_file.writing import text_of_routine
from voice_guide.core.routine import Routine
from voice_guide.core.session import advance, sight
from voice_guide.errors import VoiceGuideError
from voice_guide.language.labels import load_labels
from voice_guide.resources import shipped
from voice_guide.screen.routine_plot import routine_plot
from voice_guide.settings import Settings
from voice_guide.wiring import library
from voice_guide.wiring.sheets import sheet

FULL = """
title: Everything
summary: A routine with all there is.
credit: Somebody
equipment: [two towels, oil]
position: face down
screening: [fever]
aftercare: [Drink water.]
parts:
  - title: Shoulders
    sides: each
    steps:
      - title: Knead
        say: Knead the left shoulder with the right hand.
        gentler: Softer.
        firmer: Firmer.
        other_side: Now the right one.
        short: Knead.
        areas: [shoulders, neck]
        technique: kneading
        strokes: [{kind: glide, direction: up, times: 3}]
        hold: 1 min 30 s
        pressure: 3
        cautions: [Not on the spine.]
      - {title: Circles, say: Make circles., repetitions: 4, seconds_each: 3, areas: [mid_back]}
"""


def _seeds() -> tuple[str, ...]:
    small = sorted(shipped("routines").glob("*.yaml"), key=lambda path: path.stat().st_size)
    return (ROUTINE, FULL, small[0].read_text(encoding="utf-8"))


def _keys() -> list[str]:
    kinds, found = [RoutineFile.model_json_schema()], set[str]()
    for schema in (kinds[0], *kinds[0].get("$defs", {}).values()):
        found |= schema.get("properties", {}).keys()
    return sorted(found)


@contextmanager
def _bytes(folder: Path) -> Iterator[Case]:
    seeds = [text.encode() for text in _seeds()]
    seeds += [file.read_bytes() for file in sorted(shipped("routines/common").glob("s*.yaml"))]
    seeds.append(b"techniques:\n  glide: {name: Glide, said: [glide], about: It glides.}\n")
    file = folder / "routine.yaml"

    def case(chance: Random) -> None:
        # The small ones most often: they are read in no time.
        seed = seeds[min(int(chance.expovariate(1.2)), len(seeds) - 1)]
        file.write_bytes(spoilt(seed, chance, seeds))
        _read(file, chance)

    yield case


@contextmanager
def _data(folder: Path) -> Iterator[Case]:
    seeds = [yaml.safe_load(text) for text in _seeds()[:2]]
    keys = _keys()
    file = folder / "routine.yaml"

    def case(chance: Random) -> None:
        data = twisted(chance.choice(seeds), chance, keys)
        file.write_text(_text(data), encoding="utf-8", errors="replace")
        _read(file, chance)

    yield case


def _text(data: Any) -> str:  # noqa: ANN401
    try:
        return json.dumps(data, ensure_ascii=False)  # YAML is a superset of JSON.
    except RecursionError:
        return "[" * 5000


def _read(file: Path, chance: Random) -> None:
    for mistake in check_file(file):
        assert str(mistake).isprintable()
    with suppress(VoiceGuideError):
        places(file)
    for load in (load_questions, load_techniques):
        with suppress(VoiceGuideError):
            load(file)
    if chance.random() < 0.05:
        with suppress(VoiceGuideError):
            mended(file)
    try:
        routine = load_routine(file)
    except VoiceGuideError:
        return
    _use(routine, chance)


def _use(routine: Routine, chance: Random) -> None:
    """What reads well is played, drawn and printed without a crash."""
    course = library.course(routine, Settings(skip_screening=chance.random() < 0.8))
    session = advance.begin(course).session
    sight.view(session, 1.0)
    labels = load_labels("en")
    Console(file=io.StringIO(), width=80).print(routine_plot(routine, labels, "utf-8"))
    text_of_routine(routine)
    if chance.random() < 0.02:
        sheet(routine)


READERS = [Reader("routine, bytes", 30, _bytes), Reader("routine, data", 20, _data)]
