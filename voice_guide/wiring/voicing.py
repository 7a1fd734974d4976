"""The voice: rendered by pyttsx3, remembered on disk, and silence where it fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from voice_guide.adapters.pyttsx3_voice import CALM_RATE, CALM_VOICE, Pyttsx3Voice
from voice_guide.adapters.remembered_voice import RememberedVoice
from voice_guide.adapters.silent_voice import VoiceOrSilence
from voice_guide.ports import Report, Voice
from voice_guide.settings import Settings
from voice_guide.wiring import folders


@dataclass(frozen=True, slots=True)
class Voicing:
    """A voice that never fails, and its memory."""

    voice: Voice
    memory: RememberedVoice


def new_voice(settings: Settings) -> Pyttsx3Voice:
    """The voice that was asked for; the calm one by default."""
    return Pyttsx3Voice(settings.voice or CALM_VOICE, settings.rate or CALM_RATE)


@contextmanager
def voicing(settings: Settings, report: Callable[[Report], None]) -> Iterator[Voicing]:
    """Open the voice; its child process ends with the context.

    Raises InputError for a voice that does not exist.
    """
    voice = new_voice(settings)
    if settings.voice is not None:
        voice.warm()
    memory = RememberedVoice(voice, folders.voice_cache(), voice.key, report)
    try:
        yield Voicing(VoiceOrSilence(memory, report), memory)
    finally:
        memory.stop()
        voice.close()
