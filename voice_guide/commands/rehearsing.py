"""Practising with nobody on the table: rehearse."""

import argparse
import sys
from pathlib import Path

from voice_guide import option_values
from voice_guide.commands.asking import confirmed
from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.performing import course_options
from voice_guide.commands.printing import complain, print_json, print_rich
from voice_guide.commands.room_options import room_options, settings
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.rehearsing.rehearsal import Mode
from voice_guide.core.rhythm import Rhythm
from voice_guide.errors import UsageError
from voice_guide.screen.lines import tell


def add_rehearsing(commands: Subcommands) -> None:
    rehearse = add_command(
        commands, "rehearse", "practise a routine with nobody on the table", _rehearse
    )
    rehearse.add_argument(
        "routine", nargs="?", metavar="ROUTINE", help="id, title or file; without it, you choose"
    )
    rehearse.add_argument(
        "--mode",
        type=option_values.one_of(Mode),
        choices=list(Mode),
        default=Mode.READ,
        help="read (the default): all of it aloud at a brisk pace, with short holds; "
        "fading: less is said and seen in each pass; "
        "recall: you tell each step in your own words, and hear what was missing; "
        "trial: at the real pace, and in the end how long each step took",
    )
    rehearse.add_argument(
        "--all",
        action="store_true",
        dest="everything",
        help="with --mode recall: every step in order, and not only what is weak or new",
    )
    rehearse.add_argument(
        "--pass",
        type=int,
        choices=range(1, PASSES + 1),
        dest="passing",
        help="with --mode fading: the pass to begin with, in place of the one that comes next",
    )
    _known_options(rehearse)
    course_options(rehearse)
    room_options(rehearse)


def _known_options(rehearse: argparse.ArgumentParser) -> None:
    known = rehearse.add_argument_group("what you know by now")
    wanted = known.add_mutually_exclusive_group()
    wanted.add_argument(
        "--progress", action="store_true", help="show it, of ROUTINE step by step; rehearse nothing"
    )
    wanted.add_argument(
        "--forget", action="store_true", help="keep nothing of how ROUTINE was rehearsed"
    )
    known.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="with --progress ROUTINE: the body, coloured by what you know (.svg or .html)",
    )
    known.add_argument("--json", action="store_true", help="with --progress: as data")
    known.add_argument("--yes", action="store_true", help="with --forget: without asking")


def _refuse_what_does_not_fit(options: argparse.Namespace) -> None:
    """An option that would be passed over without a word is a mistake."""
    for option, given, place, fits in (
        ("--pass", options.passing is not None, "--mode fading", options.mode is Mode.FADING),
        ("--all", options.everything, "--mode recall", options.mode is Mode.RECALL),
        ("--json", options.json, "--progress", options.progress),
        ("--output", options.output is not None, "--progress", options.progress),
        ("--yes", options.yes, "--forget", options.forget),
    ):
        if given and not fits:
            raise UsageError(f"{option} goes with {place} alone", hint=f"Add {place}.")
    for option, given, why in (
        ("--resume", options.resume, "A rehearsal is begun anew each time."),
        ("--cue", options.cue is not Rhythm.NONE, "Its holds are too short; play keeps time."),
    ):
        if given:
            raise UsageError(f"{option} does not go with rehearse", hint=f"{why} Leave it out.")
    for option in ("minutes", "pace", "receiver"):
        if options.mode is Mode.RECALL and getattr(options, option) is not None:
            raise UsageError(
                f"--{option} does not go with --mode recall", hint="Leave one of them out."
            )
    if options.json and options.output is not None:
        raise UsageError("--json and --output do not go together", hint="Leave one of them out.")


def _rehearse(options: argparse.Namespace) -> int:
    _refuse_what_does_not_fit(options)
    if options.progress:
        return _progress(options)
    if options.forget:
        return _forget(options.routine, sure=options.yes)
    from voice_guide.wiring import learning, library, rehearsing, trial

    routine = key = None
    if options.routine is not None:
        routine, key = library.shelf().load(options.routine), learning.key(options.routine)
    choices = rehearsing.Choices(options.mode, options.passing, options.everything, key)
    timed = rehearsing.rehearse(settings(options), routine, choices, complain)
    if timed:
        # Standard output may be the event log.
        print_rich(trial.shown(timed), sys.stderr if options.events == "-" else sys.stdout)
    return 0


def _progress(options: argparse.Namespace) -> int:
    from voice_guide.wiring import learned

    if options.routine is not None:
        learnt = learned.of(options.routine, complain)
        if options.output is not None:
            learned.write(learnt, options.output)
            print(options.output)
            return 0
        if options.json:
            return print_json(learned.data(learnt))
        return print_rich(learned.shown(learnt, sys.stdout.encoding))
    if options.output is not None:
        raise UsageError("--output: of which routine?", hint="Give its name: --progress ROUTINE.")
    found = learned.of_all(complain)
    if options.json:
        return print_json([learned.data(learnt) for learnt in found])
    if not found:
        tell("Nothing was rehearsed from memory yet.")
        return 0
    return print_rich(learned.shown_all(found, sys.stdout.encoding))


def _forget(name: str | None, *, sure: bool) -> int:
    from voice_guide.wiring import learned

    if name is None:
        raise UsageError(
            "--forget: of which routine?", hint="voice-guide rehearse --forget ROUTINE"
        )
    key = learned.known_as(name, complain)
    if not sure and not confirmed(f"Forget what you know of {name} for good?"):
        tell("Nothing was forgotten.")
        return 0
    learned.forget(key, complain)
    tell(f"Forgot how {name} was rehearsed.")
    return 0
