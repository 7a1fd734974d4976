"""Past sessions: history."""

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from voice_guide import option_values
from voice_guide.commands.asking import confirmed
from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import print_json, print_rich
from voice_guide.errors import UsageError
from voice_guide.screen.lines import tell

ALL = "all"


def add_past(commands: Subcommands) -> None:
    history = add_command(commands, "history", "past sessions: list, tell or delete", _history)
    history.add_argument(
        "number", nargs="?", type=option_values.session, metavar="N", help="one, step by step"
    )
    form = history.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as data")
    form.add_argument("--csv", action="store_true", help="as a table for a spreadsheet")
    history.add_argument("--delete", metavar="N or all", help="delete one session, or all")
    history.add_argument("--forget", metavar="NAME", help="forget a receiver")
    history.add_argument("--yes", action="store_true", help="do that without asking")


def _history(options: argparse.Namespace) -> int:
    from voice_guide.wiring import history

    if options.forget is not None:
        return _forget(options.forget, sure=options.yes)
    if options.delete is not None:
        return _delete(options.delete, sure=options.yes)
    if options.number is not None:
        told = history.session(options.number)
        if options.json:
            return print_json(history.data(told))
        if options.csv:
            return _print_csv(history.STEP_COLUMNS, history.step_data(told.steps))
        return print_rich(history.shown(told))
    sessions = history.sessions()
    if options.json:
        return print_json(history.list_data(sessions))
    if options.csv:
        return _print_csv(history.SESSION_COLUMNS, history.list_data(sessions))
    return print_rich(history.shown_list(sessions)) if sessions else _say("No sessions yet.")


def _delete(which: str, *, sure: bool) -> int:
    from voice_guide.wiring import history

    if which == ALL:
        wanted = [session.id for session in history.sessions()]
    elif which.isdecimal():
        wanted = [int(which)]
        history.refuse_missing(wanted)
    else:
        raise UsageError(f"--delete {which}: give the number of a session, or all")
    count = f"{len(wanted)} {'session' if len(wanted) == 1 else 'sessions'}"
    if not sure and not confirmed(f"Delete {count} for good?"):
        return _say("Nothing was deleted.")
    history.delete(wanted)
    return _say(f"Deleted {count}.")


def _forget(name: str, *, sure: bool) -> int:
    from voice_guide.wiring import history

    history.refuse_unknown(name)
    if not sure and not confirmed(f"Forget {name} for good?"):
        return _say("Nothing was forgotten.")
    history.forget(name)
    return _say(f"Forgot {name}.")


def _print_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> int:
    out = csv.DictWriter(sys.stdout, columns, extrasaction="ignore", lineterminator="\n")
    out.writeheader()
    for row in rows:
        out.writerow({key: _cell(value) for key, value in row.items()})
    return 0


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else value


def _say(text: str) -> int:
    tell(text)
    return 0
