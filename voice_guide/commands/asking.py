"""Asking back before something is gone for good."""

import sys

from voice_guide.errors import UsageError


def confirmed(question: str) -> bool:
    """Whether somebody at a keyboard says yes; raise UsageError where nobody sits at one."""
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("this needs a yes", hint="Add --yes.")
    return input(f"{question} [yes/no] ").strip().lower() in {"y", "yes"}
