"""What the commands print."""

import json
import sys
from typing import TextIO

from voice_guide.errors import VoiceGuideError
from voice_guide.invocation import as_typed


def complain(error: VoiceGuideError) -> None:
    """Say what is wrong, and what to try, on standard error."""
    print(f"voice-guide: {as_typed(str(error))}", file=sys.stderr)
    if error.hint:
        print(f"  {as_typed(error.hint)}", file=sys.stderr)


def print_json(data: object) -> int:
    print(json.dumps(data, indent=2))  # all in ASCII, for any encoding
    return 0


def print_rich(what: object, out: TextIO | None = None) -> int:
    from rich.console import Console

    Console(file=out).print(what)
    return 0
