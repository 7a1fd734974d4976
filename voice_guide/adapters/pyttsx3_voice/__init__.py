"""pyttsx3 as a Voice: it renders in a child process, which may hang or die."""

from voice_guide.adapters.pyttsx3_voice.names import CALM_VOICE, VoiceNames
from voice_guide.adapters.pyttsx3_voice.voice import CALM_RATE, Pyttsx3Voice

__all__ = ["CALM_RATE", "CALM_VOICE", "Pyttsx3Voice", "VoiceNames"]
