"""`python3 -m tools.licences`: write `docs/licences.md` from what is installed here."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.bounds import dependencies

PAGE = Path(__file__).resolve().parent.parent / "docs" / "licences.md"
_HEAD = """# Licences of what it stands on

Written by `python3 -m tools.licences`; do not edit. Every package that an installation on Linux
brings along, with the licence that it declares. None of their code is part of this repository.

| package | licence | needed by | carries |
|---|---|---|---|
"""
_LONGEST = 60
_UNTOLD = {"espeakng-loader": "MIT", "vosk": "Apache-2.0"}
"""Of packages that declare none: from their own repositories."""
_CARRIED = {
    "espeakng-loader": "espeak-ng, GPL-3.0-or-later",
    "samplerate": "libsamplerate, BSD-2-Clause",
    "soundfile": "libsndfile, LGPL-2.1-or-later",
    "vosk": "Kaldi and OpenFst, Apache-2.0",
}
"""Libraries of others inside a package, from the projects themselves."""


@dataclass(frozen=True, slots=True)
class Package:
    """One that comes along."""

    name: str
    licence: str
    needed_by: tuple[str, ...]
    """Empty: by the product itself."""


def packages() -> tuple[Package, ...]:
    """All that the product needs here, and what that needs, by name."""
    found: dict[str, set[str]] = {}
    waiting = [(requirement, "") for requirement in map(Requirement, dependencies())]
    while waiting:
        wanted, by = waiting.pop()
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(wanted.name)
        if name not in found:
            waiting += [(inner, name) for inner in _requirements(name)]
        found.setdefault(name, set()).add(by)
    return tuple(_package(name, found) for name in sorted(found))


def page(found: tuple[Package, ...]) -> str:
    """The text of `docs/licences.md`."""
    rows = (
        f"| {one.name} | {one.licence} | {', '.join(one.needed_by) or 'the guide'} | "
        f"{_CARRIED.get(one.name, '')} |\n"
        for one in found
    )
    return _HEAD + "".join(rows)


def _requirements(name: str) -> Iterator[Requirement]:
    try:
        yield from map(Requirement, distribution(name).requires or ())
    except PackageNotFoundError:
        sys.exit(f"{name} is not installed here")


def _package(name: str, found: Mapping[str, set[str]]) -> Package:
    by = () if "" in found[name] else tuple(sorted(found[name]))
    return Package(name, licence(distribution(name)) or _UNTOLD.get(name, "not declared"), by)


def licence(of: Distribution) -> str:
    """As a package declares it: an expression, or the names of its classifiers, or its words.

    Nothing, if it declares none.
    """
    about = of.metadata
    if expression := about.get_all("License-Expression"):
        return str(expression[0])
    kinds = (str(kind) for kind in about.get_all("Classifier") or ())
    named = [kind.rpartition(" :: ")[2] for kind in kinds if kind.startswith("License ::")]
    first = str((about.get_all("License") or [""])[0]).strip().partition("\n")[0]
    if len(first) <= _LONGEST and first not in {"", "UNKNOWN"}:
        return first
    return "; ".join(name for name in named if name != "OSI Approved")


if __name__ == "__main__":
    PAGE.write_text(page(packages()), encoding="utf-8")
