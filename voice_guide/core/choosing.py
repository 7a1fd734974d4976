"""Before a session: the guide greets and offers the routines, by number or by name."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from voice_guide.core import dialogue, turn
from voice_guide.core.beats import minutes
from voice_guide.core.commands import Command, Understood
from voice_guide.core.dialogue import Dialogue
from voice_guide.core.messages import Event
from voice_guide.core.routine import Routine
from voice_guide.core.units import Seconds
from voice_guide.core.view import View
from voice_guide.core.words import Reply, Words

PATIENCE: Seconds = 20.0

CHOSEN = "chosen"
"""The outcome when a routine was taken."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which routines are offered, and how far that has come."""

    routines: tuple[Routine, ...]
    dialogue: Dialogue
    chosen: str = ""
    """The id of the routine that was taken."""


Turn: TypeAlias = turn.Turn[Choosing]


def begin(routines: tuple[Routine, ...], words: Words) -> Turn:
    """Greet and offer."""
    farewell = words.say(Reply.NOBODY_CHOSE)
    offered = Dialogue(words, _offer(routines, words), PATIENCE, farewell=farewell)
    greeted = dialogue.put(offered, words.say(Reply.GREETING))
    return greeted.into(lambda d: Choosing(routines, d))


def _offer(routines: tuple[Routine, ...], words: Words) -> tuple[str, ...]:
    lines = [
        words.say(
            Reply.OFFER,
            number=number,
            title=routine.title,
            time=words.duration(60 * minutes(routine)),
        )
        for number, routine in enumerate(routines, 1)
    ]
    return (*lines, words.say(Reply.CHOOSE_HOW))


def advance(state: Choosing, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`."""
    if state.dialogue.outcome:
        return Turn(state)
    match event:
        case Understood(Command.CHOOSE):
            return _choose(state, event)
        case Understood(Command.YES | Command.GO_ON) if state.chosen:
            taken = dialogue.heard(state.dialogue).then(lambda d: dialogue.leave(d, CHOSEN))
            return _taken_up(state, taken)
        case Understood(
            Command.REPEAT | Command.START_OVER | Command.WHAT_CAN_I_SAY | Command.GO_ON
            | Command.UNDO | Command.BACK | Command.NO | Command.CHANGE_ROUTINE
        ):  # fmt: skip
            offered = dialogue.heard(state.dialogue).then(dialogue.put)
            return _taken_up(replace(state, chosen=""), offered)
        case _:
            return _taken_up(state, dialogue.advance(state.dialogue, event, now))


def _taken_up(state: Choosing, decided: dialogue.Turn) -> Turn:
    return decided.into(lambda d: replace(state, dialogue=d))


def _choose(state: Choosing, order: Understood) -> Turn:
    chosen, heard = _routine(state, order), dialogue.heard(state.dialogue)
    words = state.dialogue.words
    if chosen is None:
        said = words.say(Reply.NOT_A_ROUTINE)
        return _taken_up(replace(state, chosen=""), heard.then(lambda d: dialogue.put(d, said)))
    said = words.say(Reply.CHOSEN, title=chosen.title)
    going = heard.then(lambda d: dialogue.part_with(d, CHOSEN, said))
    return _taken_up(replace(state, chosen=chosen.id), going)


def _routine(state: Choosing, order: Understood) -> Routine | None:
    if order.number is not None:
        in_list = 1 <= order.number <= len(state.routines)
        return state.routines[order.number - 1] if in_list else None
    return next((r for r in state.routines if order.name in (r.id, r.title)), None)


def view(state: Choosing, now: Seconds) -> View:
    """The list at a glance."""
    del now
    words = state.dialogue.words
    return View(
        phase="choosing",
        title=words.say(Reply.GREETING),
        words="\n".join(state.dialogue.matter),
        hints=words.hints["choosing"],
        listening=state.dialogue.listening,
        answers=tuple(routine.title for routine in state.routines),
    )
