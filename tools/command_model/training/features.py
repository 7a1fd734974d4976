"""The features that the network hears, exactly as Vosk computes them.

After Kaldi's `feat/feature-window.cc`, `mel-computations.cc` and `feature-mfcc.cc`, for the
settings in `export.py`: frames of 25 ms every 10 ms without the mean, pre-emphasis 0.97, Povey's
window, a transform of 512 points, 40 mel bands of power, logarithms; then a cosine transform and
HTK's lifter of 22. Training works on the logarithms of the bands, where sounds can be mixed.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tools.command_model.export import HIGHEST_FREQUENCY, LOWEST_FREQUENCY, SAMPLE_RATE
from tools.command_model.network import CEPSTRA

Bands: TypeAlias = NDArray[np.float32]
"""[frames, BANDS]: logarithms of the power in each band; samples are on the scale of int16."""

BANDS = CEPSTRA
FRAME, STEP, POINTS = 400, 160, 512
FRAMES_PER_SECOND = SAMPLE_RATE // STEP
_EMPHASIS = 0.97
_RUMBLE = 100
"""Hz. What is lower counts as if it were there: nobody speaks so low."""
_LOUDEST, _QUIETEST = 32_768, np.finfo(np.float32).eps


def log_bands(samples: NDArray[Any]) -> Bands:
    """Of sound at 16 kHz, from -1 to 1. No frames where it is shorter than one."""
    sound = np.asarray(samples, np.float32) * _LOUDEST
    if sound.size < FRAME:
        return np.zeros((0, BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(sound, FRAME)[::STEP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.fft.rfft((frames - _EMPHASIS * before) * _WINDOW, POINTS)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return np.asarray(np.log(np.maximum(power @ _TO_BANDS, _QUIETEST)), np.float32)


def edges() -> NDArray[np.float64]:
    """[BANDS + 2], Hz: each band is a triangle from one edge to the next but one."""
    lowest, highest = (_mel(float(f)) for f in (LOWEST_FREQUENCY, HIGHEST_FREQUENCY))
    return np.asarray(700 * (np.exp(np.linspace(lowest, highest, BANDS + 2) / 1127) - 1))


def _mel(frequency: Any) -> Any:  # noqa: ANN401 - a number or an array of them
    return 1127 * np.log(1 + frequency / 700)


def _to_bands() -> NDArray[np.float32]:
    frequencies = _mel(np.arange(POINTS // 2) * SAMPLE_RATE / POINTS)
    mels = _mel(edges())
    low, middle, high = mels[:-2], mels[1:-1], mels[2:]
    rising = (frequencies[:, None] - low) / (middle - low)
    falling = (high - frequencies[:, None]) / (high - middle)
    triangles = np.maximum(0, np.minimum(rising, falling))
    return np.concatenate([triangles, np.zeros((1, BANDS))]).astype(np.float32)


def _even() -> NDArray[np.float32]:
    turn = 2 * np.pi * np.maximum(edges()[1:-1], _RUMBLE) / SAMPLE_RATE
    return (1 / (1 + _EMPHASIS**2 - 2 * _EMPHASIS * np.cos(turn))).astype(np.float32)


def _to_cepstra() -> NDArray[np.float32]:
    order, band = np.arange(CEPSTRA), np.arange(BANDS)
    cosines = np.sqrt(2 / BANDS) * np.cos(np.pi / BANDS * order[:, None] * (band + 0.5))
    cosines[0] = np.sqrt(1 / BANDS)
    lifter = 1 + 11 * np.sin(np.pi * order / 22)
    return np.ascontiguousarray((cosines * lifter[:, None]).T, np.float32)


_WINDOW = ((0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / (FRAME - 1))) ** 0.85).astype(
    np.float32
)
_TO_BANDS = _to_bands()
EVEN = _even()
"""[BANDS]: `np.exp(bands) @ EVEN` is the power of the sound as it was before the pre-emphasis,
which makes white noise 18 dB louder beside a voice than it is."""
TO_CEPSTRA = _to_cepstra()
"""[BANDS, CEPSTRA]: `log_bands(...) @ TO_CEPSTRA` are the MFCC."""
