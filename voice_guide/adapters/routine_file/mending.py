"""What can be put right in a routine file without asking: misspelt words, tabs, its first line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voice_guide.adapters.routine_file.mistakes import Mistake
from voice_guide.adapters.routine_file.schema import FIRST_LINE

_TAB = "  "
_SCHEMA = FIRST_LINE.partition("$")[0]
"""How a line begins that names a schema, this one or another."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A line that was changed, added or taken away."""

    line: int
    before: str
    after: str


def mend(
    text: str, mistakes: Callable[[str], tuple[Mistake, ...]], *, with_schema: bool
) -> tuple[str, list[Mended]]:
    """The text with all that is mechanical put right; `mistakes` finds those of a text.

    Everything else stays as it was written, comments too. `with_schema`: the published schema
    is beside the file, and can be named in it.
    """
    lines = text.splitlines(keepends=True)
    done = list(_tabs(lines))
    done += _words(lines, mistakes("".join(lines)))
    if with_schema and not any(line.startswith(_SCHEMA) for line in lines):
        lines.insert(0, FIRST_LINE + "\n")
        done.append(Mended(1, "", FIRST_LINE))
    return "".join(lines), done


def _tabs(lines: list[str]) -> Iterator[Mended]:
    for number, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip())].rstrip("\n\r")
        if "\t" in indent:
            lines[number] = indent.replace("\t", _TAB) + line[len(indent) :]
            yield Mended(number + 1, line.rstrip(), lines[number].rstrip())


def _words(lines: list[str], mistakes: tuple[Mistake, ...]) -> Iterator[Mended]:
    # From the end, so that the places before a word that was changed still hold.
    for mistake in sorted(mistakes, key=lambda it: (it.line, it.column), reverse=True):
        line, at = lines[mistake.line - 1], mistake.column - 1
        at += line.startswith(("'", '"'), at)
        if mistake.meant and mistake.given and line.startswith(mistake.given, at):
            changed = line[:at] + mistake.meant + line[at + len(mistake.given) :]
            lines[mistake.line - 1] = changed
            yield Mended(mistake.line, line.strip(), changed.strip())
