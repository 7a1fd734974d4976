"""The one form that sound has inside."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Hz. Everything inside is mono at this rate; devices and files are resampled at the edge."""

BLOCK = 320
"""Samples in a block, 20 ms: what is heard and played in one go."""

Samples: TypeAlias = NDArray[np.float32]
"""Mono sound at SAMPLE_RATE, full scale -1 to 1."""


def bounded(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same within -1 and 1, and 0 where there is no number: one NaN deafens all that follows.

    Any shape; files of floats may hold such, and drivers have been known to give it.
    """
    return np.clip(np.nan_to_num(sound, nan=0.0), -1.0, 1.0)
