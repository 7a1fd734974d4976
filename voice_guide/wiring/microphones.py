"""Which microphone is meant, and what is known of it."""

from collections.abc import Callable
from pathlib import Path

from voice_guide.adapters import sound_server
from voice_guide.adapters.microphone_notes import MicrophoneNotes, Note
from voice_guide.core.commit import Rules
from voice_guide.core.messages import PartFailed
from voice_guide.core.microphone import tuned
from voice_guide.errors import VoiceGuideError
from voice_guide.ports import Report
from voice_guide.settings import NONE, is_file
from voice_guide.wiring import folders

_SERVERS = frozenset({"default", "pulse", "pipewire"})
"""Devices that stand for whichever microphone the sound server has chosen."""


def notes() -> MicrophoneNotes:
    """What calibration found out."""
    return MicrophoneNotes(folders.microphones())


def full_name(name: str | None) -> str:
    """The name under which a microphone is remembered; raise VoiceGuideError."""
    if is_file(name):
        return str(Path(name or "").resolve())
    from voice_guide.adapters.sound_card import device_name  # noqa: PLC0415 - may be missing

    device = device_name("input", name)
    behind = sound_server.default_source() if device in _SERVERS else ""
    return f"{device} ({behind})" if behind else device


def noted(name: str | None) -> Note | None:
    """What is known of a microphone; raise VoiceGuideError for a spoilt file, or no device."""
    # Most people never calibrate: they need not wait until a device is looked for.
    return notes().all().get(full_name(name)) if folders.microphones().exists() else None


_USUAL = Rules()


def rules_for(name: str | None, report: Callable[[Report], None], usual: Rules = _USUAL) -> Rules:
    """The commit rule's figures for a microphone: the usual ones where nothing is known."""
    if name == NONE:
        return usual
    try:
        known = noted(name)
    except VoiceGuideError as error:
        if folders.microphones().exists():
            report(PartFailed("calibration", str(error), error.hint))
        return usual
    return usual if known is None else tuned(usual, known.thresholds)
