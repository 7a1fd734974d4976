"""A session: choosing, play, rehearse, demo."""

import argparse
from pathlib import Path

from voice_guide import option_values
from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import complain
from voice_guide.commands.room_options import room_options, settings
from voice_guide.core.session.state import Pace


def add_performing(commands: Subcommands) -> None:
    for name, text, run in (
        ("play", "perform a routine", _play),
        ("rehearse", "practise a routine at your own pace", _rehearse),
    ):
        play = add_command(commands, name, text, run)
        play.add_argument("routine", metavar="ROUTINE", help="id, title or file")
        play.add_argument(
            "--start", type=option_values.step, default=1, metavar="STEP", help="first step"
        )
        play.add_argument(
            "--minutes", type=option_values.minutes, help="fit the steps into this time, 1 to 240"
        )
        play.add_argument("--skip-screening", action="store_true", help="do not ask the questions")
        play.add_argument(
            "--pace",
            type=Pace,
            choices=list(Pace),
            default=None,
            help="guided: moves on by itself (play); mine: waits for next (rehearse)",
        )
        room_options(play)
    demo = add_command(commands, "demo", "a whole short session between synthetic people", _demo)
    demo.add_argument("--aloud", action="store_true", help="play it on the loudspeaker, too")
    demo.add_argument("--output", type=Path, default=Path("demo.wav"), metavar="FILE")
    demo.add_argument(
        "--events", type=option_values.given, metavar="FILE", help="event log; - is standard output"
    )


def choose(options: argparse.Namespace) -> int:
    from voice_guide.wiring import playing

    playing.visit(settings(options), None, complain)
    return 0


def _play(options: argparse.Namespace) -> int:
    return _perform(options, Pace.GUIDED)


def _rehearse(options: argparse.Namespace) -> int:
    return _perform(options, Pace.MINE)


def _perform(options: argparse.Namespace, pace: Pace) -> int:
    from voice_guide.wiring import library, playing

    routine = library.shelf().load(options.routine)
    playing.visit(settings(options, pace), routine, complain)
    return 0


def _demo(options: argparse.Namespace) -> int:
    from voice_guide.wiring.demo import demo

    return demo(options.output, options.events, aloud=options.aloud)
