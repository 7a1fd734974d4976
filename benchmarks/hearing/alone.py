"""The guide alone with its own microphone: does it obey itself?"""

from collections import Counter
from collections.abc import Iterable

from benchmarks.hearing.report import Finding, Row, table
from benchmarks.hearing.table import Room, Visit, visit
from benchmarks.hearing.walls import ROOMS, Humming, Walls
from voice_guide.core.record import HeardLine, IgnoredLine
from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.echo import EchoCanceller
from voice_guide.wiring import library

_LEVELS = (0.0, 6.0)
_EVERY: Seconds = 20.0
_LONGEST: Seconds = 4 * 3600.0


def self_triggers() -> Finding:
    """Every routine performed as a whole by the whole product, with nobody in the room.

    And once more in a room whose delay jumps.
    """
    routines = library.shelf().ids()
    places = [(level, walls) for level in _LEVELS for walls in ROOMS]
    lines, rows = [], []
    for jumps in (None, _EVERY):
        found = []
        for number, name in enumerate(routines):
            level, walls = places[number % len(places)] if jumps is None else places[-1]
            found.append(_alone(name, level, walls, jumps))
            lines.append(_line(name, level, walls, jumps, found[-1]))
        rows.append(_row(found, jumps))
    heads = (
        "routine",
        "echo",
        "room",
        "lasted",
        "spoken",
        "obeyed, though nobody spoke",
        "refused",
    )
    return Finding(
        tuple(rows),
        "### In its own microphone\n\nSilence longer than 2 s is passed over.\n\n"
        + table(heads, lines),
    )


def _alone(name: str, level: Decibels, walls: Walls, jumps: Seconds | None) -> Visit:
    canceller = EchoCanceller()
    room = Room(
        echo=Humming(walls, level, jumps),
        clean=canceller.clean_once_settled,
        own_voice=canceller,
        hurried=True,
    )
    return visit(library.shelf().load(name), room, _LONGEST)


def _line(
    name: str, level: Decibels, walls: Walls, jumps: Seconds | None, found: Visit
) -> tuple[object, ...]:
    heard = [f'"{one.text}" at {at:.0f} s' for at, one in found.times(HeardLine)]
    reasons = Counter(one.reason for _, one in found.times(IgnoredLine))
    return (
        name,
        f"{level:+.0f} dB" + ("" if jumps is None else f", jumps every {jumps:.0f} s"),
        walls,
        f"{found.lasted / 60:.1f} min",
        f"{found.sounding / 60:.1f} min",
        ", ".join(heard),
        ", ".join(f"{reason} {count}" for reason, count in reasons.most_common()),
    )


def _row(found: Iterable[Visit], jumps: Seconds | None) -> Row:
    found = list(found)
    minutes = sum(one.sounding for one in found) / 60
    total = sum(len(one.times(HeardLine)) for one in found)
    where = "3 rooms, echo 0 and +6 dB"
    if jumps is not None:
        where = f"the most reverberant room, +6 dB, the delay jumping every {jumps:.0f} s"
    return Row(
        f"self-triggers of {len(found)} whole shipped routines, {minutes:.0f} minutes of speech, "
        + where,
        "0",
        str(total),
        total == 0,
    )
