"""The microphone and the loudspeaker, through PortAudio.

Devices are opened one stream each, at a rate of their own (microphones often refuse 16 kHz), in
blocks of 10 ms, and resampled here. PortAudio's thread does nothing but hand over.
"""

from voice_guide.adapters.sound_card.devices import Kind, device_name, device_names
from voice_guide.adapters.sound_card.loudspeaker import Loudspeaker
from voice_guide.adapters.sound_card.microphone import Microphone
from voice_guide.adapters.sound_card.stream import STEADY

__all__ = [
    "STEADY",
    "Kind",
    "Loudspeaker",
    "Microphone",
    "device_name",
    "device_names",
]
