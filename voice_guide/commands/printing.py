"""What the commands print."""

import json
import sys
from typing import TextIO

from voice_guide.errors import VoiceGuideError
from voice_guide.invocation import as_typed
from voice_guide.screen.lines import tell


def complain(error: VoiceGuideError) -> None:
    """Say what is wrong, and what to try, on standard error."""
    tell(f"voice-guide: {as_typed(str(error))}", sys.stderr)
    if error.hint:
        tell(f"  {as_typed(error.hint)}", sys.stderr)


def print_json(data: object) -> int:
    print(json.dumps(data, indent=2))  # all in ASCII, for any encoding
    return 0


def print_rich(what: object, out: TextIO | None = None) -> int:
    from rich.console import Console

    Console(file=out).print(what)
    return 0
