"""What PulseAudio, or PipeWire in its place, tells of its defaults, by its own program pactl."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any, Literal

from voice_guide.core.checkup.machine import Outlet, Server
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError

Kind = Literal["sink", "source"]

_PATIENCE: Seconds = 5.0
_TELEPHONE = ("headset", "handsfree", "hsp", "hfp")
"""How the profiles of a Bluetooth headset begin in which it works as a telephone."""


def ask() -> Server | None:
    """What the server has; None where there is none, or pactl is missing."""
    if shutil.which("pactl") is None:
        return None
    try:
        info, sinks, sources, cards = (
            json.loads(_pactl("--format=json", *what))
            for what in (("info",), ("list", "sinks"), ("list", "sources"), ("list", "cards"))
        )
        return Server(
            str(info["server_name"]),
            _outlet(sinks, str(info["default_sink_name"])),
            _outlet(sources, str(info["default_source_name"])),
            tuple(_name(card) for card in cards if _is_telephone(card)),
        )
    except (VoiceGuideError, ValueError, KeyError, TypeError, AttributeError):
        # An older pactl knows no JSON, and a server that does not answer is told elsewhere.
        return None


def default_source() -> str:
    """The name of the microphone that "default" means now; nothing where it cannot be asked."""
    if shutil.which("pactl") is None:
        return ""
    try:
        return _pactl("get-default-source").strip()
    except VoiceGuideError:
        return ""


def unmute(kind: Kind) -> None:
    """Unmute the default; raise VoiceGuideError."""
    _pactl(f"set-{kind}-mute", f"@DEFAULT_{kind.upper()}@", "0")


def _pactl(*arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            ["pactl", *arguments],  # noqa: S607 - wherever the system has it
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise VoiceGuideError(
            f"the sound server does not answer: {error}", hint="Start it, or restart the machine."
        ) from error
    return done.stdout


def _outlet(outlets: list[Mapping[str, Any]], name: str) -> Outlet | None:
    for outlet in outlets:
        if outlet["name"] == name:
            return Outlet(_name(outlet), bool(outlet["mute"]), _percent(outlet))
    return None


def _percent(outlet: Mapping[str, Any]) -> int | None:
    volumes = [str(each["value_percent"]) for each in outlet.get("volume", {}).values()]
    shares = [int(each.removesuffix("%")) for each in volumes]
    return max(shares, default=None)


def _name(thing: Mapping[str, Any]) -> str:
    described = thing.get("description") or thing.get("properties", {}).get("device.description")
    return str(described or thing["name"])


def _is_telephone(card: Mapping[str, Any]) -> bool:
    profile = str(card.get("active_profile", "")).lower()
    return str(card["name"]).startswith("bluez") and profile.startswith(_TELEPHONE)
