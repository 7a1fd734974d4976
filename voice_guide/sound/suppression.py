"""Noise suppression of a whole utterance, for an opinion on it: spectral subtraction.

S. Boll, "Suppression of acoustic noise in speech using spectral subtraction", IEEE Transactions on
Acoustics, Speech, and Signal Processing 27 (1979). The noise in each frequency is taken from the
softest moments of the utterance itself, since even who speaks leaves each frequency alone most of
the time: R. Martin, "Noise power spectral density estimation based on optimal smoothing and minimum
statistics", IEEE Transactions on Speech and Audio Processing 9 (2001). Nothing of it is heard by
people, so that what is left may tinkle; little is taken off, because a recogniser that has been
taught with noise minds it less than holes in a voice.
"""

import numpy as np

from voice_guide.sound.samples import Samples

FRAME, STEP = 512, 256
"""Samples of a spectrum, and between two: 32 and 16 ms."""
SOFTEST = 0.15
"""Quantile of a frequency's power that is noise and nothing else."""
SUBTRACTED = 2.0
"""Times that power: a third of the mean power of a steady noise."""
LEAST = 0.5
"""Gain: so much is left at least of each frequency, 6 dB less."""
_NOTHING = 1e-12
_ENOUGH = 4 * FRAME
"""Samples, of which noise can be told from voice."""


def suppressed(sound: Samples) -> Samples:
    """The same sound with what is always there turned down; of a quiet room it changes little."""
    if sound.size < _ENOUGH:
        return sound
    window = np.sqrt(np.hanning(FRAME + 1)[:FRAME]).astype(np.float32)
    padded = np.pad(sound, (FRAME, FRAME + -sound.size % STEP))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::STEP]
    spectra = np.fft.rfft(window * frames, axis=1)
    power = spectra.real**2 + spectra.imag**2
    # The first and the last frames hold the padding.
    noise = SUBTRACTED * np.quantile(power[2:-2], SOFTEST, axis=0)
    gain = np.sqrt(np.maximum(1 - noise / (power + _NOTHING), LEAST**2))
    parts = window * np.fft.irfft(spectra * gain, axis=1)
    first, second = parts[:, :STEP], parts[:, STEP:]
    whole = np.concatenate([first, first[:1] * 0]) + np.concatenate([second[:1] * 0, second])
    softer: Samples = whole.ravel()[FRAME : FRAME + sound.size].astype(np.float32)
    return softer
