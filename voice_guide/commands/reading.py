"""Looking at routines: list, show."""

import argparse

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import complain, print_json, print_rich


def add_reading(commands: Subcommands) -> None:
    listing = add_command(commands, "list", "what routines there are", _list)
    listing.add_argument("--json", action="store_true", help="as data")
    show = add_command(commands, "show", "one routine in full", _show)
    show.add_argument("routine", metavar="ROUTINE")
    show.add_argument("--json", action="store_true", help="as data")


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
    if options.json:
        return print_json(routine_data(routine))
    areas = load_words("en").areas
    return print_rich(one_routine(routine, library.techniques(), areas, load_labels("en")))
