"""Looking at routines: list, show."""

import argparse
from pathlib import Path

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import complain, print_json, print_rich
from voice_guide.core.routine import Routine


def add_reading(commands: Subcommands) -> None:
    listing = add_command(commands, "list", "what routines there are", _list)
    listing.add_argument("--json", action="store_true", help="as data")
    show = add_command(commands, "show", "one routine in full", _show)
    show.add_argument("routine", metavar="ROUTINE")
    show.add_argument("--json", action="store_true", help="as data")
    show.add_argument("--html", metavar="FILE", type=Path, help="write a sheet to print")
    show.add_argument("--pdf", metavar="FILE", type=Path, help="the same; needs a browser")
    show.add_argument(
        "--overwrite", action="store_true", help="the sheet may take the place of another file"
    )


def _list(options: argparse.Namespace) -> int:
    from voice_guide.language.labels import load_labels
    from voice_guide.screen.catalogue import catalogue, catalogue_data
    from voice_guide.wiring import library

    routines = library.all_routines(complain)
    if options.json:
        return print_json(catalogue_data(routines))
    return print_rich(catalogue(routines, load_labels("en")))


def _show(options: argparse.Namespace) -> int:
    from voice_guide.language.labels import load_labels
    from voice_guide.language.replies import load_words
    from voice_guide.screen.catalogue import one_routine, routine_data
    from voice_guide.wiring import library

    routine = library.shelf().load(options.routine)
    if options.html or options.pdf:
        return _write_sheet(options, routine)
    if options.json:
        return print_json(routine_data(routine))
    areas = load_words("en").areas
    return print_rich(one_routine(routine, library.techniques(), areas, load_labels("en")))


def _write_sheet(options: argparse.Namespace, routine: Routine) -> int:
    from voice_guide.wiring.overwriting import refuse_existing, refuse_overwriting
    from voice_guide.wiring.sheets import write_sheet

    written = [path for path in (options.html, options.pdf) if path]
    refuse_overwriting([options.routine], written)
    if not options.overwrite:
        refuse_existing(written)
    write_sheet(routine, html=options.html, pdf=options.pdf)
    for path in written:
        print(path)
    return 0
