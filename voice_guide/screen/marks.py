"""The characters that bars and rules are drawn with, by what the terminal can show."""

from dataclasses import dataclass

from voice_guide.screen.big import BLOCKS
from voice_guide.screen.letters import has


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of characters."""

    parts: str
    """A bar's last cell from almost empty to full."""
    gone: str
    rule_done: str
    rule: str
    pressed: str
    not_pressed: str
    dot: str
    more: str
    """Stands where text was cut."""
    big: bool
    """Large letters can be drawn."""


_FINE = Marks("▏▎▍▌▋▊▉█", "─", "━", "─", "▆▆", "──", "·", "…", big=True)
_COARSE = Marks("▌█", "─", "═", "─", "██", "──", "·", "…", big=True)
_ASCII = Marks("#", "-", "=", "-", "##", "--", "-", "...", big=False)


def marks(encoding: str | None, terminal: str = "") -> Marks:
    """The finest set that `encoding` and the terminal of this name (TERM) can show."""
    if not has(BLOCKS + "".join(_FINE.parts) + "━…·", encoding):
        return _ASCII
    # The text console's fonts have the old PC's blocks only.
    return _COARSE if terminal == "linux" else _FINE
