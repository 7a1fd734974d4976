"""Takes what the loudspeaker plays out of what the microphone hears."""

from voice_guide.sound.echo.canceller import EchoCanceller

__all__ = ["EchoCanceller"]
