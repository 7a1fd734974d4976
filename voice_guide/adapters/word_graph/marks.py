"""The symbols of a graph that are no transitions of the network, as `disambig_tid.int` lists them.

Vosk believes that file: what it does not name is taken for a transition, and where the network
has none of that number the whole process dies. So it is compared with the graph before.
"""

import struct
from pathlib import Path

import numpy as np

from voice_guide.adapters.word_graph.lexicon import FILE
from voice_guide.adapters.word_graph.phones import TRANSITIONS

MARKS = "disambig_tid.int"
GRAPH = "HCLr.fst"

_FST, _ADD_ON = 2125659606, 446681434
_ALIGNED, _PACKED = 4, 2
"""A flag, and the version of a ConstFst without it."""
_STATE, _ARC = 20, 16
"""Bytes of a state and of an arc of OpenFst's `const-fst.h`."""


def check_marks(graph: Path) -> None:
    """Raise ValueError where the list in this folder is not that of its graph, OSError for none.

    They follow the transitions: so they are whole numbers one after another, the last of them the
    highest that the graph reads. Where ours begin is known, too. A list from elsewhere may go on
    behind what its graph reads: that harms nobody.
    """
    file = graph / MARKS
    named = [int(line) for line in file.read_text(encoding="utf-8").splitlines()]
    ours = (graph.parent / FILE).is_file()
    first = TRANSITIONS + 1 if ours else max(1, min(named, default=1))
    last = _highest(graph / GRAPH) or max(named, default=0)
    if not ours:
        last = max(last, *named, 0)
    if not named or len(named) != last - first + 1 or named != [*range(first, last + 1)]:
        raise ValueError(f"{file} should list the numbers from {first} to {last}")


def _highest(fst: Path) -> int | None:
    """The highest symbol that a transducer reads; None for one of another format than we know."""
    data = fst.read_bytes()
    try:
        at, version, states, arcs = _header(data, 0)
        if _number(data, at) == _ADD_ON:
            at, version, states, arcs = _header(data, at + 4)
        whole = at + states * _STATE + arcs * _ARC <= len(data)
        if version != _PACKED or min(at, states, arcs) < 0 or not whole:
            return None
        reads = np.frombuffer(data, "<i4", arcs * _ARC // 4, at + states * _STATE)[:: _ARC // 4]
        return int(reads.max(initial=0))
    except (struct.error, ValueError):
        return None


def _header(data: bytes, at: int) -> tuple[int, int, int, int]:
    """Where the header ends, and what it tells: version, numbers of states and of arcs."""
    if _number(data, at) != _FST:
        raise ValueError("no transducer")
    at += 4
    for _ in ("its type", "the type of its arcs"):
        at += 4 + _number(data, at)
    version, flags, _, _, states, arcs = struct.unpack_from("<iiQqqq", data, at)
    if flags & _ALIGNED:
        raise ValueError("laid out otherwise")
    return at + struct.calcsize("<iiQqqq"), version, states, arcs


def _number(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<i", data, at)[0])
