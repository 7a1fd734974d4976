"""The real room: one player, driven in real time by a sound card and a keyboard."""

from voice_guide.adapters.live_room.room import STOPPED, LiveRoom

__all__ = ["STOPPED", "LiveRoom"]
