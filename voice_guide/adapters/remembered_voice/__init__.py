"""A Voice in front of a slower one: each sentence is rendered once, ahead of its time."""

from voice_guide.adapters.remembered_voice.folder import damaged
from voice_guide.adapters.remembered_voice.voice import RememberedVoice

__all__ = ["RememberedVoice", "damaged"]
