"""The network while it learns: convolutions over time, each output normalised over the batch.

A time-delay network (Peddinti, Povey, Khudanpur, Interspeech 2015). From the second layer on it
works at a third of the frame rate, which is all that the decoder asks for. It sees little of what
comes after a frame, because an urgent word cannot wait for it.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from tools.command_model.network import CEPSTRA, Layer, Network
from voice_guide.adapters.word_graph.phones import CLASSES

OFFSETS = (
    (-2, -1, 0, 1, 2), (-1, 0, 1), (-3, 0, 3), (-6, -3, 0),
    (-36, -24, -12, 0), (-6, -3, 0), (-15, -9, -3, 3),
)  # fmt: skip
"""Frames of 10 ms that each layer sees of the one below; 690 ms before and 90 ms after in all.

What came long before tells how loud the room is, and costs no time.
"""
WIDTH = 256
STRIDE = 3
_STRIDING = 1
"""The layer whose outputs are a STRIDE apart."""

_LEAST = 0.01
"""Standard deviation of an output: whatever it is taken for, the result is the same."""

BEFORE = -sum(min(offsets) for offsets in OFFSETS)
AFTER = sum(max(offsets) for offsets in OFFSETS)


def frames_for(outputs: int) -> int:
    """Frames of input for so many outputs, the first of them about frame BEFORE."""
    return BEFORE + STRIDE * (outputs - 1) + 1 + AFTER


@dataclass(frozen=True, slots=True)
class Scale:
    """What the input is moved and divided by, each coefficient [CEPSTRA]."""

    mean: Tensor
    deviation: Tensor

    def __call__(self, cepstra: Tensor) -> Tensor:
        return (cepstra - self.mean) / self.deviation


class Net(nn.Module):
    """[windows, frames, CEPSTRA] to log probabilities [windows, classes, outputs]."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.affine = nn.ModuleList()
        self.norms = nn.ModuleList()
        inputs = CEPSTRA
        for number, offsets in enumerate(OFFSETS):
            rate = STRIDE if number > _STRIDING else 1
            dilation = (offsets[1] - offsets[0]) // rate
            stride = STRIDE if number == _STRIDING else 1
            layer = nn.Conv1d(inputs, width, len(offsets), stride=stride, dilation=dilation)
            self.affine.append(layer)
            self.norms.append(nn.BatchNorm1d(width, momentum=0.02))
            inputs = width
        self.affine.append(nn.Conv1d(width, len(CLASSES), 1))

    def forward(self, cepstra: Tensor) -> Tensor:
        hidden = cepstra.transpose(1, 2)
        for affine, norm in zip(self.affine, self.norms, strict=False):
            hidden = norm(functional.relu(affine(hidden)))
        return functional.log_softmax(self.affine[-1](hidden).float(), dim=1)


def folded(net: Net, scale: Scale, priors: Tensor) -> Network:
    """The same as plain affine layers: what normalises one layer's output goes into the next."""
    times, plus = 1 / scale.deviation.double(), -(scale.mean / scale.deviation).double()
    layers = []
    for number, affine in enumerate(net.affine):
        assert isinstance(affine, nn.Conv1d)
        assert affine.bias is not None
        weights = affine.weight.detach().double()
        bias = affine.bias.detach().double() + (weights * plus[None, :, None]).sum(dim=(1, 2))
        flat = (weights * times[None, :, None]).permute(0, 2, 1).reshape(len(weights), -1)
        offsets = OFFSETS[number] if number < len(OFFSETS) else (0,)
        layers.append(Layer(flat.float().numpy(), bias.float().numpy(), offsets))
        if number < len(net.norms):
            norm = net.norms[number]
            assert isinstance(norm, nn.BatchNorm1d)
            assert norm.running_mean is not None
            assert norm.running_var is not None
            spread = torch.sqrt(norm.running_var.double() + norm.eps)
            times = norm.weight.detach().double() / spread
            plus = norm.bias.detach().double() - norm.running_mean.double() * times
    return Network(tuple(layers), np.asarray((priors / priors.sum()).double().numpy()))


def unfolded(network: Network, scale: Scale, cepstra: Tensor) -> Net:
    """To go on from `network`: the inverse of `folded`, as far as `cepstra` show the outputs.

    Where a layer sees more than that of `network`, the rest begins with no weight, and a layer that
    `network` lacks hands on what it is given: at first the result is the same.
    ValueError where a layer sees less.
    """
    net = Net(network.layers[0].bias.size)
    hidden = scale(cepstra).transpose(1, 2)
    mean, deviation = scale.mean, scale.deviation
    left = list(network.layers)
    with torch.no_grad():
        for number, affine in enumerate(net.affine):
            assert isinstance(affine, nn.Conv1d)
            offsets = OFFSETS[number] if number < len(OFFSETS) else (0,)
            handing_on = not set(left[0].offsets) <= set(offsets)
            if handing_on and (len(left) == 1 or 0 not in offsets):
                raise ValueError(f"layer {number} sees {offsets}, not {left[0].offsets}")
            layer = _handing_on(affine.in_channels) if handing_on else left.pop(0)
            _weigh(affine, layer, offsets, mean, deviation)
            if number < len(net.norms):
                hidden = functional.relu(affine(hidden))
                mean, deviation = hidden.mean(dim=(0, 2)), hidden.std(dim=(0, 2)).clamp(min=_LEAST)
                hidden = (hidden - mean[:, None]) / deviation[:, None]
                _normalise(net.norms[number], mean, deviation)
    return net


def _handing_on(width: int) -> Layer:
    """What is rectified stays as it is if it is rectified again."""
    return Layer(np.eye(width, dtype=np.float32), np.zeros(width, np.float32), (0,))


def _weigh(
    affine: nn.Conv1d, layer: Layer, offsets: tuple[int, ...], mean: Tensor, deviation: Tensor
) -> None:
    """Give `affine` the weights of `layer`, for inputs that were moved and divided."""
    assert affine.bias is not None
    weights = torch.from_numpy(np.array(layer.weights)).reshape(
        len(layer.bias), len(layer.offsets), -1
    )
    weights = weights.permute(0, 2, 1)
    affine.weight.zero_()
    affine.weight[:, :, [offsets.index(o) for o in layer.offsets]] = (
        weights * deviation[None, :, None]
    )
    moved = (weights * mean[None, :, None]).sum(dim=(1, 2))
    affine.bias.copy_(torch.from_numpy(np.array(layer.bias)) + moved)


def _normalise(norm: nn.Module, mean: Tensor, deviation: Tensor) -> None:
    assert isinstance(norm, nn.BatchNorm1d)
    assert norm.running_mean is not None
    assert norm.running_var is not None
    norm.running_mean.copy_(mean)
    assert isinstance(norm.eps, float)
    norm.running_var.copy_(deviation**2 - norm.eps)
