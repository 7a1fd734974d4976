"""Power and temperature of a Raspberry Pi, from its firmware and the kernel."""

import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from voice_guide.core.checkup.machine import Power
from voice_guide.core.units import Seconds

_MODEL = Path("/proc/device-tree/model")
_WARMTH = Path("/sys/class/thermal/thermal_zone0/temp")
_PATIENCE: Seconds = 5.0


def ask(model: Path = _MODEL, warmth: Path = _WARMTH) -> Power | None:
    """What it tells; None on any other machine."""
    with suppress(OSError):
        name = model.read_bytes().rstrip(b"\0").decode("utf-8", "replace")
        if name.startswith("Raspberry Pi"):
            return Power(name, _throttled(), _celsius(warmth))
    return None


def _throttled() -> int | None:
    if shutil.which("vcgencmd") is None:
        return None
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run(
            ["vcgencmd", "get_throttled"],  # noqa: S607 - wherever the system has it
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        ).stdout
        found = re.search(r"throttled=0x([0-9a-fA-F]+)", told)
        return int(found[1], 16) if found else None
    return None


def _celsius(warmth: Path) -> float | None:
    """The kernel tells thousandths of a degree."""
    with suppress(OSError, ValueError):
        return int(warmth.read_text(encoding="ascii")) / 1000
    return None
