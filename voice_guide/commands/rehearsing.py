"""Practising with nobody on the table: rehearse."""

import argparse

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.performing import course_options
from voice_guide.commands.printing import complain
from voice_guide.commands.room_options import room_options, settings
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.rehearsing.rehearsal import Mode


def add_rehearsing(commands: Subcommands) -> None:
    rehearse = add_command(
        commands, "rehearse", "practise a routine with nobody on the table", _rehearse
    )
    rehearse.add_argument(
        "routine", nargs="?", metavar="ROUTINE", help="id, title or file; without it, you choose"
    )
    rehearse.add_argument(
        "--mode",
        type=Mode,
        choices=list(Mode),
        default=Mode.READ,
        help="read (the default): all of it aloud at a brisk pace, with short holds; "
        "fading: less is said and seen in each pass",
    )
    rehearse.add_argument(
        "--pass",
        type=int,
        choices=range(1, PASSES + 1),
        dest="passing",
        help="with --mode fading: the pass to begin with, in place of the one that comes next",
    )
    course_options(rehearse)
    room_options(rehearse)


def _rehearse(options: argparse.Namespace) -> int:
    from voice_guide.wiring import library, rehearsing

    routine = None if options.routine is None else library.shelf().load(options.routine)
    choices = rehearsing.Choices(options.mode, options.passing)
    rehearsing.rehearse(settings(options), routine, choices, complain)
    return 0
