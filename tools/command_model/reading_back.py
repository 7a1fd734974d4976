"""The network out of a model's `am/final.mdl`: what `acoustic_model.py` wrote, read again.

So the repository need not keep a `network.npz` beside the model, and training can go on from it.
"""

import re
import struct
from pathlib import Path

import numpy as np

from tools.command_model.network import Layer, Network, Numbers

_NODE = re.compile(r"Offset\(\w+, (-?\d+)\)|input|r\d+")
"""A layer below, at another time or at the same."""
_SEEN = re.compile(r"^component-node name=a\d+ component=a\d+ input=(.*)$", re.MULTILINE)
_FLOAT = 4


def network_of(model: Path) -> Network:
    """The network in the model's folder, its priors as the model has them.

    These are biased by the operating point it was exported with. Raise ValueError for a model
    that `acoustic_model.py` did not write.
    """
    data = (model / "am" / "final.mdl").read_bytes()
    try:
        layers = tuple(_layers(data))
        priors = _vector(data, data.index(b"<Priors> "))
    except (struct.error, ValueError) as error:
        raise ValueError(f"{model} is no model of this recipe: {error}") from error
    if not layers:
        raise ValueError(f"{model} is no model of this recipe: it has no affine layers")
    return Network(layers, priors)


def _layers(data: bytes) -> list[Layer]:
    config = data[data.index(b"<Nnet3> ") : data.index(b"<NumComponents> ")].decode()
    found, at = [], 0
    for seen in _SEEN.findall(config):
        at = data.index(b"<AffineComponent> ", at) + 1
        weights = _matrix(data, data.index(b"<LinearParams> ", at))
        bias = _vector(data, data.index(b"<BiasParams> ", at))
        found.append(Layer(weights, bias, _offsets(seen)))
    return found


def _offsets(seen: str) -> tuple[int, ...]:
    """Of "Append(Offset(r0, -1), r0, Offset(r0, 1))": -1, 0, 1."""
    return tuple(int(node[1] or 0) for node in _NODE.finditer(seen))


def _matrix(data: bytes, token: int) -> Numbers:
    at = data.index(b"FM ", token) + 3
    rows, columns = (struct.unpack_from("<i", data, at + 1 + 5 * n)[0] for n in range(2))
    return np.frombuffer(data, "<f4", rows * columns, at + 10).reshape(rows, columns)


def _vector(data: bytes, token: int) -> Numbers:
    at = data.index(b"FV ", token) + 3
    (count,) = struct.unpack_from("<i", data, at + 1)
    return np.frombuffer(data, "<f4", count, at + 1 + _FLOAT)
