"""How a command is added to the command line."""

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from voice_guide.screen.lines import tell

Subcommands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - it has no public name
Run: TypeAlias = Callable[[argparse.Namespace], int]
"""Carries a command out; returns its exit code."""


class Parser(argparse.ArgumentParser):
    """Complains in lines that fit the terminal; so do the parsers of its commands."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        tell(f"{self.prog}: error: {message}", sys.stderr)
        sys.exit(2)


def add_command(commands: Subcommands, name: str, text: str, run: Run) -> argparse.ArgumentParser:
    """Add a command that `text` describes; return its parser, for its options."""
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(run=run)
    return parser
