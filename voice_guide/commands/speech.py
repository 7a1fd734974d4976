"""What is spoken with and understood: models, voices, commands."""

import argparse

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import print_json, print_rich
from voice_guide.errors import UsageError
from voice_guide.settings import Settings


def add_speech(commands: Subcommands) -> None:
    models = add_command(
        commands, "models", "speech models: list, get one, or add words to the small one", _models
    )
    models.add_argument("action", nargs="?", choices=["get", "add-words"])
    models.add_argument(
        "names", nargs="*", metavar="NAME", help="a model to get; words, or WORD=SOUNDS, to add"
    )
    models.add_argument("--json", action="store_true", help="as data")
    voices = add_command(commands, "voices", "the voices there are", _voices)
    voices.add_argument("--json", action="store_true", help="as data")
    said = add_command(commands, "commands", "everything that can be said", _commands)
    said.add_argument("--markdown", action="store_true", help="as the table in the README")


def _models(options: argparse.Namespace) -> int:
    from voice_guide.wiring import models, own_words

    if options.action == "add-words":
        return own_words.add_words(options.names)
    if options.action == "get":
        if len(options.names) != 1:
            raise UsageError("models get: which one?", hint="`voice-guide models` lists them.")
        return models.get(options.names[0])
    return print_json(models.listed()) if options.json else models.show()


def _voices(options: argparse.Namespace) -> int:
    from voice_guide.language.labels import load_labels
    from voice_guide.screen.voice_list import voice_data, voice_table
    from voice_guide.wiring.voicing import new_voice

    voice = new_voice(Settings())
    try:
        voices = voice.voices()
    finally:
        voice.close()
    if options.json:
        return print_json(voice_data(voices))
    return print_rich(voice_table(voices, load_labels("en")))


def _commands(options: argparse.Namespace) -> int:
    from voice_guide.language.labels import load_labels
    from voice_guide.language.sentences import command_table
    from voice_guide.screen.command_table import markdown, plain

    table = command_table("en")
    print(markdown(table, load_labels("en")) if options.markdown else plain(table))
    return 0
