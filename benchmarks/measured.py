"""Running a program as a whole and measuring it from outside."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Whole:
    """One run of a program."""

    wall: float
    """Seconds."""
    memory: float
    """Peak resident memory in MB, of the process itself."""
    children: float
    """The same of the largest of its children."""


def whole(command: Sequence[str], environment: Mapping[str, str]) -> Whole:
    """Run a program to its end. Linux counts resident memory in kB."""
    # A process of its own waits, so that the figures of earlier runs do not mix in.
    code = (
        "import json,os,resource,subprocess,sys,time\n"
        "start=time.perf_counter()\n"
        "child=subprocess.Popen(sys.argv[1:],stdin=subprocess.DEVNULL,stdout=subprocess.DEVNULL)\n"
        "_,status,usage=os.wait4(child.pid,0)\n"
        "wall=time.perf_counter()-start\n"
        "largest=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(json.dumps([status,wall,usage.ru_maxrss/1e3,largest/1e3]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    import json  # noqa: PLC0415 - beside its use

    status, wall, memory, children = json.loads(done.stdout)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}\n{done.stderr}")
    return Whole(wall, memory, children)


def until_line(command: Sequence[str], wanted: str, environment: Mapping[str, str]) -> float:
    """Seconds from the start of a program until a line with `wanted` comes out; then it ends."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if wanted in line:
                taken = time.perf_counter() - start
                child.terminate()
                return taken
    raise SystemExit(f"{' '.join(command)}: {wanted!r} never came")


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
