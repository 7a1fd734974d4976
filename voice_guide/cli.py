"""The command line."""

import argparse
import signal
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from voice_guide import __version__
from voice_guide.commands.checkup import add_checkup
from voice_guide.commands.grammar import Parser, Run
from voice_guide.commands.listening import add_listening
from voice_guide.commands.past import add_past
from voice_guide.commands.performing import add_performing, choose
from voice_guide.commands.printing import complain
from voice_guide.commands.reading import add_reading
from voice_guide.commands.rehearsing import add_rehearsing
from voice_guide.commands.room_options import room_options
from voice_guide.commands.speech import add_speech
from voice_guide.commands.writing import add_writing
from voice_guide.errors import VoiceGuideError
from voice_guide.invocation import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 bad input, 2 usage, 3 a part missing."""
    options = _parsed(sys.argv[1:] if arguments is None else arguments)
    run: Run = options.run
    _spell_what_cannot_be_written()
    _leave_in_order()
    try:
        return run(options)
    except VoiceGuideError as error:
        complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone: nothing to add, and nobody to tell.
        sys.stdout = None
        return 0
    except OSError as error:
        complain(VoiceGuideError(str(error), hint="Check the room that is left, and the rights."))
        sys.stdout = None
        return 1


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = _parser()
    options = parser.parse_args(arguments)
    # argparse would take them for a guide without a command, and forget them.
    if options.command is not None and arguments[0] != options.command:
        parser.error(f"options come after the command: {command()} {options.command} ...")
    return options


def _leave_in_order() -> None:
    """SIGTERM and a closed terminal end a command as Ctrl-C does: files closed, children ended."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, _: sys.exit(128 + number))


def _spell_what_cannot_be_written() -> None:
    """In a narrow encoding a letter is replaced: better than an end in the middle."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _tests() -> str:
    """What run.py itself takes, where it started us."""
    if not command().endswith("run.py"):
        return ""
    return f" And {command()} test: sets up what the tests need, and runs all of them."


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog=command(),
        description="Reads a massage routine aloud and obeys what is said at the table, offline.",
        epilog="Without a command: greets, offers the routines, and takes the choice." + _tests(),
    )
    parser.add_argument("--version", action="version", version=f"voice-guide {__version__}")
    room_options(parser)
    parser.set_defaults(run=choose)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for add in (
        add_reading,
        add_writing,
        add_performing,
        add_rehearsing,
        add_listening,
        add_checkup,
        add_past,
        add_speech,
    ):
        add(commands)
    return parser
