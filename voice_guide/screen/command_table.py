"""Everything that can be said, as a table for the README and as plain lines."""

from collections.abc import Iterator, Mapping

from voice_guide.core.commands import CLASS_OF, Command, CommandClass


def markdown(table: Mapping[Command, tuple[str, ...]], labels: Mapping[str, str]) -> str:
    """The table in Markdown, by class."""
    return "\n".join(_markdown(table, labels))


def _markdown(table: Mapping[Command, tuple[str, ...]], labels: Mapping[str, str]) -> Iterator[str]:
    for kind in CommandClass:
        yield f"**{labels[f'commands_{kind.value}']}**"
        yield ""
        yield f"| {labels['commands_say']} | {labels['commands_name']} |"
        yield "|---|---|"
        for command, phrases in table.items():
            if CLASS_OF[command] is kind:
                yield f"| {', '.join(phrases)} | `{command.value}` |"
        yield ""


def plain(table: Mapping[Command, tuple[str, ...]]) -> str:
    """One line a command."""
    return "\n".join(
        f"{CLASS_OF[command].value:7} {' / '.join(phrases)}" for command, phrases in table.items()
    )
