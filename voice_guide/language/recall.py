"""A rehearsal from memory in the words of a language: what the guide says, what is obeyed."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from voice_guide.core.commands import Command
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.recall.state import Line, Sayings
from voice_guide.core.rehearsing.points import Kind
from voice_guide.language.naming import FOLDER, words_of
from voice_guide.language.sentence_file import read_sentences
from voice_guide.language.sentences import claims, load_phrasebook

COMMANDS = frozenset(
    {
        Command.STOP,
        Command.PAUSE,
        Command.GO_ON,
        Command.NEXT,
        Command.BACK,
        Command.REPEAT,
        Command.SKIP_STEP,
        Command.GO_TO_STEP,
        Command.HINT,
        Command.TELL_ME,
        Command.SLOWER,
        Command.FASTER,
        Command.LOUDER,
        Command.QUIETER,
        Command.WHERE_ARE_WE,
        Command.HOW_LONG,
        Command.WHAT_CAN_I_SAY,
        Command.STOP_LISTENING,
        Command.LISTEN,
        Command.FINISH,
    }
)
"""What is obeyed while a routine is told from memory."""

NOT_HERE = frozenset(
    {
        Command.SKIP_PART,
        Command.START_OVER,
        Command.MORE_TIME,
        Command.FIT,
        Command.SHORTER,
        Command.MORE_DETAIL,
        Command.STROKE_CUE,
        Command.BREATHING_CUE,
        Command.NO_CUE,
        Command.WHATS_NEXT,
        Command.WHY,
        Command.UNDO,
        Command.RESTART,
        Command.SKIP_SCREENING,
        Command.CHANGE_ROUTINE,
        Command.FORGET_RECEIVER,
    }
)
"""What is not, and is no answer either; all else is one."""

_NUMBERS = 20
"""Steps beyond the last are understood, too: "go to step twelve" is no answer."""


def recall_phrasebook(code: str, extra: Path | None = None, *, steps: int = 0) -> Phrasebook:
    """What is no answer there; `extra`: a file of the user's own. Raises InputError."""
    usual = load_phrasebook(code, steps=max(steps, _NUMBERS), extra=extra)
    shipped = read_sentences(FOLDER / code / "sentences.yaml")
    more = read_sentences(FOLDER / code / "recall_sentences.yaml")
    own = {claim.phrase: claim.order for claim in claims(more, shipped, {})}
    more.refuse_mistakes()
    known = COMMANDS | NOT_HERE
    kept = {p: order for p, order in usual.meanings.items() if order.command in known}
    with words_of(code, "recall.yaml") as data:
        alike = frozenset(data["sound_alike"])
    everyday = tuple(word for word in usual.everyday if word not in alike)
    return replace(usual, meanings={**kept, **own}, everyday=everyday)


@cache
def load_sayings(code: str) -> Sayings:
    """What the guide says there; raise InputError."""
    with words_of(code, "recall.yaml") as data:
        return Sayings(
            lines={Line(key): str(text) for key, text in data["said"].items()},
            hints={Kind(kind): str(text) for kind, text in data["hints"].items()},
            can_say=tuple(data["can_say"]),
        )
