"""Only the ears: listen."""

import argparse
import sys
from pathlib import Path

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import complain
from voice_guide.settings import Settings


def add_listening(commands: Subcommands) -> None:
    listen = add_command(commands, "listen", "only the ears: what would be obeyed", _listen)
    listen.add_argument("files", metavar="FILE.wav", nargs="*", type=Path)
    listen.add_argument("--microphone", metavar="NAME")
    listen.add_argument("--model", metavar="FOLDER")
    listen.add_argument("--routine", metavar="ROUTINE", help="with the phrases of this routine")
    listen.add_argument("--events", metavar="FILE", help="event log; - is standard output")
    listen.add_argument("--json", action="store_true", help="events, as without a terminal")


def _listen(options: argparse.Namespace) -> int:
    from voice_guide.wiring import library, listening

    routines = library.all_routines(complain)
    routine = library.shelf().load(options.routine) if options.routine else routines[0]
    phrasebook = library.phrasebook(routine, "en")
    settings = Settings(microphone=options.microphone, model=options.model, events=options.events)
    readable = sys.stdout.isatty() and not options.json and options.events != "-"
    if options.files:
        listening.listen_to_files(options.files, phrasebook, settings, readable=readable)
    else:
        listening.listen_to_microphone(phrasebook, settings, readable=readable)
    return 0
