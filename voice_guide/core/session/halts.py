"""Standing still and going on: pause, stop, and questions that need an answer first."""

from dataclasses import replace

from voice_guide.core.commands import Command
from voice_guide.core.messages import Write
from voice_guide.core.record import Paused as PausedEntry
from voice_guide.core.record import Resumed
from voice_guide.core.session.holding import freeze, thaw
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import Confirm, Halt, Paused, Phase, Session, Stage, Turn
from voice_guide.core.words import Reply

CONFIRMATIONS = {
    Command.FINISH: Reply.CONFIRM_FINISH,
    Command.RESTART: Reply.CONFIRM_RESTART,
    Command.SKIP_SCREENING: Reply.CONFIRM_SKIP_SCREENING,
    Command.CHANGE_ROUTINE: Reply.CONFIRM_CHANGE_ROUTINE,
}


def halt(session: Session, why: Halt) -> Session:
    """Stand still for `why`; what runs keeps its seconds."""
    return replace(freeze(session), halts=(*session.halts, why), gap_until=None, asked=0)


def pause(session: Session, reply: Reply) -> Turn:
    """Stand still until told to go on."""
    if session.phase is Phase.PAUSED:
        return answer(session, session.words.say(reply))
    return answer(halt(session, Paused()), session.words.say(reply)).do(Write(PausedEntry()))


def release(session: Session) -> Turn:
    """Take the topmost halt away; go on where it stood when it was the last."""
    *rest, top = session.halts
    free = replace(session, halts=tuple(rest), gap_until=None, asked=0)
    turn = Turn(free)
    if isinstance(top, Paused):
        turn = turn.do(Write(Resumed()))
    return turn if rest else turn.then(thaw)


def resume(session: Session) -> Turn:
    """Go on after a pause, saying where we are."""
    turn = release(session)
    after = turn.session
    if after.stage is Stage.HOLDING and after.hold is not None and not after.halts:
        left = after.words.duration(after.hold.left_at(after.now))
        return turn.then(lambda s: answer(s, s.words.say(Reply.RESUMED_HOLD, time=left)))
    return turn.then(lambda s: answer(s, s.words.say(Reply.RESUMED)))


def ask_to_confirm(session: Session, command: Command) -> Turn:
    """A costly command: ask back."""
    waiting = halt(session, Confirm(command))
    return answer(waiting, waiting.words.say(CONFIRMATIONS[command]))
