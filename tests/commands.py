"""The product as a person starts it: a command line in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


@dataclass(frozen=True)
class Run:
    """What came of a command."""

    code: int
    out: str
    err: str


def voice_guide(
    *arguments: str | Path,
    typed: str | None = "",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    limit: float = 120,
) -> Run:
    """Run `voice-guide ARGUMENTS`; `typed` is its standard input, None closes it."""
    command = [sys.executable, "-m", "voice_guide", *map(str, arguments)]
    if typed is None:
        command = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
    done = subprocess.run(
        command,
        input=typed or "",
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
        cwd=folder or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
    )
    return Run(done.returncode, done.stdout, done.stderr)


def events(text: str) -> list[dict[str, Any]]:
    """The event log's lines."""
    return [json.loads(line) for line in text.splitlines()]
