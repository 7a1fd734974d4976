"""Power, temperature, room on the disk, and the sound server's own settings."""

from dataclasses import dataclass

from voice_guide.core.checkup.finding import Finding, failed, passed, warned

ROOM_NEEDED = 50_000_000
"""Bytes. The voice's memory takes up to four times as much, the journal less than one."""
HOT = 75.0
"""Degrees Celsius; a Raspberry Pi slows down at 80."""

_NOW = {0: "the voltage is too low", 1: "it is slowed down", 2: "it is slowed down by heat"}
_BEFORE = 16
"""Bits from here on: the same since the last start."""


@dataclass(frozen=True, slots=True)
class Power:
    """What a Raspberry Pi tells of itself."""

    model: str
    throttled: int | None
    """The bits of `vcgencmd get_throttled`; None where it cannot be asked."""
    celsius: float | None


def power_finding(power: Power) -> Finding:
    """Power and temperature."""
    bits = power.throttled or 0
    troubles = [told for bit, told in _NOW.items() if bits >> bit & 1]
    troubles += [f"{told} (earlier)" for bit, told in _NOW.items() if bits >> (bit + _BEFORE) & 1]
    warm = power.celsius is not None and power.celsius >= HOT
    degrees = "" if power.celsius is None else f", {power.celsius:.0f} degrees"
    told = f"{power.model}{degrees}"
    if bits & 0b1 or bits >> _BEFORE & 0b1:
        remedy = "Use the official power supply, and a short cable: low voltage breaks up sound."
        return warned("power", f"{told}; {'; '.join(troubles)}", remedy)
    if troubles or warm:
        remedy = "Give it air, or a heat sink."
        return warned("power", f"{told}; {'; '.join(troubles) or 'it is hot'}", remedy)
    return passed("power", told)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the person's own."""

    path: str
    problem: str = ""
    """Why it cannot be written to."""
    free: int | None = None
    """Bytes."""
    damaged: int = 0
    """Files in it that cannot be used."""


def folder_finding(part: str, folder: Folder) -> Finding:
    """Whether it can be written to, has room, and what is in it is whole."""
    if folder.problem:
        return warned(
            part,
            f"{folder.path} cannot be written to: {folder.problem}",
            "Make it writable: voice-guide doctor --fix tries.",
        )
    if folder.free is not None and folder.free < ROOM_NEEDED:
        return warned(
            part,
            f"{folder.path} has room for {folder.free / 1e6:.0f} MB only",
            "Make room on that disk.",
        )
    if folder.damaged:
        return warned(
            part,
            f"{folder.path}: {folder.damaged} files are damaged",
            "They are not used; voice-guide doctor --fix removes them.",
        )
    return passed(part, folder.path)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A loudspeaker or microphone as the sound server has it."""

    name: str
    muted: bool
    percent: int | None
    """How far it is turned up."""


@dataclass(frozen=True, slots=True)
class Server:
    """The sound server's defaults."""

    name: str
    loudspeaker: Outlet | None
    microphone: Outlet | None
    telephones: tuple[str, ...] = ()
    """Bluetooth headsets that work as a telephone."""


_QUIET = 10
"""Percent."""


def server_findings(server: Server) -> tuple[Finding, ...]:
    """What is muted or turned down, and headsets in telephone mode."""
    part = "sound server"
    found = []
    for kind, outlet in (("loudspeaker", server.loudspeaker), ("microphone", server.microphone)):
        if outlet is None:
            found.append(
                warned(part, f"{server.name} has no {kind}", f"Connect a {kind}, or choose one.")
            )
        elif outlet.muted:
            found.append(
                warned(
                    part,
                    f"the {kind} {outlet.name} is muted",
                    "Unmute it in the sound settings; voice-guide doctor --fix does.",
                )
            )
        elif outlet.percent is not None and outlet.percent < _QUIET:
            found.append(
                warned(
                    part,
                    f"the {kind} {outlet.name} is turned down to {outlet.percent} %",
                    "Turn it up in the sound settings.",
                )
            )
    found += [
        warned(
            "bluetooth",
            f"{name} works as a telephone: it sounds narrow and comes late",
            "Choose its profile A2DP in the sound settings, and another microphone.",
        )
        for name in server.telephones
    ]
    return tuple(found) or (passed(part, server.name),)


@dataclass(frozen=True, slots=True)
class Packages:
    """Python and what was installed with us."""

    python: str
    supported: bool
    system: str
    missing: tuple[str, ...]


def packages_finding(packages: Packages) -> Finding:
    """Whether it is a Python we are tested with, and all that is needed is there."""
    told = f"{packages.python} on {packages.system}"
    if packages.missing:
        return failed(
            "python",
            f"{told}; missing: {', '.join(packages.missing)}",
            "Install again: python3 run.py",
        )
    if not packages.supported:
        return warned("python", told, "Use Python 3.11, 3.12 or 3.13: others are not tested.")
    return passed("python", told)
