"""Taking the last change back: place, time, pressure, everything that was known of the body."""

from dataclasses import replace

from voice_guide.core.commands import Command
from voice_guide.core.messages import Write
from voice_guide.core.record import Undone
from voice_guide.core.session.holding import freeze, thaw
from voice_guide.core.session.pain import ask_again
from voice_guide.core.session.speech import answer, hush
from voice_guide.core.session.state import Phase, Saying, Session, Stage, Turn
from voice_guide.core.session.telling import here
from voice_guide.core.words import Reply

MOST = 20
"""How many changes can be taken back."""

_ALWAYS = frozenset({Command.THAT_HURTS, Command.START_OVER})
_IF_CHANGED = frozenset(
    {
        Command.NEXT,
        Command.GO_ON,
        Command.BACK,
        Command.SWITCH_SIDES,
        Command.SKIP_STEP,
        Command.SKIP_PART,
        Command.GO_TO_STEP,
        Command.GO_TO_TITLE,
        Command.MORE_TIME,
        Command.TOO_MUCH_PRESSURE,
        Command.TOO_LITTLE_PRESSURE,
        Command.LESS,
        Command.PERFECT,
        Command.LEAVE_OUT,
        Command.STAY_GENTLE,
        Command.AREA,
        Command.YES,
        Command.NO,
        Command.NOT_SURE,
    }
)


def remember(before: Session, command: Command, turn: Turn) -> Turn:
    """Keep `before`, if the command changed anything worth taking back."""
    changed = command in _IF_CHANGED and _mark(before) != _mark(turn.session)
    if turn.session.stage is Stage.OVER or not (changed or command in _ALWAYS):
        return turn
    kept = replace(freeze(before), past=())
    past = (*before.past[1 - MOST :], kept)
    return Turn(replace(turn.session, past=past), turn.actions)


def _mark(session: Session) -> object:
    return (
        session.place,
        session.stage,
        session.beats,
        session.times,
        session.care,
        session.question,
        session.follow,
    )


def undo(session: Session) -> Turn:
    """Go back to before the last change; the clock goes on with the seconds left then."""
    if not session.past:
        return answer(session, session.words.say(Reply.NOTHING_TO_UNDO))
    quiet = hush(session)
    before = replace(
        session.past[-1],
        past=session.past[:-1],
        now=session.now,
        ticket=quiet.session.ticket,
        alarm=session.alarm,
        due=session.due,
        saying=Saying.NOTHING,
        asides=(),
        gap_until=None,
        gain=session.gain,
        pace=session.pace,
        listening=session.listening,
    )
    turn = Turn(before, (*quiet.actions, Write(Undone())))
    if before.phase is Phase.PAIN:
        return turn.then(ask_again)
    if not before.halts:
        turn = turn.then(thaw)
    return turn.then(lambda s: answer(s, _undone(s)))


def _undone(session: Session) -> str:
    words = session.words
    left = session.hold.left_at(session.now) if session.hold else None
    time = words.say(Reply.LEFT_STEP, time=words.duration(left)) if left is not None else ""
    place = "" if session.stage is Stage.SCREENING else here(session)
    return " ".join(part for part in (words.say(Reply.UNDONE), place, time) if part)
