"""A session: choosing, play, demo."""

import argparse
from pathlib import Path

from voice_guide import option_values
from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import complain
from voice_guide.commands.room_options import room_options, settings
from voice_guide.core.rhythm import Rhythm
from voice_guide.core.session.state import Pace
from voice_guide.errors import UsageError


def add_performing(commands: Subcommands) -> None:
    play = add_command(commands, "play", "perform a routine", _play)
    play.add_argument("routine", metavar="ROUTINE", help="id, title or file")
    play.add_argument(
        "--watch",
        action="store_true",
        help="for whoever writes it: the step again each time the file is saved; nothing is kept",
    )
    course_options(play)
    room_options(play)
    demo = add_command(commands, "demo", "a whole short session between synthetic people", _demo)
    demo.add_argument("--aloud", action="store_true", help="play it on the loudspeaker, too")
    demo.add_argument("--output", type=Path, default=Path("demo.wav"), metavar="FILE")
    demo.add_argument(
        "--events", type=option_values.given, metavar="FILE", help="event log; - is standard output"
    )


def course_options(parser: argparse.ArgumentParser) -> None:
    """How a routine is gone through."""
    parser.add_argument(
        "--start", type=option_values.step, default=1, metavar="STEP", help="first step"
    )
    parser.add_argument(
        "--minutes", type=option_values.minutes, help="fit the steps into this time, 1 to 240"
    )
    parser.add_argument("--skip-screening", action="store_true", help="do not ask the questions")
    parser.add_argument(
        "--pace",
        type=option_values.one_of(Pace),
        choices=list(Pace),
        help="guided (the default): moves on by itself; mine: waits for next",
    )
    parser.add_argument(
        "--cue",
        type=option_values.one_of(Rhythm),
        choices=list(Rhythm),
        default=Rhythm.NONE,
        help="stroke: a soft tick for each repetition; breath: a tone to breathe with in holds",
    )


def choose(options: argparse.Namespace) -> int:
    from voice_guide.wiring import playing

    playing.visit(settings(options), None, complain)
    return 0


def _play(options: argparse.Namespace) -> int:
    from voice_guide.wiring import library, playing

    if options.watch:
        return _play_watched(options)
    routine = library.shelf().load(options.routine)
    playing.visit(settings(options), routine, complain)
    return 0


def _play_watched(options: argparse.Namespace) -> int:
    from voice_guide.wiring import editing, library

    file = library.shelf().file(options.routine)
    if file is None:
        raise UsageError(
            f"--watch: {options.routine} is no file", hint="Name the file: play FILE.yaml --watch."
        )
    editing.play_watched(settings(options), file)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from voice_guide.wiring.demo import demo

    return demo(options.output, options.events, aloud=options.aloud)
