"""The acoustic model as Vosk reads it: `am/final.mdl`.

That is Kaldi's `nnet3-am` file: a transition model (`hmm/transition-model.cc`,
`hmm/hmm-topology.cc`) and a network (`nnet3/nnet-nnet.cc`, `nnet-simple-component.cc`,
`am-nnet-simple.cc`). Kaldi would train both; we only write them. Plain affine and rectified
components are enough, and no tree is needed, since Vosk's graph names transitions.
"""

import math
from collections.abc import Iterator

import numpy as np

from tools.command_model.kaldi import (
    START,
    double,
    integer,
    integers,
    matrix,
    single,
    tokens,
    vector,
)
from tools.command_model.network import CEPSTRA, Layer, Network, Numbers
from voice_guide.adapters.word_graph.phones import CLASSES, PHONES

_STAY = 0.5
"""Probability that a phone lasts for another 30 ms."""


def acoustic_model(network: Network, priors: Numbers) -> bytes:
    """The whole file. `priors` [classes] are taken off the network's output while decoding."""
    before, after = network.context
    return b"".join(
        (
            START,
            _transition_model(),
            _network(network),
            tokens("<LeftContext>") + integer(before),
            tokens("<RightContext>") + integer(after),
            tokens("<Priors>") + vector(priors),
        )
    )


def _transition_model() -> bytes:
    """All phones of one state, which emits its class, and may be stayed in."""
    stay = [math.log(_STAY), math.log(1 - _STAY)] * len(PHONES)
    states = (
        # State 0 has the phone's class and two transitions; state 1, without a class, is the end.
        integer(0) + integer(2) + integer(0) + single(_STAY) + integer(1) + single(1 - _STAY),
        integer(-1) + integer(0),
    )
    return b"".join(
        (
            tokens("<TransitionModel>", "<Topology>"),
            integers(range(1, len(PHONES) + 1)),
            integers([-1] + [0] * len(PHONES)),
            integer(1) + integer(len(states)),
            *states,
            tokens("</Topology>", "<Triples>") + integer(len(PHONES)),
            *(integer(n) + integer(0) + integer(_class(p)) for n, p in enumerate(PHONES, 1)),
            tokens("</Triples>", "<LogProbs>") + vector(np.array([0.0, *stay])),
            tokens("</LogProbs>", "</TransitionModel>"),
        )
    )


def _class(phone: str) -> int:
    return CLASSES.index(phone.split("_", maxsplit=1)[0])


def _network(network: Network) -> bytes:
    last = len(network.layers) - 1
    lines, components = [f"input-node name=input dim={CEPSTRA}"], []
    below = "input"
    for n, layer in enumerate(network.layers):
        seen = ", ".join(_at(below, offset) for offset in layer.offsets)
        source = seen if len(layer.offsets) == 1 else f"Append({seen})"
        below, kind = ("ls", "LogSoftmax") if n == last else (f"r{n}", "RectifiedLinear")
        lines += [
            f"component-node name=a{n} component=a{n} input={source}",
            f"component-node name={below} component={below} input=a{n}",
        ]
        components += [_affine(f"a{n}", layer), _elementwise(below, kind, layer.bias.size)]
    lines.append(f"output-node name=output input={below} objective=linear")
    return b"".join(
        (
            tokens("<Nnet3>"),
            ("\n" + "\n".join(lines) + "\n\n").encode(),
            tokens("<NumComponents>") + integer(len(components)),
            *components,
            tokens("</Nnet3>"),
        )
    )


def _at(node: str, offset: int) -> str:
    return f"Offset({node}, {offset})" if offset else node


def _affine(name: str, layer: Layer) -> bytes:
    rate = tokens("<LearningRate>") + single(0.001)  # read, and of no use to a decoder
    weights = tokens("<LinearParams>") + matrix(layer.weights)
    bias = tokens("<BiasParams>") + vector(layer.bias)
    return b"".join(_component(name, "AffineComponent", (rate, weights, bias)))


def _elementwise(name: str, kind: str, width: int) -> bytes:
    nothing = vector(np.zeros(0))
    parts = (
        tokens("<Dim>") + integer(width),
        tokens("<ValueAvg>") + nothing,
        tokens("<DerivAvg>") + nothing,
        tokens("<Count>") + double(0.0),
    )
    return b"".join(_component(name, f"{kind}Component", parts))


def _component(name: str, kind: str, parts: tuple[bytes, ...]) -> Iterator[bytes]:
    yield tokens("<ComponentName>", name, f"<{kind}>")
    yield from parts
    yield tokens(f"</{kind}>")
