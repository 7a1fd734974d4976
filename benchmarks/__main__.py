"""`python3 -m benchmarks [NAME]`: run the benchmarks and print their figures."""

import argparse
import platform

from benchmarks import hearing, session

_ALL = {"hearing": hearing.run, "session": session.run}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m benchmarks")
    parser.add_argument("name", nargs="?", choices=sorted(_ALL))
    name = parser.parse_args().name
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    for run in [_ALL[name]] if name else _ALL.values():
        run()


main()
