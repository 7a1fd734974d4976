"""A costly command waits for its yes."""

from dataclasses import replace

from voice_guide.core.commands import Command
from voice_guide.core.session import receivers, screening, walk
from voice_guide.core.session.asking import open_question
from voice_guide.core.session.closing import close, leave
from voice_guide.core.session.halts import carry_on, halt, release
from voice_guide.core.session.preparing import prepare
from voice_guide.core.session.speech import answer, hush, mention
from voice_guide.core.session.state import Confirm, Session, Stage, Turn
from voice_guide.core.words import Reply

ANSWERS = frozenset({Command.YES, Command.NO, Command.GO_ON, Command.UNDO})
"""They close the question, and do nothing else."""

NOT_HEARD = frozenset(
    {
        Command.REPEAT,
        Command.WHAT_CAN_I_SAY,
        Command.LOUDER,
        Command.QUIETER,
        Command.SLOWER,
        Command.FASTER,
    }
)
"""Said by somebody who wants to hear the question; anything else is about something else."""


def ask_to_confirm(session: Session, command: Command) -> Turn:
    """A costly command: ask back."""
    waiting = halt(session, Confirm(command))
    return answer(waiting, open_question(waiting))


def answered(session: Session, command: Command) -> Turn:
    """Do what was asked about after a yes, and nothing after anything else."""
    return _confirmed(session) if command is Command.YES else carry_on(session)


def asked_again(session: Session) -> Turn:
    """Put the question after what is being answered."""
    question = open_question(session)
    return Turn(session) if question in session.asides else mention(session, question)


def unanswered(session: Session) -> Turn:
    """Nobody has answered in time."""
    before_hands = session.stage is Stage.SCREENING
    return carry_on(session).then(lambda s: Turn(replace(s, lapsed=before_hands)))


def lapsed(session: Session) -> Turn:
    """Somebody goes on with something else: a yes, later, is no longer a yes to this."""
    return release(session).then(_beneath)


def _beneath(session: Session) -> Turn:
    waits = session.stage is Stage.SCREENING and not session.halts and not session.lines
    # Put again, it can be told from the question that has lapsed.
    return Turn(replace(session, lines=(open_question(session),)) if waits else session)


def told(before: Session, after: Session) -> Turn:
    """Say that it has lapsed, where nothing else shows it."""
    stayed = (before.stage, before.place) == (after.stage, after.place)
    if not stayed or after.halts or not after.asides:
        return Turn(after)
    return mention(after, after.words.say(Reply.CARRYING_ON))


def _confirmed(session: Session) -> Turn:
    waiting = session.halts[-1]
    command = waiting.command if isinstance(waiting, Confirm) else Command.NO
    free = replace(session, halts=(), gap_until=None, asked=0)
    match command:
        case Command.FINISH if free.stage is Stage.CLOSING:
            return leave(free, free.outcome)
        case Command.FINISH:
            return close(free, "stopped")
        case Command.RESTART:
            return _restart(free)
        case Command.SKIP_SCREENING:
            return screening.skip(free)
        case Command.FORGET_RECEIVER:
            return receivers.forget(session)
        case Command.CHANGE_ROUTINE:
            return leave(free, "stopped", "changed")
        case _:
            return hush(free)


def _restart(session: Session) -> Turn:
    if not session.screened:
        return screening.from_the_first(session)
    return walk.from_step(session, 1) if session.done else prepare(session)
