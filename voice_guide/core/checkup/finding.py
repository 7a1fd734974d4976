"""A part, how it is, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a part is."""

    PASS = "pass"  # noqa: S105 - not a password
    WARN = "warn"
    """A session goes on without it, or worse than it could."""
    FAIL = "fail"
    """There can be no session."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, what was found, and what to do."""

    part: str
    verdict: Verdict
    found: str
    remedy: str = ""
    mended: str = ""
    """What was done about it."""


def passed(part: str, found: str) -> Finding:
    return Finding(part, Verdict.PASS, found)


def warned(part: str, found: str, remedy: str) -> Finding:
    return Finding(part, Verdict.WARN, found, remedy)


def failed(part: str, found: str, remedy: str) -> Finding:
    return Finding(part, Verdict.FAIL, found, remedy)


def next_step(findings: Iterable[Finding]) -> str:
    """The one thing to do next: for what fails first, then for what is only worse."""
    found = tuple(findings)
    for verdict in (Verdict.FAIL, Verdict.WARN):
        for finding in found:
            if finding.verdict is verdict:
                return f"{finding.part}: {finding.remedy or finding.found}"
    return "Nothing is missing. Begin with: voice-guide play back-rub"
