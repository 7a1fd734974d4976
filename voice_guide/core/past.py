"""A past session told step by step, out of what the journal kept of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import NoneType
from typing import Any

from voice_guide.core.plain import Unreadable
from voice_guide.core.units import Seconds


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, as the event log names it."""

    at: Seconds
    """Since the session began; a time in which nothing was on does not count."""
    event: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step on one side, as it was done."""

    at: Seconds
    number: int
    title: str
    side: str | None
    pressure: int | None
    """1 to 5 as it was in the end."""
    seconds: Seconds = 0.0
    """How long it was on, words included and pauses not."""
    pain: tuple[str, ...] = ()
    """Where it hurt: ids of areas."""
    choice: str = ""
    """What was done about that: "leave_out" or "stay_gentle"."""
    paused: bool = False
    """Somebody asked to stop or to wait."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What has been told up to some line."""

    found: tuple[PastStep, ...] = ()
    now: PastStep | None = None
    since: Seconds | None = None
    """From when time counts for `now`; None while everything stands still."""
    cut: bool = False
    """It was cut off, and the step that was on is begun again."""


def steps(lines: Iterable[Line]) -> tuple[PastStep, ...]:
    """The steps in the order they were done; one that was gone back to is told again.

    Raise Unreadable for lines that do not hold what they should.
    """
    told = _Told()
    for line in _without_farewell(tuple(lines)):
        told = _after(_timed(told, line.at), line)
    return _left(told).found


def _without_farewell(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The words after the last step are no part of its time."""
    match lines:
        case (*_, Line(at, "hold_ended"), Line(_, "finished") as last):
            return (*lines[:-1], replace(last, at=at))
        case _:
            return lines


def _timed(told: _Told, at: Seconds) -> _Told:
    if told.now is None or told.since is None:
        return told
    spent = told.now.seconds + max(0.0, at - told.since)
    return replace(told, now=replace(told.now, seconds=spent), since=at)


def _after(told: _Told, line: Line) -> _Told:
    match line.event:
        case "session_started" if line.values.get("resumed"):
            return replace(told, cut=True)
        case "session_started" | "finished":
            return _left(told)
        case "step" if told.cut and told.now is not None and _is_same(told.now, line):
            return replace(told, cut=False)
        case "step":
            return replace(_left(told), now=_begun(line), since=line.at, cut=False)
        case _ if told.now is None:
            return told
        case "paused":
            return replace(told, now=replace(told.now, paused=True), since=None)
        case "resumed":
            return replace(told, since=line.at)
        case _:
            return replace(told, now=_with(told.now, line))


def _left(told: _Told) -> _Told:
    """The step that is on is over."""
    return told if told.now is None else _Told((*told.found, told.now))


def _is_same(step: PastStep, line: Line) -> bool:
    return (step.number, step.side) == (line.values.get("number"), line.values.get("side"))


def _begun(line: Line) -> PastStep:
    return PastStep(
        line.at,
        _value(line, "number", int),
        _value(line, "title", str),
        _value(line, "side", str, NoneType),
        _value(line, "pressure", int, NoneType),
    )


def _with(step: PastStep, line: Line) -> PastStep:
    match line.event:
        case "pressure":
            return replace(step, pressure=_value(line, "level", int, NoneType))
        case "pain":
            more = [str(area) for area in _value(line, "areas", list)]
            areas = (*step.pain, *(area for area in more if area not in step.pain))
            return replace(step, pain=areas, choice=_value(line, "choice", str))
        case _:
            return step


def _value(line: Line, name: str, *kinds: type) -> Any:  # noqa: ANN401
    found = line.values.get(name)
    if type(found) not in kinds:
        raise Unreadable(f"{line.event}: {name} is {found!r:.80}")
    return found


def seconds_by_step(done: Iterable[PastStep]) -> Mapping[tuple[int, str], Seconds]:
    """How long each step was on in all, both sides together, by number and title."""
    found: dict[tuple[int, str], Seconds] = {}
    for step in done:
        key = (step.number, step.title)
        found[key] = found.get(key, 0.0) + step.seconds
    return dict(sorted(found.items()))
