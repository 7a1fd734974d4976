"""`python3 -m benchmarks [NAME]`: run the benchmarks and print their figures.

`python3 -m benchmarks model [PATH]` measures one model; it is not among the others.
"""

import argparse
import platform

from benchmarks import hearing, session
from benchmarks.model import card

_ALL = {"hearing": hearing.run, "session": session.run}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks")
    parser.add_argument("name", nargs="?", choices=[*sorted(_ALL), "model"])
    options, more = parser.parse_known_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    if options.name == "model":
        card.run(more)
        return
    if more:
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    for run in [_ALL[options.name]] if options.name else _ALL.values():
        run()


main()
