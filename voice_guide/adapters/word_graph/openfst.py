"""Writes finite-state transducers in OpenFst's binary formats `const` and `olabel_lookahead`.

The formats are told nowhere but in OpenFst's source (openfst.org, Apache-2.0): `const-fst.h`,
`fst.h` (header), `add-on.h`, `label-reachable.h`, `interval-set.h`. All numbers little-endian.
Weights are costs: the negative logarithm of a probability ("standard" arcs, tropical semiring).
"""

import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

_MAGIC = 2125659606
_ADD_ON_MAGIC = 446681434
_NEVER = math.inf

Label: TypeAlias = int
"""0 is epsilon: nothing read, or nothing written."""
State: TypeAlias = int
Cost: TypeAlias = float


@dataclass(frozen=True, slots=True)
class Arc:
    """Reads `reads`, writes `writes`, and leads to `to`."""

    reads: Label
    writes: Label
    cost: Cost
    to: State


@dataclass(slots=True)
class Transducer:
    """States are numbers from 0, which is where it starts."""

    arcs: list[list[Arc]] = field(default_factory=list)
    ends: dict[State, Cost] = field(default_factory=dict)
    """Where it may end, and at what cost."""

    def state(self) -> State:
        """A new one."""
        self.arcs.append([])
        return len(self.arcs) - 1


Intervals: TypeAlias = tuple[tuple[Label, Label], ...]
"""Labels from the first to before the second, ascending."""

# Property bits of `properties.h` that hold for each kind of transducer we write.
_LEXICON_PROPERTIES = 0x65A5_66A6_0001
"""Expanded, input deterministic, no input epsilons, sorted by what is written, weighted, cyclic,
but not through its start; every state leads from the start to an end."""
_LOOP_PROPERTIES = 0x6595_5A95_0001
GRAMMAR_PROPERTIES = 0x5001_0001
"""Expanded, writes what it reads, sorted; nothing is claimed beyond that."""


def const(fst: Transducer, properties: int = _LOOP_PROPERTIES) -> bytes:
    """`fst` as a ConstFst; by default an acceptor of one state, arcs sorted."""
    count = sum(map(len, fst.arcs))
    states, arcs, position = [], [], 0
    for state, leaving in enumerate(fst.arcs):
        silent = sum(arc.reads == 0 for arc in leaving), sum(arc.writes == 0 for arc in leaving)
        end = fst.ends.get(state, _NEVER)
        states.append(struct.pack("<fIIII", end, position, len(leaving), *silent))
        arcs += [struct.pack("<iifi", a.reads, a.writes, a.cost, a.to) for a in leaving]
        position += len(leaving)
    header = _header("const", 2, properties) + struct.pack("<qqq", 0, len(fst.arcs), count)
    return b"".join((header, *states, *arcs))


def lookahead(fst: Transducer, reach: Sequence[Intervals], final_label: Label) -> bytes:
    """`fst` as an `olabel_lookahead`: with the labels that can be written next from each state.

    `reach` by state; `final_label`, one above all others, is among them where it may end first.
    Arcs must be sorted by what they write.
    """
    header = _header("olabel_lookahead", 1, _LEXICON_PROPERTIES) + struct.pack("<qqq", -1, 0, 0)
    # An add-on for what is written alone, by output labels, their old numbers not kept.
    flags = bytes([1, 0, 1, 0, 0])
    sets = (
        b"".join(
            (
                struct.pack("<q", len(intervals)),
                *(struct.pack("<ii", *interval) for interval in intervals),
                struct.pack("<i", sum(end - begin for begin, end in intervals)),
            )
        )
        for intervals in reach
    )
    return b"".join(
        (
            header,
            struct.pack("<i", _ADD_ON_MAGIC),
            const(fst, _LEXICON_PROPERTIES),
            flags,
            struct.pack("<iq", final_label, len(reach)),
            *sets,
        )
    )


def united(labels: Iterable[Label]) -> Intervals:
    """The fewest intervals that hold exactly `labels`."""
    found: list[tuple[Label, Label]] = []
    for label in sorted(labels):
        if found and found[-1][1] == label:
            found[-1] = (found[-1][0], label + 1)
        else:
            found.append((label, label + 1))
    return tuple(found)


def _header(kind: str, version: int, properties: int) -> bytes:
    """All but the start and the numbers of states and arcs, which follow."""
    names = (struct.pack("<i", len(text)) + text.encode() for text in (kind, "standard"))
    numbers = struct.pack("<iiQ", version, 0, properties)
    return b"".join((struct.pack("<i", _MAGIC), *names, numbers))
