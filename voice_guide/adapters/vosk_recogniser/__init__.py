"""Words from sound, by Vosk: commands, and answers in words of one's own."""

from voice_guide.adapters.vosk_recogniser.answers import AnswerRecogniser
from voice_guide.adapters.vosk_recogniser.commands import (
    LONGEST_OPINION,
    READINGS,
    VoskRecogniser,
)

__all__ = ["LONGEST_OPINION", "READINGS", "AnswerRecogniser", "VoskRecogniser"]
