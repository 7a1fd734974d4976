"""`python3 -m benchmarks [NAME]`: run the benchmarks and print their figures.

These take long, or want a path or a number, and are run by their names alone:
`model [PATH]` measures one model; `kills [TIMES]` kills sessions and goes on with them;
`resuming [EVENTS]` goes on with a long one; `soak [HOURS]` plays a day and looks for growth;
`fuzz [CASES]` reads spoilt inputs of every kind;
`recall [ROUTINE...]` tells steps from memory, in four voices.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Mapping
from importlib import import_module

from benchmarks import fuzz, hearing, kills, recall, resuming, session, soak
from benchmarks.model import card

_ALL = {"hearing": hearing.run, "session": session.run}
_BY_NAME: Mapping[str, Callable[[list[str]], object]] = {
    # Wants a browser and what drives it, which the others do without.
    "page": lambda _: import_module("benchmarks.page").run(),
    "model": card.run,
    "fuzz": lambda more: fuzz.asked(*more),
    "kills": lambda more: kills.run(*map(int, more)),
    "resuming": lambda more: resuming.run(*map(int, more)),
    "recall": lambda more: recall.run(*more),
    "soak": lambda more: soak.run(*map(float, more)),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks")
    parser.add_argument("name", nargs="?", choices=sorted({**_ALL, **_BY_NAME}))
    options, more = parser.parse_known_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    if options.name in _BY_NAME:
        # Those that keep promises tell whether they did; the others only measure.
        if _BY_NAME[options.name](more) is False:
            sys.exit(1)
        return
    if more:
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    for run in [_ALL[options.name]] if options.name else _ALL.values():
        run()


if __name__ == "__main__":  # A child of `fuzz` imports it anew.
    main()
