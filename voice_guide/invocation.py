"""How this program was started, so that advice names it as the person would type it."""

import os
import re

VARIABLE = "VOICE_GUIDE_COMMAND"
"""Set by run.py, which starts the program under another name."""

_USUAL = "voice-guide"
_CALLED = re.compile(rf"(?<![\w./-]){_USUAL}(?= [a-z-])")


def command() -> str:
    """What is typed before the name of a command."""
    return os.environ.get(VARIABLE) or _USUAL


def as_typed(text: str) -> str:
    """The text, which calls the program `voice-guide COMMAND`, for this person."""
    return _CALLED.sub(lambda _: command(), text)
