"""What takes the place of a voice that fails: silence for as long as it takes to read along."""

from collections.abc import Callable

import numpy as np

from voice_guide.core.messages import PartBack, PartFailed
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError
from voice_guide.ports import Report, Voice
from voice_guide.sound.samples import SAMPLE_RATE, Samples

WORDS_A_MINUTE = 140
AT_LEAST: Seconds = 1.0
MOST_SKIPPED = 15
"""Sentences; a voice that hangs costs seconds each time it is tried."""


class SilentVoice:
    """Takes as long as a voice would."""

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        """Return silence."""
        spoken = len(text.split()) * 60 / (WORDS_A_MINUTE * pace)
        return np.zeros(round(max(AT_LEAST, spoken) * SAMPLE_RATE), np.float32)


class VoiceOrSilence:
    """A Voice that never fails: what `inner` cannot say is silence, and `report` is told once.

    It tries `inner` again for the next sentence, and from then on after 1, 3, 7 and 15 of them.
    """

    def __init__(self, inner: Voice, report: Callable[[Report], None]) -> None:
        self._inner = inner
        self._silence = SilentVoice()
        self._report = report
        self._failed = 0
        self._to_skip = 0

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        """Return the spoken text, or silence as long."""
        if self._to_skip:
            self._to_skip -= 1
            return self._silence.render(text, pace=pace)
        try:
            samples = self._inner.render(text, pace=pace)
        except VoiceGuideError as error:
            self._count(error)
            return self._silence.render(text, pace=pace)
        if self._failed:
            self._failed = 0
            self._report(PartBack("voice"))
        return samples

    def _count(self, error: VoiceGuideError) -> None:
        if not self._failed:
            self._report(PartFailed("voice", str(error), error.hint))
        self._to_skip = min(2**self._failed - 1, MOST_SKIPPED)
        self._failed += 1
