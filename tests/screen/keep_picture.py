"""Draws the picture in the README anew: `python -m tests.screen.keep_picture`."""

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from tests.screen.scenes import HOLDING, page
from voice_guide.screen import palette
from voice_guide.screen.picture import picture

TARGET = Path(__file__).parents[2] / "docs" / "pictures" / "terminal.svg"
WIDTH, ROWS = 80, 22
GROUND, TEXT = (0x14, 0x11, 0x0F), (0xCD, 0xBF, 0xAE)


def svg() -> str:
    console = Console(
        file=StringIO(), record=True, width=WIDTH, force_terminal=True, color_system="truecolor"
    )
    for line in picture(replace(HOLDING, notice=""), page(WIDTH, ROWS)):
        console.print(line, style=palette.GROUND, no_wrap=True)
    console.print(" ")
    theme = TerminalTheme(GROUND, TEXT, [GROUND] * 8)
    drawn = console.export_svg(title="voice-guide", theme=theme, unique_id="terminal")
    without_downloads = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return without_downloads.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(svg(), encoding="utf-8")
