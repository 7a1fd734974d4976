"""How a command is added to the command line."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

Subcommands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name
Run: TypeAlias = Callable[[argparse.Namespace], int]
"""Carries a command out; returns its exit code."""


def add_command(commands: Subcommands, name: str, text: str, run: Run) -> argparse.ArgumentParser:
    """Add a command that `text` describes; return its parser, for its options."""
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(run=run)
    return parser
