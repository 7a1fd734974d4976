"""The command line."""

import argparse
import json
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path

from voice_guide import __version__, option_values
from voice_guide.core.session.state import Pace
from voice_guide.errors import UsageError, VoiceGuideError
from voice_guide.settings import ScreenKind, Settings

_Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 bad input, 2 usage, 3 a part missing."""
    options = _parser().parse_args(arguments)
    command: _Command = options.run
    _spell_what_cannot_be_written()
    _leave_in_order()
    try:
        return command(options)
    except VoiceGuideError as error:
        _complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone: nothing to add, and nobody to tell.
        sys.stdout = None
        return 0
    except OSError as error:
        _complain(VoiceGuideError(str(error), hint="Check the room that is left, and the rights."))
        sys.stdout = None
        return 1


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


def _complain(error: VoiceGuideError) -> None:
    print(f"voice-guide: {error}", file=sys.stderr)
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="voice-guide",
        description="Reads a massage routine aloud and obeys what is said at the table, offline.",
        epilog="Without a command: greets, offers the routines, and takes the choice.",
    )
    parser.add_argument("--version", action="version", version=f"voice-guide {__version__}")
    _room_options(parser)
    parser.set_defaults(run=_choose)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_reading(commands)
    _add_playing(commands)
    _add_looking_after(commands)
    return parser


def _add_reading(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listing = _command(commands, "list", "what routines there are", _list)
    listing.add_argument("--json", action="store_true", help="as data")
    show = _command(commands, "show", "one routine in full", _show)
    show.add_argument("routine", metavar="ROUTINE")
    show.add_argument("--json", action="store_true", help="as data")
    check = _command(commands, "check", "read routine files and report every mistake", _check)
    check.add_argument("files", metavar="FILE", nargs="+", type=Path)


def _add_playing(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, text, run in (
        ("play", "perform a routine", _play),
        ("rehearse", "practise a routine at your own pace", _rehearse),
    ):
        play = _command(commands, name, text, run)
        play.add_argument("routine", metavar="ROUTINE", help="id, title or file")
        play.add_argument(
            "--start", type=option_values.step, default=1, metavar="STEP", help="first step"
        )
        play.add_argument("--skip-screening", action="store_true", help="do not ask the questions")
        play.add_argument(
            "--pace",
            type=Pace,
            choices=list(Pace),
            default=None,
            help="guided: moves on by itself (play); mine: waits for next (rehearse)",
        )
        _room_options(play)
    demo = _command(commands, "demo", "a whole short session between synthetic people", _demo)
    demo.add_argument("--aloud", action="store_true", help="play it on the loudspeaker, too")
    demo.add_argument("--output", type=Path, default=Path("demo.wav"), metavar="FILE")
    demo.add_argument("--events", metavar="FILE", help="event log; - is standard output")


def _add_looking_after(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> None:
    listen = _command(commands, "listen", "only the ears: what would be obeyed", _listen)
    listen.add_argument("files", metavar="FILE.wav", nargs="*", type=Path)
    listen.add_argument("--microphone", metavar="NAME")
    listen.add_argument("--model", metavar="FOLDER")
    listen.add_argument("--routine", metavar="ROUTINE", help="with the phrases of this routine")
    listen.add_argument("--events", metavar="FILE", help="instead of standard output")
    doctor = _command(commands, "doctor", "test every part", _doctor)
    doctor.add_argument("--json", action="store_true", help="as data")
    history = _command(commands, "history", "past sessions", _history)
    history.add_argument("--json", action="store_true", help="as data")
    models = _command(commands, "models", "speech models: list, or get one", _models)
    models.add_argument("action", nargs="?", choices=["get"])
    models.add_argument("name", nargs="?")
    models.add_argument("--json", action="store_true", help="as data")
    _command(commands, "voices", "the voices there are", _voices)
    said = _command(commands, "commands", "everything that can be said", _commands)
    said.add_argument("--markdown", action="store_true", help="as the table in the README")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    text: str,
    run: _Command,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    parser.set_defaults(run=run)
    return parser


def _room_options(parser: argparse.ArgumentParser) -> None:
    room = parser.add_argument_group("the room")
    device = "a device, FILE.wav or none"
    room.add_argument("--microphone", metavar="NAME", help=device)
    room.add_argument("--loudspeaker", metavar="NAME", help=device)
    room.add_argument("--typed", action="store_true", help="commands from standard input")
    room.add_argument("--events", metavar="FILE", help="event log; - is standard output")
    room.add_argument("--screen", type=ScreenKind, choices=list(ScreenKind))
    room.add_argument("--voice", metavar="NAME", help="see `voice-guide voices`")
    room.add_argument(
        "--rate", type=option_values.rate, metavar="WORDS", help="words a minute, 80 to 300"
    )
    room.add_argument("--model", metavar="FOLDER", help="speech model")
    room.add_argument(
        "--echo",
        type=option_values.echo,
        metavar="DB",
        help="loudspeaker in the microphone (WAV room)",
    )
    room.add_argument("--echo-delay", type=option_values.delay, default=60.0, metavar="MS")


def _settings(options: argparse.Namespace, pace: Pace = Pace.GUIDED) -> Settings:
    given = vars(options)
    return Settings(
        microphone=options.microphone,
        loudspeaker=options.loudspeaker,
        typed=options.typed,
        events=options.events,
        start=given.get("start", 1),
        skip_screening=given.get("skip_screening", False),
        pace=given.get("pace") or pace,
        screen=options.screen,
        echo=options.echo,
        echo_delay=options.echo_delay / 1000,
        voice=options.voice,
        rate=options.rate,
        model=options.model,
    )


def _choose(options: argparse.Namespace) -> int:
    from voice_guide.wiring import playing

    playing.visit(_settings(options), None, _complain)
    return 0


def _play(options: argparse.Namespace) -> int:
    return _perform(options, Pace.GUIDED)


def _rehearse(options: argparse.Namespace) -> int:
    return _perform(options, Pace.MINE)


def _perform(options: argparse.Namespace, pace: Pace) -> int:
    from voice_guide.wiring import library, playing

    routine = library.shelf().load(options.routine)
    playing.visit(_settings(options, pace), routine, _complain)
    return 0


def _list(options: argparse.Namespace) -> int:
    from voice_guide.language.labels import load_labels
    from voice_guide.screen.catalogue import catalogue, catalogue_data
    from voice_guide.wiring import library

    routines = library.all_routines(_complain)
    if options.json:
        return _print_json(catalogue_data(routines))
    return _print_rich(catalogue(routines, load_labels("en")))


def _show(options: argparse.Namespace) -> int:
    from voice_guide.language.labels import load_labels
    from voice_guide.language.replies import load_words
    from voice_guide.screen.catalogue import one_routine, routine_data
    from voice_guide.wiring import library

    routine = library.shelf().load(options.routine)
    if options.json:
        return _print_json(routine_data(routine))
    areas = load_words("en").areas
    return _print_rich(one_routine(routine, library.techniques(), areas, load_labels("en")))


def _check(options: argparse.Namespace) -> int:
    from voice_guide.adapters.routine_file import check_file

    mistakes = [mistake for file in options.files for mistake in check_file(file)]
    for mistake in mistakes:
        print(mistake)
    if not mistakes:
        count = len(options.files)
        print(f"{count} {'file' if count == 1 else 'files'}, no mistakes")
    return 1 if mistakes else 0


def _listen(options: argparse.Namespace) -> int:
    from voice_guide.wiring import library, listening

    routines = library.all_routines(_complain)
    routine = library.shelf().load(options.routine) if options.routine else routines[0]
    phrasebook = library.phrasebook(routine, "en")
    settings = Settings(microphone=options.microphone, model=options.model, events=options.events)
    if options.files:
        listening.listen_to_files(options.files, phrasebook, settings)
    else:
        listening.listen_to_microphone(phrasebook, settings)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from voice_guide.wiring.doctor import Verdict, examine

    findings = tuple(examine())
    if options.json:
        _print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{finding.verdict.value:4}  {finding.part}: {finding.found}")
            if finding.remedy:
                print(f"      {finding.remedy}")
    return 3 if any(f.verdict is Verdict.FAIL for f in findings) else 0


def _history(options: argparse.Namespace) -> int:
    from voice_guide.adapters.journal import past_sessions
    from voice_guide.wiring import folders

    sessions = past_sessions(folders.journal())
    if options.json:
        return _print_json([asdict(session) for session in sessions])
    for past in sessions:
        place = f"step {past.step}" if past.step else "before the first step"
        side = f", {past.side} side" if past.side else ""
        print(f"{past.started}  {past.routine}  {past.outcome or 'cut off'} at {place}{side}")
    if not sessions:
        print("No sessions yet.")
    return 0


def _models(options: argparse.Namespace) -> int:
    from voice_guide.wiring import models

    if options.action == "get":
        if not options.name:
            raise UsageError("models get: which one?", hint="`voice-guide models` lists them.")
        return models.get(options.name)
    return _print_json(models.listed()) if options.json else models.show()


def _voices(options: argparse.Namespace) -> int:
    del options
    from voice_guide.wiring.voicing import new_voice

    voice = new_voice(Settings())
    try:
        print("\n".join(voice.voices()))
    finally:
        voice.close()
    return 0


def _commands(options: argparse.Namespace) -> int:
    from voice_guide.language.labels import load_labels
    from voice_guide.language.sentences import command_table
    from voice_guide.screen.command_table import markdown, plain

    table = command_table("en")
    print(markdown(table, load_labels("en")) if options.markdown else plain(table))
    return 0


def _demo(options: argparse.Namespace) -> int:
    from voice_guide.wiring.demo import demo

    return demo(options.output, options.events, aloud=options.aloud)


def _print_json(data: object) -> int:
    print(json.dumps(data, indent=2))  # all in ASCII, for any encoding
    return 0


def _print_rich(what: object) -> int:
    from rich.console import Console

    Console().print(what)
    return 0
