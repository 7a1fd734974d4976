"""Only the ears: listen."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from voice_guide import option_values
from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import complain, print_json
from voice_guide.core.phrases import Phrasebook
from voice_guide.screen.lines import tell
from voice_guide.settings import Settings


def add_listening(commands: Subcommands) -> None:
    listen = add_command(commands, "listen", "only the ears: what would be obeyed", _listen)
    listen.add_argument("files", metavar="FILE.wav", nargs="*", type=Path)
    listen.add_argument("--microphone", type=option_values.given, metavar="NAME")
    listen.add_argument("--model", type=option_values.given, metavar="FOLDER")
    listen.add_argument("--routine", metavar="ROUTINE", help="with the phrases of this routine")
    listen.add_argument(
        "--events", type=option_values.given, metavar="FILE", help="event log; - is standard output"
    )
    listen.add_argument("--json", action="store_true", help="events, as without a terminal")
    calibration = listen.add_argument_group("calibration")
    calibration.add_argument(
        "--calibrate", action="store_true", help="learn the room and your voice: a minute"
    )
    calibration.add_argument(
        "--forget", action="store_true", help="with --calibrate: what was learnt of this microphone"
    )
    calibration.add_argument(
        "--loudspeaker", type=option_values.given, metavar="NAME", help="a device, FILE.wav or none"
    )
    calibration.add_argument("--echo", type=option_values.echo, metavar="DB", help="(WAV room)")
    calibration.add_argument(
        "--echo-delay", type=option_values.delay, default=60.0, metavar="MS", help="(WAV room)"
    )


def _listen(options: argparse.Namespace) -> int:
    from voice_guide.wiring import library, listening

    routines = library.all_routines(complain)
    routine = library.shelf().load(options.routine) if options.routine else routines[0]
    phrasebook = library.phrasebook(routine, "en")
    settings = Settings(
        microphone=options.microphone,
        loudspeaker=options.loudspeaker,
        events=options.events,
        echo=options.echo,
        echo_delay=options.echo_delay / 1000,
        model=options.model,
    )
    if options.calibrate or options.forget:
        return _calibrate(options, phrasebook, settings)
    readable = sys.stdout.isatty() and not options.json and options.events != "-"
    if options.files:
        listening.listen_to_files(options.files, phrasebook, settings, readable=readable)
    else:
        listening.listen_to_microphone(phrasebook, settings, readable=readable)
    return 0


def _calibrate(options: argparse.Namespace, phrasebook: Phrasebook, settings: Settings) -> int:
    from voice_guide.language.calibration import load_calibration_words
    from voice_guide.screen.calibration import calibration_lines
    from voice_guide.wiring import calibrating, microphones

    words = load_calibration_words(settings.language).shown
    if options.forget:
        name = microphones.full_name(settings.microphone)
        known = microphones.notes().forget(name)
        tell(words["forgotten" if known else "nothing_to_forget"].format(name=name))
        return 0
    result = calibrating.calibrate(settings, phrasebook)
    if options.json:
        print_json(asdict(result))
    else:
        for line in calibration_lines(result.measured, words):
            tell(line, hang=2)
        tell(words["kept" if result.kept else "not_kept"].format(name=result.microphone))
    return 0 if result.kept else 1
