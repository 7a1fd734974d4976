"""Readers in a process of their own, so that a crash or a hang of it is seen and told."""

import multiprocessing
import os
import resource
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fuzz.guard import Guard
from benchmarks.fuzz.readers import READERS

LONGEST = 30.0
"""Seconds that one case may take, on a machine that has other things to do as well."""
_MEMORY = 6 << 30
"""Bytes of addresses that the process may have; a reader that asks for more has crashed."""
_QUICK = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - private inside
_OURS = str(Path(__file__).parents[2] / "voice_guide")


@dataclass(frozen=True, slots=True)
class Work:
    reader: str
    cases: int
    first: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of one reader's cases; the broken promises by the number of their case."""

    work: Work
    seconds: float = 0.0
    crashes: list[tuple[int, str]] = field(default_factory=list)
    hangs: list[tuple[int, str]] = field(default_factory=list)
    strays: list[tuple[int, str]] = field(default_factory=list)

    @property
    def broken(self) -> int:
        return len(self.crashes) + len(self.hangs) + len(self.strays)


def watch(works: Sequence[Work]) -> list[Outcome]:
    """Do all of it, one after another; a process that is gone is followed by another."""
    found = [Outcome(work) for work in works]
    at, first = 0, works[0].first
    while at < len(found):
        at, first = _go_on(found, at, first)
    return found


def _go_on(found: list[Outcome], at: int, first: int) -> tuple[int, int]:
    """Work until all is done or the process is gone; return the place to go on from."""
    context = multiprocessing.get_context("spawn")
    reader, case = context.Value("q", at), context.Value("q", first)
    here, there = context.Pipe()
    with TemporaryDirectory(prefix="voice-guide-fuzz-", dir=_QUICK) as place:
        rest = [outcome.work for outcome in found]
        child = context.Process(target=_work, args=(rest, at, first, place, there, reader, case))
        child.start()
        there.close()
        hung = _listen(here, found, (reader, case))
        if hung:
            child.kill()
        child.join()
        at, number = reader.value, case.value
        if at == len(found) and child.exitcode == 0:
            return at, 0
        if hung:
            found[at].hangs.append((number, f"more than {LONGEST:g} s"))
        else:
            found[at].crashes.append((number, f"the process ended with {child.exitcode}"))
    number += 1
    work = found[at].work
    if number < work.first + work.cases:
        return at, number
    return at + 1, found[at + 1].work.first if at + 1 < len(found) else 0


def _listen(
    here: Connection,
    found: list[Outcome],
    place: "tuple[Synchronized[int], Synchronized[int]]",
) -> bool:
    """Take what the process reports until it is gone; whether it hung."""
    seen, since = (-1, -1), time.monotonic()
    while True:
        now = (place[0].value, place[1].value)
        if now != seen:
            seen, since = now, time.monotonic()
        # The first case has the imports before it.
        if time.monotonic() - since > LONGEST * (4 if seen[1] == 0 else 1):
            return True
        try:
            if here.poll(0.2):
                kind, at, number, what = here.recv()
                if kind == "seconds":
                    found[at].seconds += what
                else:
                    getattr(found[at], kind).append((number, what))
        except (EOFError, OSError):
            return False


def _work(  # noqa: PLR0913, PLR0917 - what multiprocessing hands over
    works: list[Work],
    at: int,
    first: int,
    place: str,
    there: Connection,
    reader: "Synchronized[int]",
    case: "Synchronized[int]",
) -> None:
    """The process: every case of every work, told as it goes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    inside = settled(Path(place))
    outside = Path.cwd()
    guard = Guard()
    for index in range(at, len(works)):
        reader.value, case.value = index, first
        started = time.perf_counter()
        folder = inside / str(index)
        folder.mkdir()
        work = works[index]
        one = next(one for one in READERS if one.name == work.reader)
        with one.opened(folder) as read:
            guard.watch(inside)
            for number in range(first, work.first + work.cases):
                case.value = number
                try:
                    read(one.chance(number))
                except Exception as error:  # noqa: BLE001 - that is what is looked for
                    there.send(("crashes", index, number, _told(error)))
                for stray in guard.strays:
                    there.send(("strays", index, number, stray))
                guard.strays.clear()
        for file in outside.rglob("*"):  # What a library wrote, Python's audit does not see.
            there.send(("strays", index, number, str(file)))
        there.send(("seconds", index, 0, time.perf_counter() - started))
        first = works[index + 1].first if index + 1 < len(works) else 0
    reader.value = len(works)
    sys.stdout.flush()
    os._exit(0)  # Threads of servers wait for nobody.


def settled(place: Path) -> Path:
    """Make somebody's empty home there, and be in it; return the folder to work in."""
    inside, outside = place / "work", place / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    sys.dont_write_bytecode = True
    os.chdir(outside)
    os.environ.update(
        HOME=str(outside),
        TMPDIR=str(inside),
        XDG_DATA_HOME=str(inside / "data"),
        XDG_CACHE_HOME=str(inside / "cache"),
        XDG_CONFIG_HOME=str(inside / "config"),
    )
    return inside


def _told(error: Exception) -> str:
    """What was raised, and the last place in our code that had to do with it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_OURS)]
    last = ours[-1] if ours else frames[-1]
    return f"{type(error).__name__}: {error!s:.120} ({Path(last.filename).name}:{last.lineno})"
