"""The trained network: a stack of affine layers over frames at different times.

In a file, `network.npz`: `n_layers`; for each layer n from 0 `W<n>` [out, in * offsets], `b<n>`
[out] and `off<n>`, the times, in frames of 10 ms, whose outputs of the layer below it sees side by
side; `prior` [classes], how often each class was in what it was trained with. Between layers
negative values become 0; after the last come logarithms of probabilities. The normalisation of
its input is folded into the first layer, so it takes MFCC as they are.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from voice_guide.adapters.word_graph.phones import CLASSES

Numbers: TypeAlias = NDArray[np.floating[Any]]

CEPSTRA = 40
"""Of a frame: the network's input."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Sees the layer below at `offsets`, the earliest first."""

    weights: Numbers
    bias: Numbers
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Its classes are `phones.CLASSES`, in that order."""

    layers: tuple[Layer, ...]
    priors: Numbers

    @property
    def context(self) -> tuple[int, int]:
        """Frames that it sees before and after the one it tells of."""
        before = sum(-min(layer.offsets) for layer in self.layers)
        return before, sum(max(layer.offsets) for layer in self.layers)


def read_network(file: Path) -> Network:
    """Raise ValueError for one that does not fit together."""
    with np.load(file) as arrays:
        layers = tuple(
            Layer(arrays[f"W{n}"], arrays[f"b{n}"], tuple(arrays[f"off{n}"].tolist()))
            for n in range(int(arrays["n_layers"]))
        )
        network = Network(layers, arrays["prior"].astype(np.float64))
    _check(network)
    return network


def write_network(network: Network, file: Path) -> None:
    """The inverse of `read_network`."""
    arrays: dict[str, Any] = {"n_layers": len(network.layers), "prior": network.priors}
    for n, layer in enumerate(network.layers):
        arrays |= {f"W{n}": layer.weights, f"b{n}": layer.bias, f"off{n}": list(layer.offsets)}
    np.savez(file, **arrays)


def _check(network: Network) -> None:
    width = CEPSTRA
    for n, layer in enumerate(network.layers):
        expected = (layer.bias.size, width * len(layer.offsets))
        if layer.weights.shape != expected:
            raise ValueError(f"layer {n} has weights {layer.weights.shape}, not {expected}")
        width = layer.bias.size
    if not width == network.priors.size == len(CLASSES):
        raise ValueError(f"{width} outputs and {network.priors.size} priors, not {len(CLASSES)}")
