"""What a model costs: size, loading, memory, time; `python -m benchmarks.model.speed MODEL`."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measured import ROOT

_TIMES = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one model, alone in a process."""

    megabytes: float
    """On disk."""
    words: int
    """That it lists, or 0."""
    load: float
    """Seconds of processor time, the least of five: the others tell of what else is going on."""
    grammar: float
    """The same until it has taken all phrases."""
    memory: float
    """MB for the model, its recogniser and what that needs while it hears."""
    factor: float
    """Processor time a second of speech, of the recogniser alone."""
    ears: float
    """The same with all second opinions."""


def cost(model: Path) -> Cost:
    """Measured in a process of its own, so that memory does not add up."""
    command = [sys.executable, "-m", "benchmarks.model.speed", str(model)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _measured(model: Path) -> dict[str, float]:
    from benchmarks.hearing.people import people  # noqa: PLC0415 - only in the child
    from benchmarks.hearing.scene import Said, scene  # noqa: PLC0415
    from benchmarks.model.listening import heard  # noqa: PLC0415
    from benchmarks.model.measuring import book  # noqa: PLC0415
    from voice_guide.adapters.word_graph.symbols import words_of  # noqa: PLC0415
    from voice_guide.sound.samples import BLOCK  # noqa: PLC0415
    from voice_guide.wiring.hearing import new_ears  # noqa: PLC0415
    from voice_guide.wiring.recognising import recogniser  # noqa: PLC0415

    phrasebook = book()
    with people() as everybody:
        said = [Said(text, None, who.say(text)) for who in everybody[:4] for text in _SAID]
    whole = scene(said, gap=0.5)
    before = _resident()
    load = min(_loading(model) for _ in range(_TIMES))
    start = time.process_time()
    alone = recogniser(model, phrasebook.meanings, phrasebook.decoys, phrasebook.everyday)
    grammar = time.process_time() - start - load
    seconds = 60 * whole.minutes
    start = time.process_time()
    for at in range(0, whole.sound.size - BLOCK + 1, BLOCK):
        alone.accept(whole.sound[at : at + BLOCK])
    factor = (time.process_time() - start) / seconds
    memory = _resident() - before
    hearing = new_ears(str(model), phrasebook)
    start = time.process_time()
    list(heard(hearing, whole.sound))
    ears = (time.process_time() - start) / seconds
    files = (file.stat().st_size for file in model.rglob("*") if file.is_file())
    return {
        "megabytes": sum(files) / 1e6,
        "words": len(words_of(model) or ()),
        "load": load,
        "grammar": max(0.0, grammar),
        "memory": memory,
        "factor": factor,
        "ears": ears,
    }


_SAID = ("next", "too much pressure", "go to step five", "how long is left", "skip this part")


def _loading(model: Path) -> float:
    import vosk  # noqa: PLC0415

    vosk.SetLogLevel(-1)
    start = time.process_time()
    vosk.Model(str(model))
    return time.process_time() - start


def _resident() -> float:
    """MB, where Linux tells it."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((float(x.split()[1]) / 1e3 for x in lines if x.startswith("VmRSS")), float("nan"))


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
