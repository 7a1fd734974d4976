"""How start, memory, time and accuracy grow: `python -m benchmarks.hearing.growth` is the child.

Each size is measured in a process of its own, so that memory does not add up.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.hearing.listeners import ours
from benchmarks.hearing.people import people
from benchmarks.hearing.report import Finding, Row, percent, table
from benchmarks.hearing.scene import Said, Scene, outcomes, scene
from benchmarks.measured import ROOT
from voice_guide.adapters.routine_file import load_routine
from voice_guide.core.phrases import Phrasebook
from voice_guide.language.areas import load_areas
from voice_guide.language.sentences import load_phrasebook
from voice_guide.sound.samples import SAMPLE_RATE
from voice_guide.wiring import library
from voice_guide.wiring.hearing import new_ears

_PHRASES = (50, 500, 5000)
_STEPS = (10, 100, 1000)
_IN_A_PART = 100
_HEARD = (
    "stop", "pause", "too much pressure", "next", "go on", "back", "repeat", "switch sides",
    "skip this part", "start over", "louder", "where are we",
)  # fmt: skip


def growth() -> Finding:
    """A grammar of more phrases, a routine of more steps."""
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder) / "spoken.npz"
        _record(spoken)
        grammars = [_child("grammar", str(size), str(spoken)) for size in _PHRASES]
        routines = [_child("routine", str(steps), folder) for steps in _STEPS]
    return Finding(
        (
            Row(
                "grammar of 50, 500, 5,000 phrases: start and memory",
                "reported",
                ", ".join(f"{one['start']:.2f} s {one['memory']:.0f} MB" for one in grammars),
            ),
            Row(
                "routine of 10, 100, 1,000 steps: start and memory",
                "reported",
                ", ".join(f"{one['start']:.2f} s {one['memory']:.0f} MB" for one in routines),
            ),
        ),
        "\n\n".join(
            (
                "### Growth",
                f"The same {len(_HEARD)} phrases by four people, in grammars of more and more.",
                table(
                    ("phrases", "start, s", "peak memory, MB", "real-time factor", "obeyed"),
                    [
                        (
                            int(one["phrases"]),
                            f"{one['start']:.2f}",
                            f"{one['memory']:.0f}",
                            f"{one['factor']:.3f}",
                            percent(int(one["right"]), int(one["said"])),
                        )
                        for one in grammars
                    ],
                ),
                "Reading the routine and its phrases and loading the model:",
                table(
                    ("steps", "phrases", "reading, s", "start in all, s", "peak memory, MB"),
                    [
                        (
                            steps,
                            int(one["phrases"]),
                            f"{one['reading']:.2f}",
                            f"{one['start']:.2f}",
                            f"{one['memory']:.0f}",
                        )
                        for steps, one in zip(_STEPS, routines, strict=True)
                    ],
                ),
            )
        ),
    )


def _record(file: Path) -> None:
    with people() as everybody:
        said = [Said(text, None, who.say(text)) for text in _HEARD for who in everybody[::2]]
    whole = scene(said, gap=1.2)
    starts = [one.start for one in whole.said]
    ends = [one.end for one in whole.said]
    np.savez(file, sound=whole.sound, starts=starts, ends=ends, phrases=[o.phrase for o in said])


def _child(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.hearing.growth", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _grammar(size: int, file: Path) -> dict[str, float]:
    book = _book(size)
    start = time.perf_counter()
    listen = ours(book)
    loaded = time.perf_counter() - start
    spoken = np.load(file)
    sound = spoken["sound"]  # each look into the file reads it anew
    said = tuple(
        Said(
            phrase,
            book.understand(phrase),
            sound[round(begin * SAMPLE_RATE) : round(end * SAMPLE_RATE)],
            float(begin),
        )
        for phrase, begin, end in zip(
            map(str, spoken["phrases"]), spoken["starts"], spoken["ends"], strict=True
        )
    )
    whole = Scene(sound, said)
    before = time.process_time()
    found = outcomes(whole, listen(whole.sound))
    return {
        "phrases": len(book.meanings),
        "start": loaded,
        "memory": _memory(),
        "factor": (time.process_time() - before) / (60 * whole.minutes),
        "right": sum(one.right for one in found),
        "said": len(found),
    }


def _book(size: int) -> Phrasebook:
    areas = {area.value: words.said for area, words in load_areas("en").items()}
    whole = load_phrasebook("en", steps=999, areas=areas)
    others = [phrase for phrase in whole.meanings if phrase not in _HEARD]
    random.Random(7).shuffle(others)  # noqa: S311 - the same every time, and no secret
    chosen = [*_HEARD, *others][:size]
    return Phrasebook(
        {p: whole.meanings[p] for p in chosen}, whole.decoys, whole.digits, everyday=whole.everyday
    )


def _routine(steps: int, folder: Path) -> dict[str, float]:
    file = folder / f"{steps}.yaml"
    file.write_text(_text(steps), encoding="utf-8")
    start = time.perf_counter()
    routine = load_routine(file)
    book = library.phrasebook(routine, "en")
    reading = time.perf_counter() - start
    new_ears(None, book)
    return {
        "phrases": len(book.meanings),
        "reading": reading,
        "start": time.perf_counter() - start,
        "memory": _memory(),
    }


def _text(steps: int) -> str:
    lines = ["title: A long one", "summary: For measuring.", "parts:"]
    for n in range(1, steps + 1):
        if n % _IN_A_PART == 1:
            lines += [f"  - title: From {n}", "    steps:"]
        line = f"title: Number {n}, say: Knead slowly., areas: [lower_back], hold: 1 min"
        lines.append(f"      - {{{line}}}")
    return "\n".join(lines) + "\n"


def _memory() -> float:
    """Peak resident memory in MB, where Linux tells it; getrusage would count the parent's, too."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((float(x.split()[1]) / 1e3 for x in lines if x.startswith("VmHWM")), float("nan"))


def _main(arguments: Sequence[str]) -> None:
    kind, size, place = arguments
    measure = _grammar if kind == "grammar" else _routine
    print(json.dumps(measure(int(size), Path(place))))


if __name__ == "__main__":
    _main(sys.argv[1:])
