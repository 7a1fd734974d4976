"""Writing routines: new, import, check, schema."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from shlex import quote
from textwrap import shorten

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import complain, print_json, print_rich
from voice_guide.core.routine import Routine
from voice_guide.errors import InputError
from voice_guide.invocation import as_typed, command
from voice_guide.screen.lines import tell

_SHOWN, _WIDTH = 8, 90
"""Of what was left out of a draft."""


def add_writing(commands: Subcommands) -> None:
    new = add_command(commands, "new", "a new routine, from a few answers", _new)
    importing = add_command(commands, "import", "a draft of a routine from an article", _import)
    importing.add_argument(
        "article", metavar="FILE", type=Path, help="text, Markdown, HTML, JSON-LD"
    )
    for writing in (new, importing):
        writing.add_argument(
            "--output", metavar="FILE.yaml", type=Path, help="instead of your own folder"
        )
    check = add_command(commands, "check", "mistakes in routine files, and advice", _check)
    check.add_argument("files", metavar="FILE", nargs="+", help="or the id of a routine")
    check.add_argument("--fix", action="store_true", help="put right what is mechanical")
    check.add_argument("--watch", action="store_true", help="again each time a file is saved")
    add_command(commands, "schema", "the format of a routine, for editors", _schema)


def _new(options: argparse.Namespace) -> int:
    from voice_guide.wiring.asking import asked
    from voice_guide.wiring.drafting import written

    try:
        routine = asked(input)
    except EOFError as error:
        raise InputError(
            "the answers ended before the last step", hint="An empty name ends the list of steps."
        ) from error
    return _written(written(routine, options.output), options.output)


def _import(options: argparse.Namespace) -> int:
    from voice_guide.wiring.drafting import imported

    path, draft = imported(options.article, options.output)
    steps = draft.routine.steps
    count, guesses = len(steps), len(draft.guesses)
    tell(f"Steps found: {count}. Guesses marked `# review` for you to look at: {guesses}.")
    _tell_of_left_out(draft.left_out)
    if bare := [str(number) for number, step in enumerate(steps, 1) if not step.areas]:
        tell(f"Steps without a place on the body: {', '.join(bare)}. Add `areas` where there is.")
    tell("The words are the article's own. Put them into yours before you share the file.")
    return _written(path, options.output)


def _tell_of_left_out(texts: Sequence[str]) -> None:
    """Nothing of the article is lost without a word."""
    if not texts:
        return
    tell("Left out, since nothing in it looks like a step:")
    for text in texts[:_SHOWN]:
        tell(f"  {shorten(text, _WIDTH, placeholder=' ...')}")
    if len(texts) > _SHOWN:
        tell(f"  ... and {len(texts) - _SHOWN} more")


def _written(path: Path, asked: Path | None) -> int:
    # In the person's own folder a routine is known by its name.
    name = path.stem if asked is None else quote(str(path))
    tell(f"Written: {path}", hang=2)
    _check_once([path], fix=False)
    tell("Edit it in any text editor. While you do, this looks over your shoulder:")
    tell(f"  {command()} check --watch {name}")
    tell("And this performs it:")
    tell(f"  {command()} play {name}")
    return 0


def _check(options: argparse.Namespace) -> int:
    files, unknown = _named(options.files)
    code = _check_once(files, fix=options.fix) if files else 1
    # A file that is not there would be waited for without end: its name is mistyped.
    if unknown or not options.watch or not all(file.exists() for file in files):
        return 1 if unknown else code
    from voice_guide.wiring.watching import saved

    for file in saved(files):
        tell(f"\n{file} ({datetime.now():%H:%M:%S})")  # noqa: DTZ005 - the clock on the wall
        _check_once([file], fix=options.fix)
    return 0


def _named(names: Sequence[str]) -> tuple[list[Path], bool]:
    """The files, and whether there was a name for which there is none, which is told."""
    from voice_guide.wiring.library import file_named

    files, unknown = list[Path](), False
    for name in names:
        try:
            files.append(file_named(name))
        except InputError as error:
            complain(error)
            unknown = True
    return files, unknown


def _check_once(files: list[Path], *, fix: bool) -> int:
    from voice_guide.wiring.checking import checked

    for file in files if fix else ():
        _fix(file)
    found = [checked(file) for file in files]
    for one in found:
        for told in (*one.mistakes, *one.advice):
            tell(as_typed(str(told)), hang=2)
    if len(found) == 1 and found[0].routine is not None:
        _plot(found[0].routine)
    if not any(one.mistakes for one in found):
        count = len(found)
        tell(f"{count} {'file' if count == 1 else 'files'}, no mistakes")
    return 1 if any(one.mistakes for one in found) else 0


def _fix(file: Path) -> None:
    from voice_guide.adapters.routine_file import RoutineError, mended

    try:
        done = mended(file)
    except RoutineError:
        return  # The check says so.
    for one in done:
        tell(f"{file}:{one.line}: {one.before or '(new)'}  ->  {one.after}")


def _plot(routine: Routine) -> None:
    from voice_guide.language.labels import load_labels
    from voice_guide.screen.routine_plot import routine_plot

    print_rich(routine_plot(routine, load_labels("en"), sys.stdout.encoding))


def _schema(options: argparse.Namespace) -> int:
    from voice_guide.adapters.routine_file.schema import schema
    from voice_guide.wiring import library

    del options
    techniques = (technique.id for technique in library.techniques())
    return print_json(schema(techniques, (question.id for question in library.questions())))
