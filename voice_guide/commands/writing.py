"""Writing routines: schema."""

import argparse

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import print_json


def add_writing(commands: Subcommands) -> None:
    add_command(commands, "schema", "the format of a routine, for editors", _schema)


def _schema(options: argparse.Namespace) -> int:
    from voice_guide.adapters.routine_file.schema import schema
    from voice_guide.wiring import library

    del options
    techniques = (technique.id for technique in library.techniques())
    return print_json(schema(techniques, (question.id for question in library.questions())))
