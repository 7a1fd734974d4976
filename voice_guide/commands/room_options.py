"""The options that choose a room, a voice and a screen."""

import argparse

from voice_guide import option_values
from voice_guide.core.rhythm import Rhythm
from voice_guide.core.session.state import Pace
from voice_guide.invocation import command
from voice_guide.settings import PAGE_PORT, ScreenKind, Settings


def room_options(parser: argparse.ArgumentParser) -> None:
    room = parser.add_argument_group("the room")
    device = "a device, FILE.wav or none"
    room.add_argument("--microphone", type=option_values.given, metavar="NAME", help=device)
    room.add_argument("--loudspeaker", type=option_values.given, metavar="NAME", help=device)
    room.add_argument("--typed", action="store_true", help="commands from standard input")
    room.add_argument(
        "--events", type=option_values.given, metavar="FILE", help="event log; - is standard output"
    )
    room.add_argument("--screen", type=option_values.one_of(ScreenKind), choices=list(ScreenKind))
    room.add_argument("--no-page", dest="page", action="store_false", help="terminal alone")
    room.add_argument("--page-port", type=option_values.port, default=PAGE_PORT, metavar="PORT")
    room.add_argument(
        "--share", action="store_true", help="the page for the whole network, by a secret address"
    )
    room.add_argument("--new-keys", action="store_true", help="with --share: new addresses")
    room.add_argument(
        "--speed",
        type=option_values.speed,
        metavar="TIMES",
        help="1 is real time (WAV room; without it, as fast as it can)",
    )
    room.add_argument(
        "--voice", type=option_values.given, metavar="NAME", help=f"see `{command()} voices`"
    )
    room.add_argument(
        "--rate", type=option_values.rate, metavar="WORDS", help="words a minute, 80 to 300"
    )
    room.add_argument("--model", type=option_values.given, metavar="FOLDER", help="speech model")
    room.add_argument(
        "--address",
        nargs="?",
        type=option_values.address,
        const="guide",
        metavar="WORD",
        help="a talkative room: obey only after this word (guide), but what is urgent always",
    )
    room.add_argument(
        "--echo",
        type=option_values.echo,
        metavar="DB",
        help="loudspeaker in the microphone (WAV room)",
    )
    room.add_argument(
        "--receiver",
        metavar="NAME",
        type=option_values.name,
        help="who lies on the table: pressure and pain are remembered for the next visit",
    )
    going_on = room.add_mutually_exclusive_group()
    going_on.add_argument(
        "--resume",
        action="store_true",
        default=None,
        help="offer to go on with what was cut off, also in a WAV room",
    )
    going_on.add_argument(
        "--no-resume", action="store_false", dest="resume", help="begin without that offer"
    )
    room.add_argument("--echo-delay", type=option_values.delay, default=60.0, metavar="MS")
    room.add_argument(
        "--no-echo-removal",
        dest="echo_removal",
        action="store_false",
        help="hear the loudspeaker, too: for headphones",
    )


def settings(options: argparse.Namespace) -> Settings:
    """The choices that the options make."""
    given = vars(options)
    return Settings(
        microphone=options.microphone,
        loudspeaker=options.loudspeaker,
        typed=options.typed,
        events=options.events,
        start=given.get("start", 1),
        skip_screening=given.get("skip_screening", False),
        minutes=given.get("minutes"),
        rhythm=given.get("cue", Rhythm.NONE),
        pace=given.get("pace") or Pace.GUIDED,
        screen=options.screen,
        echo=options.echo,
        echo_delay=options.echo_delay / 1000,
        echo_removal=options.echo_removal,
        voice=options.voice,
        rate=options.rate,
        model=options.model,
        address=options.address or "",
        page=options.page,
        page_port=options.page_port,
        share=options.share or options.new_keys,
        new_keys=options.new_keys,
        speed=options.speed,
        receiver=options.receiver,
        resume=options.resume,
    )
