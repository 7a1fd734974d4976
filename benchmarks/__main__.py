"""`python3 -m benchmarks [NAME]`: run the benchmarks and print their figures.

Without a name: hearing and session.
These take long, or want a path or a number, and are run by their names alone:
`model [PATH]` measures one model; `kills [TIMES]` kills sessions and goes on with them;
`resuming [EVENTS]` goes on with a long one; `soak [HOURS]` plays a day and looks for growth;
`fuzz [CASES]` reads spoilt inputs of every kind;
`recall [ROUTINE...]` tells steps from memory, in four voices;
`page` measures the page in a browser.
"""

import argparse
import platform
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

_MISSING_PART = 3
_ROOT = Path(__file__).parent.parent


def _module(name: str) -> Any:  # noqa: ANN401 - a module
    """Imported when it is run: each benchmark needs packages that others do without."""
    return import_module(f"benchmarks.{name}")


_ALL: Mapping[str, Callable[[], object]] = {
    "hearing": lambda: _module("hearing").run(),
    "session": lambda: _module("session").run(),
}
_BY_NAME: Mapping[str, Callable[[list[str]], object]] = {
    "page": lambda _: _module("page").run(),
    "model": lambda more: _module("model.card").run(more),
    "fuzz": lambda more: _module("fuzz").asked(*more),
    "kills": lambda more: _module("kills").run(*map(int, more)),
    "resuming": lambda more: _module("resuming").run(*map(int, more)),
    "recall": lambda more: _module("recall").run(*more),
    "soak": lambda more: _module("soak").run(*map(float, more)),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python3 -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="?", choices=sorted({**_ALL, **_BY_NAME}))
    options, more = parser.parse_known_args()
    if more and options.name not in _BY_NAME:
        parser.error(f"unrecognized arguments: {' '.join(more)}")
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    try:
        kept = _run(options.name, more)
    except ModuleNotFoundError as error:
        print(_advice(error.name or str(error)), file=sys.stderr)
        sys.exit(_MISSING_PART)
    if not kept:
        sys.exit(1)


def _run(name: str | None, more: list[str]) -> bool:
    """Those that keep promises tell whether they did; the others only measure."""
    if name is not None and name in _BY_NAME:
        return _BY_NAME[name](more) is not False
    for run in [_ALL[name]] if name else _ALL.values():
        run()
    return True


def _advice(module: str) -> str:
    return (
        f"benchmarks: {module.partition('.')[0]} is missing here ({sys.prefix}). "
        "This sets up all that benchmarks need, and runs them:\n"
        f"  cd {_ROOT}\n"
        "  python3 run.py --version\n"
        "  .venv/bin/python -m pip install -e '.[bench]'\n"
        "  .venv/bin/python -m benchmarks"
    )


if __name__ == "__main__":  # A child of `fuzz` imports it anew.
    main()
