"""One question before a session, answered by yes or no."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from voice_guide.core import dialogue, turn
from voice_guide.core.commands import Command, Understood
from voice_guide.core.dialogue import ENDED, STOPPED, Dialogue
from voice_guide.core.messages import Event
from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.core.words import Words

PATIENCE: Seconds = 10.0

YES, NO, UNANSWERED = "yes", "no", ENDED
"""The outcomes, beside STOPPED."""

__all__ = ["NO", "STOPPED", "UNANSWERED", "YES", "Question", "advance", "begin", "view"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how far that has come."""

    text: str
    title: str
    dialogue: Dialogue


Turn: TypeAlias = turn.Turn[Question]


def begin(text: str, title: str, words: Words) -> Turn:
    """Put it. `title` is what it is about, for the screen."""
    asked = Dialogue(words, (text,), PATIENCE)
    return dialogue.put(asked).into(lambda d: Question(text, title, d))


def advance(state: Question, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`."""
    return _answer(state.dialogue, event, now).into(lambda d: replace(state, dialogue=d))


def _answer(state: Dialogue, event: Event, now: Seconds) -> dialogue.Turn:
    if state.outcome:
        return dialogue.Turn(state)
    match event:
        case Understood(Command.YES | Command.GO_ON | Command.NEXT):
            return dialogue.heard(state).then(lambda d: dialogue.leave(d, YES))
        case Understood(Command.NO):
            return dialogue.heard(state).then(lambda d: dialogue.leave(d, NO))
        case Understood(Command.WHERE_ARE_WE | Command.NOT_SURE):
            return dialogue.heard(state).then(dialogue.put)
        case _:
            return dialogue.advance(state, event, now)


def view(state: Question, now: Seconds) -> View:
    """The question at a glance."""
    del now
    words = state.dialogue.words
    return View(
        phase="resuming",
        title=state.title,
        words=state.text,
        hints=words.hints["resuming"],
        listening=state.dialogue.listening,
        question=state.text,
        answers=words.answers["confirming"],
    )
