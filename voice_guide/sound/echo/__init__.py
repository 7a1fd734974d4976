"""Takes what the loudspeaker plays out of what the microphone hears."""

from voice_guide.sound.echo.canceller import EchoCanceller
from voice_guide.sound.echo.removal import EchoRemoval, Measured, measured

__all__ = ["EchoCanceller", "EchoRemoval", "Measured", "measured"]
