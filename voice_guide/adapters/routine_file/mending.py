"""What can be put right in a routine file without asking: misspelt words, tabs, its first line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voice_guide.adapters.routine_file.mistakes import Mistake
from voice_guide.adapters.routine_file.schema import FIRST_LINE

_TABS = (2, 4, 8, 6)
"""How many spaces a tab may stand for."""
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
    lines, done = _without_tabs(text.splitlines(keepends=True), mistakes)
    done += _words(lines, mistakes("".join(lines)))
    if with_schema and not any(line.startswith(_SCHEMA) for line in lines):
        lines.insert(0, FIRST_LINE + "\n")
        done.append(Mended(1, "", FIRST_LINE))
    return "".join(lines), done


def _without_tabs(
    lines: list[str], mistakes: Callable[[str], tuple[Mistake, ...]]
) -> tuple[list[str], list[Mended]]:
    """With spaces for tabs, as many as leave the fewest mistakes; as it was where none helps."""
    if not any("\t" in _indent(line) for line in lines):
        return lines, []
    tried = [_with_spaces(lines, " " * width) for width in _TABS]
    found = [mistakes("".join(changed)) for changed, _ in tried]
    best = min(range(len(tried)), key=lambda n: (_unread(found[n]), len(found[n])))
    return (lines, []) if _unread(found[best]) else tried[best]


def _unread(mistakes: tuple[Mistake, ...]) -> bool:
    """Broken YAML is one mistake: what can be read and has others is better than that."""
    return any(mistake.broken for mistake in mistakes)


def _with_spaces(lines: list[str], tab: str) -> tuple[list[str], list[Mended]]:
    changed, done = list(lines), []
    for number, line in enumerate(lines):
        indent = _indent(line)
        if "\t" in indent:
            changed[number] = indent.replace("\t", tab) + line[len(indent) :]
            done.append(Mended(number + 1, line.rstrip(), changed[number].rstrip()))
    return changed, done


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())].rstrip("\n\r")


def _words(lines: list[str], mistakes: tuple[Mistake, ...]) -> Iterator[Mended]:
    # From the end, so that the places before a word that was changed still hold.
    for mistake in sorted(mistakes, key=lambda it: (it.line, it.column), reverse=True):
        if mistake.line > len(lines):
            continue  # Something is missing after the last line.
        line, at = lines[mistake.line - 1], mistake.column - 1
        at += line.startswith(("'", '"'), at)
        if mistake.meant and mistake.given and line.startswith(mistake.given, at):
            changed = line[:at] + mistake.meant + line[at + len(mistake.given) :]
            lines[mistake.line - 1] = changed
            yield Mended(mistake.line, line.strip(), changed.strip())
