"""Which devices there are, by name, and what to do where there is none."""

import platform
import shutil
from typing import Any, Literal, TypeAlias

from voice_guide.adapters.sound_card.portaudio import PROBLEM, one_at_a_time, sounddevice
from voice_guide.errors import InputError, MissingPartError

Kind: TypeAlias = Literal["input", "output"]

_PART = {"input": "microphone", "output": "loudspeaker"}


def device_names(kind: Kind) -> tuple[str, ...]:
    """The devices that can be chosen; raise MissingPartError without PortAudio."""
    return tuple(device["name"] for device in devices(kind))


def device_name(kind: Kind, name: str | None) -> str:
    """The whole name of the device that `name` means; raise as opening it does."""
    with one_at_a_time:
        return str(find(kind, name)["name"])


def devices(kind: Kind) -> list[dict[str, Any]]:
    """All that PortAudio knows of each; raise MissingPartError without it."""
    if sounddevice is None:
        raise MissingPartError(
            f"{_PART[kind]}: the sound library PortAudio is missing ({PROBLEM})",
            hint=_install_portaudio(),
        )
    with one_at_a_time:
        return [d for d in sounddevice.query_devices() if d[f"max_{kind}_channels"] > 0]


def find(kind: Kind, name: str | None) -> dict[str, Any]:
    """The one that is meant; raise InputError for none or several, MissingPartError without any."""
    found = devices(kind)
    if not found:
        hint = "Connect one, or start the machine's sound server; then try again."
        raise MissingPartError(f"no {_PART[kind]} was found", hint=hint)
    if name is None:
        return _default(kind, found)
    wanted = name.casefold()
    exact = [d for d in found if d["name"].casefold() == wanted]
    fitting = exact or [d for d in found if wanted in d["name"].casefold()]
    if len(fitting) > 1:
        # Windows lists every device once for each of its sound systems.
        usual = sounddevice.default.hostapi
        fitting = [d for d in fitting if d["hostapi"] == usual] or fitting
    if len(fitting) == 1:
        return fitting[0]
    problem = "several devices are" if fitting else "no device is"
    names = ", ".join(repr(d["name"]) for d in fitting or found)
    raise InputError(f"{_PART[kind]}: {problem} called {name!r}", hint=f"There are: {names}.")


def _default(kind: Kind, devices: list[dict[str, Any]]) -> dict[str, Any]:
    index = sounddevice.default.device[kind]
    return next((d for d in devices if d["index"] == index), devices[0])


def code(error: Exception) -> int:
    """PortAudio's number of what went wrong."""
    return int(error.args[1]) if len(error.args) > 1 else 0


def unusable(kind: Kind, name: str, error: Exception) -> MissingPartError:
    """What to say of a device that cannot be opened."""
    hint = f"Close other programs that use it, or choose another --{_PART[kind]}."
    problem = str(error.args[0]).removeprefix("Error opening ")
    return MissingPartError(f"{_PART[kind]} {name!r} cannot be opened: {problem}", hint=hint)


def _install_portaudio() -> str:
    commands = {
        "apt-get": "sudo apt-get install libportaudio2",
        "dnf": "sudo dnf install portaudio",
        "pacman": "sudo pacman -S portaudio",
        "zypper": "sudo zypper install libportaudio2",
        "apk": "sudo apk add portaudio",
    }
    if platform.system() != "Linux":
        return "pip install --force-reinstall sounddevice"
    found = (command for tool, command in commands.items() if shutil.which(tool))
    return next(found, "Install your system's package of PortAudio (libportaudio.so.2).")
