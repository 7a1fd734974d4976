"""Colours for a dim room: warm, nothing glaring, every text readable on the ground.

Reversed styles stay visible where colours are switched off.
"""

from rich.style import Style

GROUND = Style.parse("#cdbfae on #14110f")

TITLE = Style.parse("bold #f4e0c4")
WORDS = Style.parse("#dccdb9")
QUESTION = Style.parse("#f4e0c4")
QUIET = Style.parse("#95897c")
SIDE = Style.parse("bold reverse #e0a458 on #14110f")
STATE = Style.parse("bold reverse #b9a3cf on #14110f")
TIME = Style.parse("bold #9cc5a1")
TIME_STANDS = Style.parse("#95897c")
BAR_LEFT = Style.parse("#7fae86")
BAR_GONE = Style.parse("#3b342e")
PRESSURE = tuple(
    Style.parse(f"bold {colour}")
    for colour in ("#f0d9a8", "#edbf7b", "#e8a055", "#e58049", "#e86a50")
)
PRESSURE_OFF = Style.parse("#4a4139")
KEPT_OUT = Style.parse("bold #f08a7a")
GUIDE = Style.parse("italic #c9b6dc")
HEARD = Style.parse("#92bedd")
NOTICE = Style.parse("#e0a458")
HINT = Style.parse("#cdbfae")

TEXTS = (
    GROUND, TITLE, WORDS, QUESTION, QUIET, SIDE, STATE, TIME, TIME_STANDS, *PRESSURE, KEPT_OUT,
    GUIDE, HEARD, NOTICE, HINT,
)  # fmt: skip
"""What is read, not only seen."""
