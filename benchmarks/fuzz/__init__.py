"""A million spoilt inputs for everything that reads from outside: nothing crashes, hangs or strays.

Each case follows from the reader's name and a number, so that it can be had again:
`python3 -m benchmarks fuzz CASES` for all readers, `fuzz CASES READER` for one,
`fuzz 1 READER NUMBER` for a single case with its traceback.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fuzz.reader import Reader
from benchmarks.fuzz.readers import READERS
from benchmarks.fuzz.watched import Outcome, Work, settled, watch

_SHOWN = 3
"""Of the broken promises of one reader."""


def asked(cases: str = "1_000_000", reader: str = "", number: str = "") -> bool:
    """As on the command line."""
    return run(int(cases), reader, int(number) if number else None)


def run(cases: int = 1_000_000, reader: str = "", number: int | None = None) -> bool:
    """Whether nothing crashed, hung or wrote where it should not."""
    wanted = [one for one in READERS if reader in {"", one.name}]
    if not wanted:
        raise SystemExit(f"there is no reader {reader!r}: {', '.join(one.name for one in READERS)}")
    if number is not None:
        with TemporaryDirectory() as folder:
            wanted[0].read_one(settled(Path(folder)), number)
        return True
    found = []
    print(f"{'reader':22} {'cases':>9} {'seconds':>8} {'crashes':>8} {'hangs':>6} {'strays':>7}")
    for work in shared_out(cases, wanted):
        outcome = watch([work])[0]
        found.append(outcome)
        _tell(outcome)
    total = sum(one.work.cases for one in found)
    bad = sum(one.broken for one in found)
    print(f"{total} cases, {bad} broken promises")
    return bad == 0


def shared_out(cases: int, readers: list[Reader]) -> list[Work]:
    """How many cases each reader gets: those that are quick get more."""
    whole = sum(one.share for one in readers)
    return [Work(one.name, max(1, round(cases * one.share / whole))) for one in readers]


def _tell(outcome: Outcome) -> None:
    kinds = (len(outcome.crashes), len(outcome.hangs), len(outcome.strays))
    crashes, hangs, strays = kinds
    print(
        f"{outcome.work.reader:22} {outcome.work.cases:9} {outcome.seconds:8.0f} "
        f"{crashes:8} {hangs:6} {strays:7}",
        flush=True,
    )
    # One mistake is met many times: each is told once.
    for told in (outcome.crashes, outcome.hangs, outcome.strays):
        different = {what: number for number, what in reversed(told)}
        for what, number in list(different.items())[:_SHOWN]:
            print(f"    case {number}: {what}", flush=True)
