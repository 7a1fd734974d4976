"""Past sessions: history."""

import argparse
from dataclasses import asdict

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import print_json


def add_past(commands: Subcommands) -> None:
    history = add_command(commands, "history", "past sessions", _history)
    history.add_argument("--json", action="store_true", help="as data")


def _history(options: argparse.Namespace) -> int:
    from voice_guide.adapters.journal import past_sessions
    from voice_guide.wiring import folders

    sessions = past_sessions(folders.journal())
    if options.json:
        return print_json([asdict(session) for session in sessions])
    for past in sessions:
        place = f"step {past.step}" if past.step else "before the first step"
        side = f", {past.side} side" if past.side else ""
        print(f"{past.started}  {past.routine}  {past.outcome or 'cut off'} at {place}{side}")
    if not sessions:
        print("No sessions yet.")
    return 0
