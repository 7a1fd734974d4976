"""The voices that can be chosen, as a table and as data."""

from collections.abc import Iterable, Mapping

from rich.table import Table

from voice_guide.ports import KnownVoice


def voice_table(voices: Iterable[KnownVoice], words: Mapping[str, str]) -> Table:
    """The list; `words` are the labels of the language."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.caption, table.caption_justify = words["voices_how"], "left"
    for column in ("voice_name", "voice_language", "voice_sex"):
        table.add_column(words[column], overflow="fold")
    table.add_column()
    for voice in voices:
        sex = words.get(f"voice_{voice.sex}", "")
        note = words["voice_standard"] if voice.standard else words["voice_calm"] * voice.calm
        table.add_row(voice.name, voice.language, sex, note)
    return table


def voice_data(voices: Iterable[KnownVoice]) -> list[dict[str, object]]:
    """What `voices --json` tells of each."""
    return [
        {
            "name": voice.name,
            "language": voice.language,
            "sex": voice.sex or None,
            "calm": voice.calm,
            "default": voice.standard,
        }
        for voice in voices
    ]
